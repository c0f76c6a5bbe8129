// A query that is ready to run: cursors over the segments of an index.

#ifndef TELUSUR_QUERY_COMPILED_QUERY_H_
#define TELUSUR_QUERY_COMPILED_QUERY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "index/index_reader.h"
#include "query/boolean_cursor.h"
#include "query/doc_cursor.h"
#include "query/or_query.h"
#include "query/query_plan.h"

namespace telusur {

// One of the terms of a ranked OR, and what it weighs.
struct WeightedTerm {
  int term = 0;  // in terms()
  double weight = 0;
};

// Immutable. Thread-safe. Refers to the reader it was compiled for.
class CompiledQuery {
 public:
  // REQUIRES: `reader`, which outlives this object, is the one that the plan
  // was made for, and the plan has a root.
  CompiledQuery(const IndexReader* reader, QueryPlan plan);

  const QueryPlan& plan() const { return plan_; }
  const std::vector<QueryTerm>& terms() const { return plan_.terms; }

  // The stop words that were left out, as typed.
  const std::vector<std::string>& dropped_stop_words() const {
    return plan_.dropped_stop_words;
  }

  // Words that stand for more terms than max_expansions, as typed.
  const std::vector<std::string>& cut_expansions() const {
    return plan_.cut_expansions;
  }

  // The terms when the query is a ranked OR of terms and nothing else, each
  // term once; nullptr otherwise.
  const std::vector<WeightedTerm>* bag_of_terms() const {
    return is_bag_ ? &bag_ : nullptr;
  }

  // The ranked OR as it stands in a segment. REQUIRES: bag_of_terms().
  OrQuery BagInSegment(uint32_t segment) const;

  // A cursor over the matches in a segment.
  std::unique_ptr<DocCursor> NewCursor(uint32_t segment) const;

 private:
  std::unique_ptr<PositionCursor> NewTermCursor(uint32_t segment, int term,
                                                const TermScorer& scorer) const;
  std::unique_ptr<DocCursor> NewBagCursor(uint32_t segment) const;
  std::unique_ptr<DocCursor> NewLeafCursor(uint32_t segment,
                                           const PlanNode& node) const;
  std::unique_ptr<DocCursor> NewNodeCursor(uint32_t segment,
                                           const PlanNode& node,
                                           DocCursors* nodes) const;
  void FindBag();

  const IndexReader* reader_;
  QueryPlan plan_;
  bool is_bag_ = false;
  std::vector<WeightedTerm> bag_;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_COMPILED_QUERY_H_
