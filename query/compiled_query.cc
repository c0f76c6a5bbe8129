#include "query/compiled_query.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/types/span.h"
#include "query/column_cursor.h"
#include "query/min_tf_cursor.h"
#include "query/phrase_cursor.h"
#include "query/term_cursor.h"
#include "query/title_boost.h"

namespace telusur {

CompiledQuery::CompiledQuery(const IndexReader* reader, QueryPlan plan)
    : reader_(reader), plan_(std::move(plan)), shape_(ShapeOf(plan_)) {
  FindBag();
  if (plan_.title_boost != 1) shape_.kind = QueryShape::Kind::kOther;
}

// What no term weighs.
constexpr double kNotInBag = -1;

// A ranked OR without filters: each term once, with all that it weighs.
void CompiledQuery::FindBag() {
  is_bag_ = shape_.kind == QueryShape::Kind::kAny && !shape_.has_filter();
  if (!is_bag_) return;
  bag_.reserve(plan_.terms.size());
  std::vector<double> weights(plan_.terms.size(), kNotInBag);
  for (const int part : shape_.parts) {
    const PlanNode& node = plan_.nodes[part];
    double& weight = weights[node.terms[0]];
    weight = std::max(weight, 0.0) + node.weight;
  }
  for (size_t term = 0; term < weights.size(); ++term) {
    if (weights[term] == kNotInBag) continue;
    bag_.push_back({static_cast<int>(term), weights[term]});
  }
}

OrQuery CompiledQuery::OrInSegment(uint32_t segment) const {
  OrQuery query;
  query.bm25 = plan_.bm25;
  query.avg_doc_length = plan_.avg_doc_length;
  query.terms.reserve(is_bag_ ? bag_.size() : shape_.parts.size());
  const auto add = [&](int term, double weight) {
    const std::optional<TermInfo>& info = plan_.terms[term].infos[segment];
    if (info.has_value()) query.terms.push_back({*info, weight});
  };
  if (is_bag_) {
    for (const WeightedTerm& term : bag_) add(term.term, term.weight);
    return query;
  }
  for (const int part : shape_.parts) {
    const PlanNode& node = plan_.nodes[part];
    add(node.terms[0], node.weight);
  }
  return query;
}

bool CompiledQuery::AndInSegment(uint32_t segment, AndQuery* query) const {
  query->bm25 = plan_.bm25;
  query->avg_doc_length = plan_.avg_doc_length;
  query->terms.reserve(shape_.parts.size());
  std::map<int, int> words;  // of phrases: the number of a term in the AND
  for (const int part : shape_.parts) {
    const PlanNode& node = plan_.nodes[part];
    AndPhrase phrase;
    for (const int term : node.terms) {
      const std::optional<TermInfo>& info = plan_.terms[term].infos[segment];
      if (!info.has_value()) return false;
      if (node.kind == PlanKind::kTerm) {
        query->terms.push_back({*info, node.weight, true});
        continue;
      }
      const auto added =
          words.emplace(term, static_cast<int>(query->terms.size()));
      if (added.second) query->terms.push_back({*info, 0, false});
      phrase.terms.push_back(added.first->second);
    }
    if (node.kind == PlanKind::kTerm) continue;
    phrase.offsets = node.offsets;
    phrase.slop = node.slop;
    phrase.weight = node.weight;
    query->phrases.push_back(std::move(phrase));
  }
  return true;
}

DocFilter CompiledQuery::FilterInSegment(uint32_t segment) const {
  DocFilter filter(reader_->docs(segment));
  for (const int node : shape_.filters) {
    filter.Require(NewCursorOf(segment, node));
  }
  for (const int node : shape_.excluded) {
    filter.Exclude(NewCursorOf(segment, node));
  }
  return filter;
}

std::unique_ptr<PositionCursor> CompiledQuery::NewTermCursor(
    uint32_t segment, int term, const TermScorer& scorer) const {
  const std::optional<TermInfo>& info = plan_.terms[term].infos[segment];
  if (!info.has_value()) return nullptr;
  return std::make_unique<TermCursor>(&reader_->segment(segment), *info,
                                      scorer);
}

std::unique_ptr<PositionCursor> CompiledQuery::WithTitleBoost(
    uint32_t segment, std::unique_ptr<PositionCursor> cursor,
    const TermScorer& scorer) const {
  if (plan_.title_boost == 1) return cursor;
  return NewTitleBoostCursor(&reader_->segment(segment), std::move(cursor),
                             scorer, plan_.title_boost);
}

std::unique_ptr<PositionCursor> CompiledQuery::NewBagTermCursor(
    uint32_t segment, const WeightedTerm& term) const {
  const TermScorer scorer = ScorerFor(term.weight);
  std::unique_ptr<PositionCursor> cursor =
      NewTermCursor(segment, term.term, scorer);
  if (cursor == nullptr) return nullptr;
  return WithTitleBoost(segment, std::move(cursor), scorer);
}

namespace {

// Each word of a phrase that stands in it several times, where it stands first,
// has to occur as often. `words` are the cursors of `terms`.
void RequireRepetitions(absl::Span<const int> terms, PositionCursors* words) {
  std::map<int, uint32_t> counts;
  for (const int term : terms) ++counts[term];
  for (size_t i = 0; i < terms.size(); ++i) {
    uint32_t& count = counts[terms[i]];
    if (count > 1) (*words)[i] = NewMinTfCursor(std::move((*words)[i]), count);
    count = 1;
  }
}

}  // namespace

std::unique_ptr<PositionCursor> CompiledQuery::NewLeafCursor(
    uint32_t segment, const PlanNode& node) const {
  const SegmentReader* const reader = &reader_->segment(segment);
  const TermScorer scorer = ScorerFor(node.weight);
  PositionCursors words;
  for (const int term : node.terms) {
    words.push_back(NewTermCursor(segment, term, scorer));
    if (words.back() == nullptr) return nullptr;
    if (node.in_title) {
      words.back() = NewTitleCursor(reader, std::move(words.back()), scorer);
    }
  }
  std::unique_ptr<PositionCursor> cursor;
  if (node.kind == PlanKind::kTerm) {
    cursor = std::move(words[0]);
  } else if (node.kind == PlanKind::kPhrase) {
    RequireRepetitions(node.terms, &words);
    cursor = NewPhraseCursor(reader, std::move(words), node.offsets, node.slop,
                             scorer);
  } else {
    cursor = NewNearCursor(reader, std::move(words), node.slop, scorer);
  }
  return WithTitleBoost(segment, std::move(cursor), scorer);
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
    std::unique_ptr<DocCursor> cursor = NewBagTermCursor(segment, term);
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
    case PlanKind::kNear: {
      std::unique_ptr<DocCursor> cursor = NewLeafCursor(segment, node);
      return cursor == nullptr ? NewEmptyCursor() : std::move(cursor);
    }
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

// A cursor for the part of the plan whose root is the node `root`.
std::unique_ptr<DocCursor> CompiledQuery::NewCursorOf(uint32_t segment,
                                                      int root) const {
  std::vector<bool> is_needed(root + 1, false);
  is_needed[root] = true;
  for (int i = root; i >= 0; --i) {
    if (!is_needed[i]) continue;
    for (const QueryClause& clause : plan_.nodes[i].clauses) {
      is_needed[clause.node] = true;
    }
  }
  DocCursors cursors(root + 1);
  for (int i = 0; i <= root; ++i) {
    if (is_needed[i]) {
      cursors[i] = NewNodeCursor(segment, plan_.nodes[i], &cursors);
    }
  }
  return std::move(cursors[root]);
}

std::unique_ptr<DocCursor> CompiledQuery::NewCursor(uint32_t segment) const {
  // A term given twice is one cursor with its weights added, here as in
  // OrInSegment: two contributions would be rounded twice.
  if (is_bag_) return NewBagCursor(segment);
  return NewCursorOf(segment, static_cast<int>(plan_.nodes.size()) - 1);
}

}  // namespace telusur
