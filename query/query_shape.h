// Queries that a fast evaluator can answer: terms of which any counts, or terms
// and phrases that must all be there, in both cases perhaps with filters.

#ifndef TELUSUR_QUERY_QUERY_SHAPE_H_
#define TELUSUR_QUERY_QUERY_SHAPE_H_

#include <vector>

#include "absl/container/inlined_vector.h"
#include "query/query_plan.h"

namespace telusur {

struct QueryShape {
  enum class Kind {
    kOther,  // for ExhaustiveSearch
    kAny,    // a ranked OR: MaxScoreSearch, UnionCount
    kAll,    // an AND: ConjunctionSearch, ConjunctionCount
  };

  Kind kind = Kind::kOther;

  // Nodes of the plan: the terms (kAny) or terms and phrases (kAll) that score,
  // what a match has to match besides, and what it must not match.
  using Parts = absl::InlinedVector<int, 8>;
  Parts parts;
  std::vector<int> filters;
  std::vector<int> excluded;

  bool has_filter() const { return !filters.empty() || !excluded.empty(); }
};

// REQUIRES: the plan has a root.
QueryShape ShapeOf(const QueryPlan& plan);

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_SHAPE_H_
