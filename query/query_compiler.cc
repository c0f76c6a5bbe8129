#include "query/query_compiler.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "index/io/status_macros.h"
#include "query/boolean_cursor.h"
#include "query/column_cursor.h"
#include "query/phrase_cursor.h"
#include "query/term_cursor.h"
#include "query/term_expansion.h"

namespace telusur {

class QueryCompiler {
 public:
  QueryCompiler(const IndexReader& reader, const Query& query,
                const CompileOptions& options)
      : reader_(reader), query_(query), options_(options) {
    result_.reader_ = &reader;
    result_.bm25_ = options.bm25;
    result_.statistics_ = options.statistics.value_or(reader.statistics());
  }

  absl::StatusOr<CompiledQuery> Compile() {
    FindBoosts();
    FindStopWords();
    node_of_.assign(query_.nodes.size(), kNotTyped);
    for (size_t i = 0; i < query_.nodes.size(); ++i) {
      ASSIGN_OR_RETURN(node_of_[i], CompileNode(static_cast<int>(i)));
    }
    if (result_.nodes_.empty() || node_of_.back() == kNotTyped) {
      result_.nodes_.assign(1, Node());
    }
    result_.FindBag();
    return std::move(result_);
  }

 private:
  using Kind = CompiledQuery::Kind;
  using Node = CompiledQuery::Node;

  // The node of a part that is as though it had not been typed.
  static constexpr int kNotTyped = -1;

  // A surface form of a query word, and where it stands in the word.
  struct Surface {
    std::string text;
    uint32_t position;
    bool counts;
  };

  // The product of the boosts from the root to each node.
  void FindBoosts() {
    boosts_.assign(query_.nodes.size(), 1.0);
    is_should_.assign(query_.nodes.size(), true);
    for (size_t i = query_.nodes.size(); i-- > 0;) {
      boosts_[i] *= query_.nodes[i].boost;
      for (const QueryClause& clause : query_.nodes[i].clauses) {
        boosts_[clause.node] *= boosts_[i];
        is_should_[clause.node] = clause.occur == Occur::kShould;
      }
    }
  }

  std::vector<Surface> Analyze(absl::string_view text) const {
    std::vector<Surface> surfaces;
    reader_.analyzer().Tokenize(text, [&](absl::Span<const Token> tokens) {
      for (const Token& token : tokens) {
        surfaces.push_back(
            {std::string(token.surface), token.position, token.counts});
      }
    });
    return surfaces;
  }

  bool IsStopWord(const QueryNode& node) const {
    if (node.kind != QueryKind::kText || node.quoted) return false;
    const std::vector<Surface> surfaces = Analyze(node.text);
    return surfaces.size() == 1 &&
           reader_.analyzer().IsStopWord(surfaces[0].text);
  }

  // Stop words are left out where they are optional and another word remains.
  void FindStopWords() {
    is_dropped_.assign(query_.nodes.size(), false);
    if (options_.keep_stop_words) return;
    bool has_other_words = false;
    for (size_t i = 0; i < query_.nodes.size(); ++i) {
      const QueryNode& node = query_.nodes[i];
      const bool scores = node.kind < QueryKind::kSource;
      is_dropped_[i] = scores && is_should_[i] && IsStopWord(node);
      has_other_words |=
          scores && !is_dropped_[i] &&
          !(node.kind == QueryKind::kText && Analyze(node.text).empty());
    }
    if (!has_other_words) is_dropped_.assign(query_.nodes.size(), false);
    for (size_t i = 0; i < query_.nodes.size(); ++i) {
      if (is_dropped_[i]) {
        result_.dropped_stop_words_.push_back(query_.nodes[i].text);
      }
    }
  }

  absl::StatusOr<int> CompileNode(int i) {
    if (is_dropped_[i]) return kNotTyped;
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
    Node result;
    result.kind = node.kind == QueryKind::kSource  ? Kind::kSource
                  : node.kind == QueryKind::kDates ? Kind::kDates
                                                   : Kind::kEverything;
    result.source = node.text;
    result.days = node.days;
    return Add(std::move(result));
  }

  int Add(Node node) {
    result_.nodes_.push_back(std::move(node));
    return static_cast<int>(result_.nodes_.size()) - 1;
  }

  // The number of the dictionary's key in terms_; looked up once.
  absl::StatusOr<int> FindTerm(const std::string& key) {
    const auto [found, is_new] =
        term_numbers_.try_emplace(key, static_cast<int>(result_.terms_.size()));
    if (!is_new) return found->second;
    QueryTerm term;
    term.key = key;
    for (uint32_t i = 0; i < reader_.num_segments(); ++i) {
      TermEntry entry;
      ASSIGN_OR_RETURN(const bool known,
                       reader_.segment(i).dictionary().Find(key, &entry));
      term.infos.emplace_back();
      if (!known) continue;
      term.infos.back() = entry.info;
      term.df += entry.info.df;
    }
    term.idf = Idf(term.df, result_.statistics_);
    result_.terms_.push_back(std::move(term));
    return found->second;
  }

  absl::StatusOr<int> FindStem(const std::string& surface) {
    std::string stem;
    reader_.analyzer().TermOf(surface, &stem);
    return FindTerm(stem);
  }

  // The postings of a surface form alone: its own list where the segment has
  // one, its stem's where the stem has no other form there.
  absl::StatusOr<int> FindExactForm(const std::string& surface) {
    std::string stem;
    reader_.analyzer().TermOf(surface, &stem);
    const std::string key = FormKey(stem, surface);
    const auto [found, is_new] =
        term_numbers_.try_emplace(key, static_cast<int>(result_.terms_.size()));
    if (!is_new) return found->second;
    QueryTerm term;
    term.key = key;
    for (uint32_t i = 0; i < reader_.num_segments(); ++i) {
      const TermDictionary& dictionary = reader_.segment(i).dictionary();
      term.infos.emplace_back();
      TermEntry entry;
      ASSIGN_OR_RETURN(bool known, dictionary.Find(key, &entry));
      if (!known) {
        TermDictionary::Iterator next(&dictionary);
        RETURN_IF_ERROR(next.Seek(stem));
        if (!next.Valid() || next.entry().term != stem) continue;
        entry = next.entry();
        const std::string& form = entry.form.empty() ? stem : entry.form;
        RETURN_IF_ERROR(next.Next());
        const bool has_forms = next.Valid() && next.entry().info.is_form;
        known = !has_forms && form == surface;
      }
      if (!known) continue;
      term.infos.back() = entry.info;
      term.df += entry.info.df;
    }
    term.idf = Idf(term.df, result_.statistics_);
    result_.terms_.push_back(std::move(term));
    return found->second;
  }

  int AddTerm(int i, int term) {
    Node node;
    node.kind = Kind::kTerm;
    node.terms = {term};
    node.weight = boosts_[i] * result_.terms_[term].idf;
    node.in_title = query_.nodes[i].field == QueryField::kTitle;
    return Add(std::move(node));
  }

  // A word or a quoted text: the terms at its positions as a phrase, or any of
  // the word's other readings.
  absl::StatusOr<int> CompileText(int i) {
    const QueryNode& text = query_.nodes[i];
    Node phrase;
    std::vector<int> readings;
    for (const Surface& surface : Analyze(text.text)) {
      ASSIGN_OR_RETURN(const int term, FindStem(surface.text));
      if (surface.counts) {
        phrase.terms.push_back(term);
        phrase.offsets.push_back(surface.position);
      } else if (!text.quoted) {
        readings.push_back(term);
      }
    }
    if (phrase.terms.empty()) return kNotTyped;
    const int parts = AddPhrase(i, std::move(phrase));
    if (readings.empty()) return parts;
    Node any;
    any.kind = Kind::kMax;
    any.clauses.push_back({Occur::kShould, parts});
    for (const int term : readings) {
      any.clauses.push_back({Occur::kShould, AddTerm(i, term)});
    }
    return Add(std::move(any));
  }

  int AddPhrase(int i, Node phrase) {
    if (phrase.terms.size() == 1) return AddTerm(i, phrase.terms[0]);
    phrase.kind = Kind::kPhrase;
    phrase.slop = static_cast<uint32_t>(query_.nodes[i].distance);
    phrase.in_title = query_.nodes[i].field == QueryField::kTitle;
    const uint32_t first = phrase.offsets[0];
    for (uint32_t& offset : phrase.offsets) offset -= first;
    for (const int term : phrase.terms) {
      phrase.weight += boosts_[i] * result_.terms_[term].idf;
    }
    return Add(std::move(phrase));
  }

  absl::StatusOr<int> CompileExact(int i) {
    const std::vector<Surface> surfaces = Analyze(query_.nodes[i].text);
    Node phrase;
    for (const Surface& surface : surfaces) {
      // A word of several readings is meant as a whole.
      if (surfaces.size() > 1 && surface.counts && HasWhole(surfaces)) continue;
      ASSIGN_OR_RETURN(const int term, FindExactForm(surface.text));
      phrase.terms.push_back(term);
      phrase.offsets.push_back(surface.position);
      if (!surface.counts) break;
    }
    if (phrase.terms.empty()) return kNotTyped;
    return AddPhrase(i, std::move(phrase));
  }

  static bool HasWhole(const std::vector<Surface>& surfaces) {
    return std::any_of(surfaces.begin(), surfaces.end(),
                       [](const Surface& surface) { return !surface.counts; });
  }

  absl::StatusOr<int> CompileExpansion(int i) {
    const QueryNode& node = query_.nodes[i];
    const std::vector<Surface> surfaces = Analyze(node.text);
    if (surfaces.empty()) return kNotTyped;
    ASSIGN_OR_RETURN(
        const TermExpansion expansion,
        node.kind == QueryKind::kPrefix
            ? ExpandPrefix(reader_, surfaces[0].text, options_.max_expansions)
            : ExpandFuzzy(reader_, surfaces[0].text, node.distance,
                          options_.max_expansions));
    if (expansion.cut) result_.cut_expansions_.push_back(node.text);
    Node any;
    any.kind = Kind::kMax;
    for (const std::string& key : expansion.keys) {
      ASSIGN_OR_RETURN(const int term, FindTerm(key));
      any.clauses.push_back({Occur::kShould, AddTerm(i, term)});
    }
    if (any.clauses.empty()) any.kind = Kind::kNothing;
    return Add(std::move(any));
  }

  absl::StatusOr<int> CompileNear(int i) {
    Node near;
    near.kind = Kind::kNear;
    near.slop = static_cast<uint32_t>(query_.nodes[i].distance);
    near.in_title = query_.nodes[i].field == QueryField::kTitle;
    for (const QueryClause& clause : query_.nodes[i].clauses) {
      const QueryNode& operand = query_.nodes[clause.node];
      for (const Surface& surface : Analyze(operand.text)) {
        if (!surface.counts) continue;
        ASSIGN_OR_RETURN(const int term, operand.kind == QueryKind::kExact
                                             ? FindExactForm(surface.text)
                                             : FindStem(surface.text));
        near.terms.push_back(term);
        near.weight += boosts_[i] * result_.terms_[term].idf;
      }
    }
    if (near.terms.empty()) return kNotTyped;
    return Add(std::move(near));
  }

  int CompileBoolean(const QueryNode& node) {
    Node result;
    result.kind = Kind::kBoolean;
    for (const QueryClause& clause : node.clauses) {
      const int child = node_of_[clause.node];
      if (child != kNotTyped) result.clauses.push_back({clause.occur, child});
    }
    if (result.clauses.empty()) return kNotTyped;
    return Add(std::move(result));
  }

  const IndexReader& reader_;
  const Query& query_;
  const CompileOptions& options_;
  CompiledQuery result_;
  std::vector<double> boosts_;
  std::vector<bool> is_should_;
  std::vector<bool> is_dropped_;
  std::vector<int> node_of_;
  std::map<std::string, int> term_numbers_;
};

absl::StatusOr<CompiledQuery> CompileQuery(const IndexReader& reader,
                                           const Query& query,
                                           const CompileOptions& options) {
  return QueryCompiler(reader, query, options).Compile();
}

// A ranked OR is a term, or a boolean of nothing but optional terms.
void CompiledQuery::FindBag() {
  std::map<int, double> weights;
  const auto add = [&](const Node& node) {
    if (node.kind != Kind::kTerm || node.in_title) return false;
    weights[node.terms[0]] += node.weight;
    return true;
  };
  const Node& root = nodes_.back();
  is_bag_ = true;
  if (root.kind == Kind::kBoolean) {
    for (const QueryClause& clause : root.clauses) {
      is_bag_ &= clause.occur == Occur::kShould && add(nodes_[clause.node]);
    }
  } else {
    is_bag_ = add(root);
  }
  if (!is_bag_) return;
  for (const auto& [term, weight] : weights) bag_.push_back({term, weight});
}

OrQuery CompiledQuery::BagInSegment(uint32_t segment) const {
  OrQuery query;
  query.bm25 = bm25_;
  query.avg_doc_length = statistics_.avg_doc_length();
  for (const WeightedTerm& term : bag_) {
    const std::optional<TermInfo>& info = terms_[term.term].infos[segment];
    if (info.has_value()) query.terms.push_back({*info, term.weight});
  }
  return query;
}

std::unique_ptr<PositionCursor> CompiledQuery::NewTermCursor(
    uint32_t segment, int term, const TermScorer& scorer) const {
  const std::optional<TermInfo>& info = terms_[term].infos[segment];
  if (!info.has_value()) return nullptr;
  return std::make_unique<TermCursor>(&reader_->segment(segment), *info,
                                      scorer);
}

std::unique_ptr<DocCursor> CompiledQuery::NewLeafCursor(
    uint32_t segment, const Node& node) const {
  const SegmentReader* const reader = &reader_->segment(segment);
  const TermScorer scorer(node.weight, bm25_, statistics_.avg_doc_length());
  PositionCursors words;
  for (const int term : node.terms) {
    words.push_back(NewTermCursor(segment, term, scorer));
    if (words.back() == nullptr) return NewEmptyCursor();
    if (node.in_title) {
      words.back() = NewTitleCursor(reader, std::move(words.back()), scorer);
    }
  }
  if (node.kind == Kind::kTerm) return std::move(words[0]);
  if (node.kind == Kind::kPhrase) {
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

}  // namespace

std::unique_ptr<DocCursor> CompiledQuery::NewBagCursor(uint32_t segment) const {
  DocCursors cursors;
  for (const WeightedTerm& term : bag_) {
    const TermScorer scorer(term.weight, bm25_, statistics_.avg_doc_length());
    std::unique_ptr<DocCursor> cursor =
        NewTermCursor(segment, term.term, scorer);
    if (cursor != nullptr) cursors.push_back(std::move(cursor));
  }
  return cursors.empty() ? NewEmptyCursor()
                         : NewOrCursor(std::move(cursors), Combine::kSum);
}

std::unique_ptr<DocCursor> CompiledQuery::NewCursor(uint32_t segment) const {
  // A term given twice is one cursor with its weights added, here as in
  // BagInSegment: two contributions would be rounded twice.
  if (is_bag_) return NewBagCursor(segment);
  const SegmentReader* const reader = &reader_->segment(segment);
  DocCursors cursors(nodes_.size());
  for (size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    switch (node.kind) {
      case Kind::kNothing:
        cursors[i] = NewEmptyCursor();
        break;
      case Kind::kEverything:
        cursors[i] = NewAllCursor(reader->num_docs());
        break;
      case Kind::kTerm:
      case Kind::kPhrase:
      case Kind::kNear:
        cursors[i] = NewLeafCursor(segment, node);
        break;
      case Kind::kSource:
        cursors[i] = NewSourceCursor(reader, node.source);
        break;
      case Kind::kDates:
        cursors[i] = NewDatesCursor(reader, node.days);
        break;
      case Kind::kOr:
      case Kind::kMax: {
        DocCursors children;
        for (const QueryClause& clause : node.clauses) {
          children.push_back(std::move(cursors[clause.node]));
        }
        cursors[i] =
            NewOrCursor(std::move(children),
                        node.kind == Kind::kOr ? Combine::kSum : Combine::kMax);
        break;
      }
      case Kind::kBoolean: {
        ClauseCursors clauses;
        for (const QueryClause& clause : node.clauses) {
          std::unique_ptr<DocCursor> child = std::move(cursors[clause.node]);
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
        cursors[i] = JoinClauses(std::move(clauses), reader->num_docs());
        break;
      }
    }
  }
  return std::move(cursors.back());
}

}  // namespace telusur
