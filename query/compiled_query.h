// A query that is ready to run: cursors over the segments of an index.

#ifndef TELUSUR_QUERY_COMPILED_QUERY_H_
#define TELUSUR_QUERY_COMPILED_QUERY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "index/index_reader.h"
#include "query/and_query.h"
#include "query/boolean_cursor.h"
#include "query/doc_cursor.h"
#include "query/doc_filter.h"
#include "query/or_query.h"
#include "query/query_plan.h"
#include "query/query_shape.h"

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

  // The terms when the query is a ranked OR of terms and nothing else, each
  // term once; nullptr otherwise.
  const std::vector<WeightedTerm>* bag_of_terms() const {
    return is_bag_ ? &bag_ : nullptr;
  }

  // Whether and how a fast evaluator can answer the query. With a title boost
  // none can.
  const QueryShape& shape() const { return shape_; }

  // The ranked OR as it stands in a segment. REQUIRES: shape() is kAny.
  OrQuery OrInSegment(uint32_t segment) const;

  // Sets `*query` to the AND as it stands in a segment. False when a term of it
  // has no documents there. REQUIRES: shape() is kAll.
  bool AndInSegment(uint32_t segment, AndQuery* query) const;

  // What the shape's filters let pass in a segment.
  DocFilter FilterInSegment(uint32_t segment) const;

  // A cursor over the matches in a segment.
  std::unique_ptr<DocCursor> NewCursor(uint32_t segment) const;

  // Cursors over the matches of a part of the plan in a segment: one of the
  // bag's terms, or a kTerm, kPhrase or kNear. nullptr when a word of it is not
  // in the segment.
  std::unique_ptr<PositionCursor> NewBagTermCursor(
      uint32_t segment, const WeightedTerm& term) const;
  std::unique_ptr<PositionCursor> NewLeafCursor(uint32_t segment,
                                                const PlanNode& node) const;

  // A cursor over a node's matches. What its children in `*nodes`, by number,
  // are is taken from there.
  std::unique_ptr<DocCursor> NewNodeCursor(uint32_t segment,
                                           const PlanNode& node,
                                           DocCursors* nodes) const;

 private:
  TermScorer ScorerFor(double weight) const {
    return TermScorer(weight, plan_.bm25, plan_.avg_doc_length);
  }
  std::unique_ptr<PositionCursor> NewTermCursor(uint32_t segment, int term,
                                                const TermScorer& scorer) const;
  std::unique_ptr<PositionCursor> WithTitleBoost(
      uint32_t segment, std::unique_ptr<PositionCursor> cursor,
      const TermScorer& scorer) const;
  std::unique_ptr<DocCursor> NewBagCursor(uint32_t segment) const;
  std::unique_ptr<DocCursor> NewCursorOf(uint32_t segment, int root) const;
  void FindBag();

  const IndexReader* reader_;
  QueryPlan plan_;
  QueryShape shape_;
  bool is_bag_ = false;
  std::vector<WeightedTerm> bag_;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_COMPILED_QUERY_H_
