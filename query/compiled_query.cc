#include "query/compiled_query.h"

#include <map>
#include <optional>
#include <utility>

#include "query/column_cursor.h"
#include "query/phrase_cursor.h"
#include "query/term_cursor.h"

namespace telusur {

CompiledQuery::CompiledQuery(const IndexReader* reader, QueryPlan plan)
    : reader_(reader), plan_(std::move(plan)) {
  FindBag();
}

// A ranked OR is a term, or a boolean of nothing but optional ranked ORs.
void CompiledQuery::FindBag() {
  std::map<int, double> weights;
  std::vector<int> open = {static_cast<int>(plan_.nodes.size()) - 1};
  while (!open.empty()) {
    const PlanNode& node = plan_.nodes[open.back()];
    open.pop_back();
    if (node.kind == PlanKind::kTerm && !node.in_title) {
      weights[node.terms[0]] += node.weight;
      continue;
    }
    if (node.kind != PlanKind::kBoolean) return;
    for (auto clause = node.clauses.rbegin(); clause != node.clauses.rend();
         ++clause) {
      if (clause->occur != Occur::kShould) return;
      open.push_back(clause->node);
    }
  }
  is_bag_ = true;
  for (const auto& [term, weight] : weights) bag_.push_back({term, weight});
}

OrQuery CompiledQuery::BagInSegment(uint32_t segment) const {
  OrQuery query;
  query.bm25 = plan_.bm25;
  query.avg_doc_length = plan_.statistics.avg_doc_length();
  for (const WeightedTerm& term : bag_) {
    const std::optional<TermInfo>& info = plan_.terms[term.term].infos[segment];
    if (info.has_value()) query.terms.push_back({*info, term.weight});
  }
  return query;
}

std::unique_ptr<PositionCursor> CompiledQuery::NewTermCursor(
    uint32_t segment, int term, const TermScorer& scorer) const {
  const std::optional<TermInfo>& info = plan_.terms[term].infos[segment];
  if (!info.has_value()) return nullptr;
  return std::make_unique<TermCursor>(&reader_->segment(segment), *info,
                                      scorer);
}

std::unique_ptr<DocCursor> CompiledQuery::NewLeafCursor(
    uint32_t segment, const PlanNode& node) const {
  const SegmentReader* const reader = &reader_->segment(segment);
  const TermScorer scorer(node.weight, plan_.bm25,
                          plan_.statistics.avg_doc_length());
  PositionCursors words;
  for (const int term : node.terms) {
    words.push_back(NewTermCursor(segment, term, scorer));
    if (words.back() == nullptr) return NewEmptyCursor();
    if (node.in_title) {
      words.back() = NewTitleCursor(reader, std::move(words.back()), scorer);
    }
  }
  if (node.kind == PlanKind::kTerm) return std::move(words[0]);
  if (node.kind == PlanKind::kPhrase) {
    return NewPhraseCursor(reader, std::move(words), node.offsets, node.slop,
                           scorer);
  }
  return NewNearCursor(reader, std::move(words), node.slop, scorer);
}

namespace {

// What the clauses of a boolean ask for, in a segment.
struct ClauseCursors {
  DocCursors required;
  DocCursors optional;
  DocCursors excluded;
  bool has_must = false;
};

std::unique_ptr<DocCursor> JoinClauses(ClauseCursors clauses, DocId num_docs) {
  std::unique_ptr<DocCursor> optional;
  if (!clauses.optional.empty()) {
    optional = NewOrCursor(std::move(clauses.optional), Combine::kSum);
    // Without a MUST one of them has to match.
    if (!clauses.has_must) clauses.required.push_back(std::move(optional));
  }
  std::unique_ptr<DocCursor> cursor =
      clauses.required.empty() ? NewAllCursor(num_docs)
                               : NewAndCursor(std::move(clauses.required));
  if (optional != nullptr) {
    cursor = NewOptionalCursor(std::move(cursor), std::move(optional));
  }
  if (!clauses.excluded.empty()) {
    cursor = NewAndNotCursor(
        std::move(cursor),
        NewOrCursor(std::move(clauses.excluded), Combine::kSum));
  }
  return cursor;
}

std::unique_ptr<DocCursor> NewBooleanCursor(
    const std::vector<QueryClause>& plan, DocId num_docs, DocCursors* nodes) {
  ClauseCursors clauses;
  for (const QueryClause& clause : plan) {
    std::unique_ptr<DocCursor> child = std::move((*nodes)[clause.node]);
    switch (clause.occur) {
      case Occur::kMust:
        clauses.has_must = true;
        clauses.required.push_back(std::move(child));
        break;
      case Occur::kFilter:
        clauses.required.push_back(NewFilterCursor(std::move(child)));
        break;
      case Occur::kShould:
        clauses.optional.push_back(std::move(child));
        break;
      case Occur::kMustNot:
        clauses.excluded.push_back(std::move(child));
        break;
    }
  }
  return JoinClauses(std::move(clauses), num_docs);
}

std::unique_ptr<DocCursor> NewMaxCursor(const std::vector<QueryClause>& plan,
                                        DocCursors* nodes) {
  DocCursors children;
  for (const QueryClause& clause : plan) {
    children.push_back(std::move((*nodes)[clause.node]));
  }
  return NewOrCursor(std::move(children), Combine::kMax);
}

}  // namespace

std::unique_ptr<DocCursor> CompiledQuery::NewBagCursor(uint32_t segment) const {
  DocCursors cursors;
  for (const WeightedTerm& term : bag_) {
    const TermScorer scorer(term.weight, plan_.bm25,
                            plan_.statistics.avg_doc_length());
    std::unique_ptr<DocCursor> cursor =
        NewTermCursor(segment, term.term, scorer);
    if (cursor != nullptr) cursors.push_back(std::move(cursor));
  }
  return cursors.empty() ? NewEmptyCursor()
                         : NewOrCursor(std::move(cursors), Combine::kSum);
}

std::unique_ptr<DocCursor> CompiledQuery::NewNodeCursor(
    uint32_t segment, const PlanNode& node, DocCursors* nodes) const {
  const SegmentReader* const reader = &reader_->segment(segment);
  switch (node.kind) {
    case PlanKind::kNothing:
      break;
    case PlanKind::kEverything:
      return NewAllCursor(reader->num_docs());
    case PlanKind::kTerm:
    case PlanKind::kPhrase:
    case PlanKind::kNear:
      return NewLeafCursor(segment, node);
    case PlanKind::kSource:
      return NewSourceCursor(reader, node.source);
    case PlanKind::kDates:
      return NewDatesCursor(reader, node.days);
    case PlanKind::kMax:
      return NewMaxCursor(node.clauses, nodes);
    case PlanKind::kBoolean:
      return NewBooleanCursor(node.clauses, reader->num_docs(), nodes);
  }
  return NewEmptyCursor();
}

std::unique_ptr<DocCursor> CompiledQuery::NewCursor(uint32_t segment) const {
  // A term given twice is one cursor with its weights added, here as in
  // BagInSegment: two contributions would be rounded twice.
  if (is_bag_) return NewBagCursor(segment);
  DocCursors cursors(plan_.nodes.size());
  for (size_t i = 0; i < cursors.size(); ++i) {
    cursors[i] = NewNodeCursor(segment, plan_.nodes[i], &cursors);
  }
  return std::move(cursors.back());
}

}  // namespace telusur
