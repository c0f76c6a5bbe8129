// What a query means in one index: its terms, their statistics, and the tree
// that joins them. Plain values, made by query_compiler and read by whoever
// evaluates or explains the query.

#ifndef TELUSUR_QUERY_QUERY_PLAN_H_
#define TELUSUR_QUERY_QUERY_PLAN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "index/index_reader.h"
#include "query/bm25.h"
#include "query/date_range.h"
#include "query/query.h"

namespace telusur {

// A term of the query.
struct QueryTerm {
  std::string key;  // in the term dictionary
  uint64_t df = 0;  // in all segments
  double idf = 0;
  absl::InlinedVector<std::optional<TermInfo>, 1> infos;  // by segment
};

enum class PlanKind : uint8_t {
  kNothing,
  kEverything,
  kTerm,
  kPhrase,
  kNear,
  kSource,
  kDates,
  kMax,  // the largest of the children's scores
  kBoolean,
};

struct PlanNode {
  PlanKind kind = PlanKind::kNothing;
  double weight = 0;  // boost * idf of a kTerm, kPhrase, kNear
  bool in_title = false;
  absl::InlinedVector<int, 1> terms;  // kTerm: one; kPhrase, kNear: the words
  std::vector<uint32_t> offsets;      // kPhrase
  uint32_t slop = 0;
  std::string source;
  DayRange days;
  std::vector<QueryClause> clauses;  // kMax, kBoolean; `node` is in `nodes`
};

struct QueryPlan {
  Bm25Parameters bm25;
  CollectionStatistics statistics;
  double title_boost = 1;  // title_boost.h; 1: a title's words are like others
  double avg_doc_length = 0;  // by which scores are made: weighted by the boost
  std::vector<QueryTerm> terms;

  // Children stand before their parents; the last is the root.
  std::vector<PlanNode> nodes;

  // The stop words that were left out, as typed.
  std::vector<std::string> dropped_stop_words;

  // Words with * or ~ that stand for more terms than the limit, and those that
  // the analyzer reads as several words, for which the sign was left out: their
  // nodes in the query.
  std::vector<int> cut_expansions;
  std::vector<int> unexpanded_words;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_PLAN_H_
