// A query as the parser understood it: plain values, nothing resolved against
// an index.
//
// A Query is a tree whose nodes stand in one vector, children before parents,
// so that a tree of any depth is built, walked and destroyed without recursion:
// a loop over `nodes` meets every child before its parent, and the last node is
// the root.
//
// What a kBoolean matches, from its clauses:
//   every kMust and every kFilter, no kMustNot, and, when there are kShould
//   clauses and no kMust, at least one kShould.
// Its score is the sum of its matching kMust and kShould clauses' scores, times
// its boost. Filters (IsFilter) score 0.

#ifndef TELUSUR_QUERY_QUERY_H_
#define TELUSUR_QUERY_QUERY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "query/date_range.h"

namespace telusur {

enum class QueryKind : uint8_t {
  // `text` is one word as typed ("covid-19"), or what stood between quotes;
  // the index's analyzer has yet to make terms of it. A word that yields
  // several positions is meant as a phrase. A text that yields no term is as
  // though it had not been typed: it neither matches nor excludes.
  kText,
  kExact,   // =kata: the surface form `text` itself, not its stem
  kPrefix,  // kerusuh*: words that begin with `text`
  kFuzzy,   // tokajev~1: words at most `distance` edits away from `text`
  // a NEAR/4 b: all operands (kText or kExact, at least two) in any order, in a
  // stretch with at most `distance` other words between and among them.
  kNear,
  kSource,      // source:kompas
  kDates,       // date:2022-01..2022-03
  kEverything,  // *
  kBoolean,
};

// Where a kText, kExact, kPrefix, kFuzzy or kNear must stand.
enum class QueryField : uint8_t { kAny, kTitle };

enum class Occur : uint8_t { kMust, kShould, kFilter, kMustNot };

struct QueryClause {
  Occur occur;
  int node;  // index in Query::nodes, less than the parent's

  friend bool operator==(const QueryClause& a, const QueryClause& b) {
    return a.occur == b.occur && a.node == b.node;
  }
};

// Which members have a meaning depends on `kind`; the others keep the values
// that they have here.
struct QueryNode {
  QueryKind kind = QueryKind::kText;
  QueryField field = QueryField::kAny;
  // kText: stood between quotes. Then `distance` is its slop: the words in this
  // order, with at most so many other words between them in total.
  bool quoted = false;
  int distance = 0;    // kText: slop; kFuzzy: edits, 1 or 2; kNear: other words
  double boost = 1.0;  // thousandths, in [0, kMaxBoost]; 1 for filters
  // kText, kExact, kPrefix, kFuzzy, kSource: bytes as typed, escapes resolved;
  // never empty. No white space unless `quoted` or kSource.
  std::string text;
  DayRange days;                     // kDates
  std::vector<QueryClause> clauses;  // kBoolean; kNear's operands, all kMust

  // The bytes of the query text that the node came from.
  size_t begin = 0;
  size_t end = 0;
};

struct Query {
  std::vector<QueryNode> nodes;

  // A query without nodes asks for nothing, and matches nothing.
  bool empty() const { return nodes.empty(); }
  // REQUIRES: !empty().
  int root() const { return static_cast<int>(nodes.size()) - 1; }
};

inline constexpr double kMaxBoost = 1000.0;
inline constexpr int kMaxFuzzyDistance = 2;

// Whether `node` restricts without scoring: kSource, kDates, kEverything, or a
// kBoolean that has no other clauses but kMustNot. `is_filter` answers the
// question for the nodes before it.
bool IsFilter(const QueryNode& node, const std::vector<bool>& is_filter);

// Whether both are the same tree. Byte ranges do not count.
bool operator==(const Query& a, const Query& b);
inline bool operator!=(const Query& a, const Query& b) { return !(a == b); }

// A text that the parser reads as exactly this query:
// Parse(ToString(q)).query == q for every canonical q (canonicalize.h) within
// the limits.
std::string ToString(const Query& query);

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_H_
