#include "query/explain.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "index/io/status_macros.h"
#include "query/query_plan.h"
#include "query/term_cursor.h"
#include "query/title_boost.h"

namespace telusur {
namespace {

using Positions = std::vector<uint32_t>;

// A term's name for people. Keys of exact forms hold the stem, too.
std::string NameOf(const QueryTerm& term) {
  const absl::string_view form = FormOfKey(term.key);
  return form.size() == term.key.size() ? term.key : absl::StrCat("=", form);
}

class Explainer {
 public:
  Explainer(const IndexReader& reader, const CompiledQuery& query,
            DocAddress address)
      : segment_(reader.segment(address.segment)),
        query_(query),
        plan_(query.plan()),
        address_(address) {}

  absl::StatusOr<Explanation> Explain() {
    const BoostedCounts counts = CountsOf({});
    result_.doc_length = counts.length;
    result_.avg_doc_length = plan_.avg_doc_length;
    result_.bm25 = plan_.bm25;
    result_.title_boost = plan_.title_boost;
    if (query_.bag_of_terms() != nullptr) {
      for (const WeightedTerm& term : *query_.bag_of_terms()) {
        PlanNode node;
        node.kind = PlanKind::kTerm;
        node.weight = term.weight;
        node.terms = {term.term};
        RETURN_IF_ERROR(
            AddLeaf(node, query_.NewBagTermCursor(address_.segment, term)));
      }
    } else {
      RETURN_IF_ERROR(MatchNodes());
      RETURN_IF_ERROR(AddContributing());
    }
    for (const Contribution& part : result_.contributions) {
      result_.score += part.score;
    }
    return std::move(result_);
  }

 private:
  BoostedCounts CountsOf(const Positions& positions) const {
    return BoostedCounts::Of(segment_, address_.doc_id, positions,
                             plan_.title_boost);
  }

  static bool IsLeaf(const PlanNode& node) {
    return node.kind == PlanKind::kTerm || node.kind == PlanKind::kPhrase ||
           node.kind == PlanKind::kNear;
  }

  // Whether the document matches each node, and its score there.
  absl::Status MatchNodes() {
    matches_.assign(plan_.nodes.size(), false);
    scores_.assign(plan_.nodes.size(), 0);
    for (size_t i = 0; i < plan_.nodes.size(); ++i) {
      const PlanNode& node = plan_.nodes[i];
      if (node.kind == PlanKind::kMax) {
        MatchMax(i);
      } else if (node.kind == PlanKind::kBoolean) {
        MatchBoolean(i);
      } else {
        DocCursors no_children;
        const std::unique_ptr<DocCursor> cursor =
            query_.NewNodeCursor(address_.segment, node, &no_children);
        cursor->Seek(address_.doc_id);
        matches_[i] = cursor->doc_id() == address_.doc_id;
        if (matches_[i]) scores_[i] = cursor->score();
        RETURN_IF_ERROR(cursor->status());
      }
    }
    return absl::OkStatus();
  }

  void MatchMax(size_t i) {
    for (const QueryClause& clause : plan_.nodes[i].clauses) {
      if (!matches_[clause.node]) continue;
      matches_[i] = true;
      scores_[i] = std::max(scores_[i], scores_[clause.node]);
    }
  }

  void MatchBoolean(size_t i) {
    bool has_must = false;
    bool has_should = false;
    bool matches_should = false;
    bool matches_all = true;
    Score score = 0;
    for (const QueryClause& clause : plan_.nodes[i].clauses) {
      const bool matches = matches_[clause.node];
      switch (clause.occur) {
        case Occur::kMust:
          has_must = true;
          matches_all &= matches;
          score += scores_[clause.node];
          break;
        case Occur::kFilter:
          matches_all &= matches;
          break;
        case Occur::kShould:
          has_should = true;
          matches_should |= matches;
          if (matches) score += scores_[clause.node];
          break;
        case Occur::kMustNot:
          matches_all &= !matches;
          break;
      }
    }
    matches_[i] = matches_all && (has_must || !has_should || matches_should);
    if (matches_[i]) scores_[i] = score;
  }

  // Adds the leaves that the root's score is made of, from the root down.
  absl::Status AddContributing() {
    std::vector<bool> contributes(plan_.nodes.size(), false);
    contributes.back() = matches_.back();
    for (size_t i = plan_.nodes.size(); i-- > 0;) {
      if (!contributes[i]) continue;
      const PlanNode& node = plan_.nodes[i];
      bool found = false;  // the largest child
      for (const QueryClause& clause : node.clauses) {
        if (!matches_[clause.node]) continue;
        if (node.kind == PlanKind::kMax) {
          if (found || scores_[clause.node] != scores_[i]) continue;
          found = true;
        } else if (clause.occur != Occur::kMust &&
                   clause.occur != Occur::kShould) {
          continue;
        }
        contributes[clause.node] = true;
      }
    }
    for (size_t i = 0; i < plan_.nodes.size(); ++i) {
      const PlanNode& node = plan_.nodes[i];
      if (!contributes[i] || !IsLeaf(node)) continue;
      RETURN_IF_ERROR(
          AddLeaf(node, query_.NewLeafCursor(address_.segment, node)));
    }
    return absl::OkStatus();
  }

  absl::Status AddLeaf(const PlanNode& node,
                       std::unique_ptr<PositionCursor> cursor) {
    if (cursor == nullptr) return absl::OkStatus();
    cursor->Seek(address_.doc_id);
    RETURN_IF_ERROR(cursor->status());
    if (cursor->doc_id() != address_.doc_id) return absl::OkStatus();
    Contribution part;
    part.score = cursor->score();
    Positions positions;
    cursor->ReadPositions(&positions);
    RETURN_IF_ERROR(cursor->status());
    part.tf = CountsOf(positions).tf;
    part.term = TermText(node);
    for (const int term : node.terms) {
      const QueryTerm& info = plan_.terms[term];
      part.idf += info.idf;
      part.df = part.df == 0 ? info.df : std::min(part.df, info.df);
    }
    part.boost = part.idf > 0 ? node.weight / part.idf : 1;
    RETURN_IF_ERROR(AddForms(node, positions, &part.forms));
    result_.contributions.push_back(std::move(part));
    return absl::OkStatus();
  }

  std::string TermText(const PlanNode& node) const {
    std::string text;
    const std::string separator = node.kind == PlanKind::kNear
                                      ? absl::StrCat(" NEAR/", node.slop, " ")
                                      : " ";
    for (const int term : node.terms) {
      absl::StrAppend(&text, text.empty() ? "" : separator,
                      NameOf(plan_.terms[term]));
    }
    if (node.kind == PlanKind::kPhrase) {
      text = absl::StrCat("\"", text, "\"");
      if (node.slop > 0) absl::StrAppend(&text, "~", node.slop);
    }
    return node.in_title ? absl::StrCat("title:", text) : text;
  }

  // The forms of the node's words. `starts` are where the node matches.
  absl::Status AddForms(const PlanNode& node, const Positions& starts,
                        std::vector<Contribution::Form>* forms) const {
    const bool is_exact_phrase =
        node.kind == PlanKind::kPhrase && node.slop == 0;
    for (size_t i = 0; i < node.terms.size(); ++i) {
      Positions places = starts;
      if (is_exact_phrase) {
        for (uint32_t& place : places) place += node.offsets[i];
      }
      const bool anywhere = node.terms.size() > 1 && !is_exact_phrase;
      RETURN_IF_ERROR(AddFormsOf(plan_.terms[node.terms[i]],
                                 anywhere ? nullptr : &places, forms));
    }
    return absl::OkStatus();
  }

  // The forms of a term in the document, at `*places` unless it is nullptr.
  absl::Status AddFormsOf(const QueryTerm& term, const Positions* places,
                          std::vector<Contribution::Form>* forms) const {
    const absl::string_view form = FormOfKey(term.key);
    if (form.size() != term.key.size()) {
      return AddForm(form, *term.infos[address_.segment], places, forms);
    }
    TermDictionary::Iterator entries(&segment_.dictionary());
    RETURN_IF_ERROR(entries.Seek(term.key));
    if (!entries.Valid()) return absl::OkStatus();
    const TermEntry stem = entries.entry();
    RETURN_IF_ERROR(entries.Next());
    if (!entries.Valid() || !entries.entry().info.is_form) {
      return AddForm(stem.form.empty() ? stem.term : stem.form, stem.info,
                     places, forms);
    }
    while (entries.Valid() && entries.entry().info.is_form) {
      RETURN_IF_ERROR(AddForm(FormOfKey(entries.entry().term),
                              entries.entry().info, places, forms));
      RETURN_IF_ERROR(entries.Next());
    }
    return absl::OkStatus();
  }

  absl::Status AddForm(absl::string_view surface, const TermInfo& info,
                       const Positions* places,
                       std::vector<Contribution::Form>* forms) const {
    TermCursor cursor(&segment_, info, TermScorer(0, plan_.bm25, 0));
    cursor.Seek(address_.doc_id);
    RETURN_IF_ERROR(cursor.status());
    if (cursor.doc_id() != address_.doc_id) return absl::OkStatus();
    Positions positions;
    cursor.ReadPositions(&positions);
    RETURN_IF_ERROR(cursor.status());
    uint32_t tf = 0;
    for (const uint32_t position : positions) {
      tf += places == nullptr ||
            std::binary_search(places->begin(), places->end(), position);
    }
    if (tf == 0) return absl::OkStatus();
    const auto known = std::find_if(forms->begin(), forms->end(),
                                    [surface](const Contribution::Form& other) {
                                      return other.surface == surface;
                                    });
    if (known == forms->end()) forms->push_back({std::string(surface), tf});
    return absl::OkStatus();
  }

  const SegmentReader& segment_;
  const CompiledQuery& query_;
  const QueryPlan& plan_;
  const DocAddress address_;
  std::vector<bool> matches_;  // by node
  std::vector<Score> scores_;
  Explanation result_;
};

}  // namespace

absl::StatusOr<Explanation> Explain(const IndexReader& reader,
                                    const CompiledQuery& query,
                                    DocAddress address) {
  return Explainer(reader, query, address).Explain();
}

}  // namespace telusur
