#include "query/query_compiler.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "index/io/status_macros.h"
#include "query/merge_clauses.h"
#include "query/query_plan.h"
#include "query/query_words.h"
#include "query/surface_list.h"
#include "query/term_expansion.h"
#include "query/term_lookup.h"
#include "query/title_boost.h"

namespace telusur {
namespace {

// The number of a part that is as though it had not been typed.
constexpr int kNotTyped = -1;

// A node of the query, while the plan is made.
struct NodeState {
  // The product of the boosts from the root to the node.
  double boost = 1;

  // Whether a document may lack the node and match all the same: only moving it
  // up or down is left to it. In a list of words all are.
  bool is_optional = true;

  int number = kNotTyped;  // in the plan
};

std::vector<NodeState> StatesOf(const Query& query) {
  std::vector<NodeState> states(query.nodes.size());
  for (size_t i = query.nodes.size(); i-- > 0;) {
    NodeState& state = states[i];
    state.boost *= query.nodes[i].boost;
    for (const QueryClause& clause : query.nodes[i].clauses) {
      states[clause.node].boost *= state.boost;
      states[clause.node].is_optional =
          state.is_optional && clause.occur == Occur::kShould;
    }
  }
  return states;
}

// Whether the two terms' postings are the same lists: the one is the only form
// of the other in every segment.
bool HaveSamePostings(const QueryTerm& a, const QueryTerm& b) {
  for (size_t i = 0; i < a.infos.size(); ++i) {
    if (a.infos[i].has_value() != b.infos[i].has_value()) return false;
    if (!a.infos[i].has_value()) continue;
    const TermInfo& x = *a.infos[i];
    const TermInfo& y = *b.infos[i];
    if (x.df != y.df || x.cf != y.cf || x.doc_id != y.doc_id ||
        x.postings_offset != y.postings_offset) {
      return false;
    }
  }
  return true;
}

// Makes the plan of one query. The members that compile a node return its
// number in the plan, or kNotTyped.
class QueryCompiler {
 public:
  QueryCompiler(const IndexReader& reader, const Query& query,
                const CompileOptions& options)
      : reader_(reader),
        query_(query),
        options_(options),
        statistics_(options.statistics.value_or(reader.statistics())),
        lookup_(&reader, statistics_),
        own_surfaces_(&reader),
        states_(StatesOf(query)) {}

  absl::StatusOr<QueryPlan> Compile() {
    plan_.bm25 = options_.bm25;
    plan_.statistics = statistics_;
    plan_.title_boost = options_.title_boost;
    plan_.avg_doc_length =
        options_.title_boost == 1
            ? statistics_.avg_doc_length()
            : BoostedAverageLength(reader_, statistics_, options_.title_boost);
    std::vector<bool> is_dropped;
    if (!options_.keep_stop_words) {
      is_dropped = FindDroppedStopWords(reader_.analyzer(), query_);
    }
    RETURN_IF_ERROR(Expand());
    plan_.nodes.reserve(query_.nodes.size());
    RETURN_IF_ERROR(ReadTexts(is_dropped));
    for (size_t i = 0; i < query_.nodes.size(); ++i) {
      if (!is_dropped.empty() && is_dropped[i]) {
        plan_.dropped_stop_words.push_back(query_.nodes[i].text);
        continue;
      }
      ASSIGN_OR_RETURN(states_[i].number, CompileNode(static_cast<int>(i)));
    }
    if (plan_.nodes.empty() || states_.back().number == kNotTyped) {
      plan_.nodes.assign(1, PlanNode());
    }
    plan_.terms = lookup_.TakeTerms();
    return std::move(plan_);
  }

 private:
  QueryReadings Read(absl::string_view text) const {
    return ReadQueryText(reader_.analyzer(), text);
  }

  // Reads all texts that count and looks their stems up, together.
  absl::Status ReadTexts(const std::vector<bool>& is_dropped) {
    const size_t n = query_.nodes.size();
    readings_.resize(n);
    absl::InlinedVector<const std::string*, 8> surfaces;
    for (size_t i = 0; i < n; ++i) {
      if (query_.nodes[i].kind != QueryKind::kText) continue;
      if (!is_dropped.empty() && is_dropped[i]) continue;
      ReadQueryText(reader_.analyzer(), query_.nodes[i].text, &readings_[i]);
      for (const QuerySurface& part : readings_[i].parts) {
        surfaces.push_back(&part.text);
      }
    }
    lookup_.Reserve(surfaces.size());
    return lookup_.FindStems(surfaces);
  }

  absl::StatusOr<int> CompileNode(int i) {
    const QueryNode& node = query_.nodes[i];
    switch (node.kind) {
      case QueryKind::kText:
        return CompileText(i);
      case QueryKind::kExact:
        return CompileExact(i);
      case QueryKind::kPrefix:
      case QueryKind::kFuzzy:
        return CompileExpansion(i);
      case QueryKind::kNear:
        return CompileNear(i);
      case QueryKind::kBoolean:
        return CompileBoolean(node);
      case QueryKind::kSource:
      case QueryKind::kDates:
      case QueryKind::kEverything:
        break;
    }
    PlanNode result;
    result.kind = node.kind == QueryKind::kSource  ? PlanKind::kSource
                  : node.kind == QueryKind::kDates ? PlanKind::kDates
                                                   : PlanKind::kEverything;
    result.source = node.text;
    result.days = node.days;
    return Add(std::move(result));
  }

  int Add(PlanNode node) {
    plan_.nodes.push_back(std::move(node));
    return static_cast<int>(plan_.nodes.size()) - 1;
  }

  double IdfOf(int term) const { return lookup_.terms()[term].idf; }

  int AddTerm(int i, int term) {
    PlanNode& node = plan_.nodes.emplace_back();
    node.kind = PlanKind::kTerm;
    node.terms.push_back(term);
    node.weight = states_[i].boost * IdfOf(term);
    node.in_title = query_.nodes[i].field == QueryField::kTitle;
    return static_cast<int>(plan_.nodes.size()) - 1;
  }

  // A word or a quoted text: the terms at its positions as a phrase, or any of
  // the word's other readings.
  absl::StatusOr<int> CompileText(int i) {
    const QueryNode& text = query_.nodes[i];
    const QueryReadings& readings = readings_[i];
    if (readings.parts.empty()) return kNotTyped;
    const bool is_lone = readings.parts.size() == 1;
    ASSIGN_OR_RETURN(const int parts, CompileParts(i, readings.parts));
    if (text.quoted) return parts;
    if (readings.wholes.empty()) {
      return is_lone ? AddTypedForm(i, readings.parts[0].text, parts) : parts;
    }
    PlanNode any;
    any.kind = PlanKind::kMax;
    any.clauses.push_back({Occur::kShould, parts});
    for (const std::string& whole : readings.wholes) {
      ASSIGN_OR_RETURN(const int term, lookup_.FindStem(whole));
      any.clauses.push_back({Occur::kShould, AddTerm(i, term)});
    }
    return Add(std::move(any));
  }

  // The stems of one or several forms, one behind the other.
  absl::StatusOr<int> CompileParts(int i, const QuerySurfaces& parts) {
    if (parts.size() == 1) {
      ASSIGN_OR_RETURN(const int term, lookup_.FindStem(parts[0].text));
      return AddTerm(i, term);
    }
    PlanNode phrase;
    for (const QuerySurface& part : parts) {
      ASSIGN_OR_RETURN(const int term, lookup_.FindStem(part.text));
      phrase.terms.push_back(term);
      phrase.offsets.push_back(part.position);
    }
    return AddPhrase(i, std::move(phrase));
  }

  // Gives the form as typed its share in the score of the word whose stem is
  // the term of `stem_node`. A stem of a single form stays as it is: its
  // postings are the form's.
  absl::StatusOr<int> AddTypedForm(int i, const std::string& form,
                                   int stem_node) {
    const double share = options_.typed_form_share;
    if (share == 0 || !states_[i].is_optional) return stem_node;
    ASSIGN_OR_RETURN(const int term, lookup_.FindExactForm(form));
    const QueryTerm& stem = lookup_.terms()[plan_.nodes[stem_node].terms[0]];
    if (HaveSamePostings(lookup_.terms()[term], stem)) return stem_node;
    plan_.nodes[stem_node].weight *= 1 - share;
    if (lookup_.terms()[term].df == 0) return stem_node;
    const int form_node = AddTerm(i, term);
    plan_.nodes[form_node].weight *= share;
    PlanNode both;
    both.kind = PlanKind::kBoolean;
    both.clauses = {{Occur::kShould, stem_node}, {Occur::kShould, form_node}};
    return Add(std::move(both));
  }

  int AddPhrase(int i, PlanNode phrase) {
    if (phrase.terms.size() == 1) return AddTerm(i, phrase.terms[0]);
    phrase.kind = PlanKind::kPhrase;
    if (query_.nodes[i].kind == QueryKind::kText) {
      phrase.slop = static_cast<uint32_t>(query_.nodes[i].distance);
    }
    phrase.in_title = query_.nodes[i].field == QueryField::kTitle;
    const uint32_t first = phrase.offsets[0];
    for (uint32_t& offset : phrase.offsets) offset -= first;
    for (const int term : phrase.terms) {
      phrase.weight += states_[i].boost * IdfOf(term);
    }
    return Add(std::move(phrase));
  }

  absl::StatusOr<int> CompileExact(int i) {
    PlanNode phrase;
    for (const QuerySurface& form : ExactFormsOf(Read(query_.nodes[i].text))) {
      ASSIGN_OR_RETURN(const int term, lookup_.FindExactForm(form.text));
      phrase.terms.push_back(term);
      phrase.offsets.push_back(form.position);
    }
    if (phrase.terms.empty()) return kNotTyped;
    return AddPhrase(i, std::move(phrase));
  }

  // Looks up what the words with * or ~ stand for, all before the first is
  // compiled: they share the limit.
  absl::Status Expand() {
    std::vector<int> nodes;
    std::vector<size_t> sizes;
    for (size_t i = 0; i < query_.nodes.size(); ++i) {
      const QueryNode& node = query_.nodes[i];
      if (node.kind != QueryKind::kPrefix && node.kind != QueryKind::kFuzzy) {
        continue;
      }
      const QuerySurfaces forms = ExactFormsOf(Read(node.text));
      if (forms.size() != 1) continue;
      const std::string& word = forms[0].text;
      const auto [known, is_new] = expanded_.try_emplace(
          {word, node.kind == QueryKind::kPrefix ? 0 : node.distance},
          static_cast<int>(i));
      if (is_new) {
        ASSIGN_OR_RETURN(expansions_[i], ExpandNode(node, word));
      } else {
        expansions_[i] = expansions_[known->second];
      }
      nodes.push_back(static_cast<int>(i));
      sizes.push_back(expansions_[i].forms.size());
    }
    const std::vector<size_t> shares =
        ShareOut(sizes, static_cast<size_t>(options_.max_expansions));
    for (size_t i = 0; i < nodes.size(); ++i) {
      CutExpansion(shares[i], &expansions_[nodes[i]]);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<TermExpansion> ExpandNode(const QueryNode& node,
                                           const std::string& word) {
    const size_t most = static_cast<size_t>(options_.max_expansions);
    if (node.kind == QueryKind::kPrefix &&
        TermsAreSurfaces(reader_.analyzer().options())) {
      ASSIGN_OR_RETURN(const SurfaceList range,
                       SurfaceList::ReadPrefix(reader_, word));
      return ExpandPrefix(range, word, most);
    }
    SurfaceDictionary& surfaces =
        options_.surfaces == nullptr ? own_surfaces_ : *options_.surfaces;
    ASSIGN_OR_RETURN(const SurfaceList* const list, surfaces.Get());
    return node.kind == QueryKind::kPrefix
               ? ExpandPrefix(*list, word, most)
               : ExpandFuzzy(*list, word, node.distance, most);
  }

  absl::StatusOr<int> CompileExpansion(int i) {
    const auto found = expansions_.find(i);
    if (found == expansions_.end()) {
      readings_[i] = Read(query_.nodes[i].text);
      ASSIGN_OR_RETURN(const int node, CompileText(i));
      // What has no letter has nothing to expand.
      if (node != kNotTyped) {
        plan_.unexpanded_words.push_back(i);
      }
      return node;
    }
    if (found->second.cut) {
      plan_.cut_expansions.push_back(i);
    }
    PlanNode any;
    any.kind = PlanKind::kMax;
    for (const TermExpansion::Form& form : found->second.forms) {
      ASSIGN_OR_RETURN(const int term, lookup_.FindExactForm(form.surface));
      any.clauses.push_back({Occur::kShould, AddTerm(i, term)});
    }
    if (any.clauses.empty()) any.kind = PlanKind::kNothing;
    return Add(std::move(any));
  }

  absl::StatusOr<int> CompileNear(int i) {
    PlanNode near;
    near.kind = PlanKind::kNear;
    near.slop = static_cast<uint32_t>(query_.nodes[i].distance);
    near.in_title = query_.nodes[i].field == QueryField::kTitle;
    for (const QueryClause& clause : query_.nodes[i].clauses) {
      const QueryNode& operand = query_.nodes[clause.node];
      const bool is_exact = operand.kind == QueryKind::kExact;
      const QueryReadings readings = Read(operand.text);
      for (const QuerySurface& form :
           is_exact ? ExactFormsOf(readings) : readings.parts) {
        ASSIGN_OR_RETURN(const int term, is_exact
                                             ? lookup_.FindExactForm(form.text)
                                             : lookup_.FindStem(form.text));
        near.weight += states_[i].boost * IdfOf(term);
        // A word given twice may stand in one place, and then leaves room.
        if (std::find(near.terms.begin(), near.terms.end(), term) !=
            near.terms.end()) {
          ++near.slop;
        } else {
          near.terms.push_back(term);
        }
      }
    }
    if (near.terms.empty()) return kNotTyped;
    return Add(std::move(near));
  }

  int CompileBoolean(const QueryNode& node) {
    PlanNode result;
    result.kind = PlanKind::kBoolean;
    result.clauses.reserve(node.clauses.size());
    for (const QueryClause& clause : node.clauses) {
      const int child = states_[clause.node].number;
      if (child != kNotTyped) result.clauses.push_back({clause.occur, child});
    }
    if (result.clauses.empty()) return kNotTyped;
    MergeEqualClauses(&plan_.nodes, &result.clauses);
    return Add(std::move(result));
  }

  const IndexReader& reader_;
  const Query& query_;
  const CompileOptions& options_;
  const CollectionStatistics statistics_;
  TermLookup lookup_;
  SurfaceDictionary own_surfaces_;
  std::map<int, TermExpansion> expansions_;  // by node of the query
  // The first node with a word and its number of edits (0: a prefix).
  std::map<std::pair<std::string, int>, int> expanded_;
  std::vector<NodeState> states_;        // by node of the query
  std::vector<QueryReadings> readings_;  // of its texts, likewise
  QueryPlan plan_;
};

}  // namespace

absl::StatusOr<CompiledQuery> CompileQuery(const IndexReader& reader,
                                           const Query& query,
                                           const CompileOptions& options) {
  ASSIGN_OR_RETURN(QueryPlan plan,
                   QueryCompiler(reader, query, options).Compile());
  return CompiledQuery(&reader, std::move(plan));
}

}  // namespace telusur
