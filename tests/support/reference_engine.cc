#include "tests/support/reference_engine.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "absl/strings/match.h"
#include "index/date.h"

namespace telusur {
namespace {

using Positions = std::vector<uint32_t>;

// Adds `scores` to those that are there.
void AddScores(const Matches& scores, Matches* matches) {
  for (const auto& [doc_id, score] : scores) (*matches)[doc_id] += score;
}

void TakeLargest(const Matches& scores, Matches* matches) {
  for (const auto& [doc_id, score] : scores) {
    const auto [entry, is_new] = matches->try_emplace(doc_id, score);
    if (!is_new) entry->second = std::max(entry->second, score);
  }
}

// Whether words can stand at their `offsets` from `start` on, with at most
// `slop` other words between them: by all places that the words before allow.
bool PhraseStartsAt(uint32_t start, const std::vector<Positions>& positions,
                    const std::vector<uint32_t>& offsets, uint32_t slop) {
  std::set<uint64_t> ends = {start};
  for (size_t i = 1; i < positions.size(); ++i) {
    std::set<uint64_t> next_ends;
    for (const uint32_t position : positions[i]) {
      for (const uint64_t end : ends) {
        if (position >= end + offsets[i] - offsets[i - 1]) {
          next_ends.insert(position);
        }
      }
    }
    ends = next_ends;
  }
  return !ends.empty() &&
         *ends.begin() <= uint64_t{start} + offsets.back() + slop;
}

// Whether each word stands somewhere in [begin, end].
bool AllWithin(const std::vector<Positions>& positions, uint64_t begin,
               uint64_t end) {
  return std::all_of(
      positions.begin(), positions.end(), [&](const Positions& word) {
        return std::any_of(word.begin(), word.end(), [&](uint32_t position) {
          return position >= begin && position <= end;
        });
      });
}

}  // namespace

ReferenceEngine::ReferenceEngine(const Analyzer* analyzer,
                                 const std::vector<Document>& documents,
                                 const Bm25Parameters& bm25)
    : analyzer_(analyzer), bm25_(bm25) {
  std::set<absl::string_view> later_ids;
  for (size_t i = documents.size(); i-- > 0;) {
    if (!later_ids.insert(documents[i].id).second) continue;
    documents_.push_back(Read(documents[i]));
  }
  std::reverse(documents_.begin(), documents_.end());
  for (const ReferenceDocument& document : documents_) {
    num_nonempty_docs_ += document.length > 0;
    num_tokens_ += document.length;
  }
}

std::vector<ReferenceWord> ReferenceEngine::Analyze(
    absl::string_view text, uint32_t* num_positions) const {
  std::vector<ReferenceWord> words;
  const auto add = [&](absl::Span<const Token> tokens) {
    for (const Token& token : tokens) {
      ReferenceWord word;
      word.surface = std::string(token.surface);
      analyzer_->TermOf(token.surface, &word.term);
      word.position = token.position;
      word.counts = token.counts;
      words.push_back(word);
    }
  };
  const AnalysisCounts counts = analyzer_->Tokenize(text, add);
  if (num_positions != nullptr) *num_positions = counts.num_positions;
  return words;
}

ReferenceDocument ReferenceEngine::Read(const Document& document) const {
  ReferenceDocument result;
  result.id = document.id;
  result.source = document.source;
  result.days = ParseDate(document.date);
  result.words = Analyze(document.title, &result.title_length);
  // The body begins at a multiple of 16 that the title leaves free, so that no
  // phrase runs from the one into the other.
  uint32_t body = 0;
  if (result.title_length > 0) {
    do body += 16;
    while (body <= result.title_length);
  }
  for (ReferenceWord& word : Analyze(document.text)) {
    word.position += body;
    result.words.push_back(word);
  }
  for (const ReferenceWord& word : result.words) result.length += word.counts;
  return result;
}

std::vector<std::string> ReferenceEngine::Surfaces() const {
  std::set<std::string> surfaces;
  for (const ReferenceDocument& document : documents_) {
    for (const ReferenceWord& word : document.words) {
      surfaces.insert(word.surface);
    }
  }
  return std::vector<std::string>(surfaces.begin(), surfaces.end());
}

std::vector<std::string> ReferenceEngine::Terms() const {
  std::set<std::string> terms;
  for (const ReferenceDocument& document : documents_) {
    for (const ReferenceWord& word : document.words) terms.insert(word.term);
  }
  return std::vector<std::string>(terms.begin(), terms.end());
}

Places ReferenceEngine::FindPlaces(
    absl::FunctionRef<bool(const ReferenceWord&)> is_wanted) const {
  Places places;
  for (DocId doc_id = 0; doc_id < documents_.size(); ++doc_id) {
    std::set<uint32_t> positions;
    for (const ReferenceWord& word : documents_[doc_id].words) {
      if (is_wanted(word)) positions.insert(word.position);
    }
    if (!positions.empty()) {
      places[doc_id] = Positions(positions.begin(), positions.end());
    }
  }
  return places;
}

Places ReferenceEngine::PlacesOfTerm(absl::string_view term) const {
  return FindPlaces(
      [&](const ReferenceWord& word) { return word.term == term; });
}

Places ReferenceEngine::PlacesOfForm(absl::string_view surface) const {
  return FindPlaces(
      [&](const ReferenceWord& word) { return word.surface == surface; });
}

double ReferenceEngine::Idf(uint64_t df) const {
  const double n = static_cast<double>(num_nonempty_docs_);
  const double d = static_cast<double>(df);
  return df == 0 ? 0 : std::log(1 + (n - d + 0.5) / (d + 0.5));
}

double ReferenceEngine::Score(double idf, uint64_t tf, DocId doc_id) const {
  const double x = static_cast<double>(tf);
  const double average = static_cast<double>(num_tokens_) /
                         static_cast<double>(num_nonempty_docs_);
  const double length = documents_[doc_id].length / average;
  return idf * x / (x + bm25_.k1 * (1 - bm25_.b + bm25_.b * length));
}

// The idf is that of the whole text, also for words in titles.
ReferenceEngine::Word ReferenceEngine::WordOf(const Places& places,
                                              QueryField field) const {
  Word word = {{}, Idf(places.size())};
  for (auto [doc_id, positions] : places) {
    if (field == QueryField::kTitle) {
      const uint32_t end = documents_[doc_id].title_length;
      positions.erase(
          std::remove_if(positions.begin(), positions.end(),
                         [end](uint32_t position) { return position >= end; }),
          positions.end());
    }
    if (!positions.empty()) word.places[doc_id] = positions;
  }
  return word;
}

Matches ReferenceEngine::ScorePlaces(const Places& places, double idf) const {
  Matches matches;
  for (const auto& [doc_id, positions] : places) {
    matches[doc_id] = Score(idf, positions.size(), doc_id);
  }
  return matches;
}

Matches ReferenceEngine::Search(const Query& query) const {
  if (query.empty()) return Matches();
  return SearchNode(query, query.root()).value_or(Matches());
}

ReferenceEngine::MaybeMatches ReferenceEngine::SearchNode(const Query& query,
                                                          int i) const {
  const QueryNode& node = query.nodes[i];
  MaybeMatches matches;
  switch (node.kind) {
    case QueryKind::kText:
      matches = SearchText(node);
      break;
    case QueryKind::kExact:
      matches = SearchExact(node);
      break;
    case QueryKind::kPrefix:
    case QueryKind::kFuzzy:
      matches = SearchExpansion(node);
      break;
    case QueryKind::kNear:
      matches = SearchNear(query, node);
      break;
    case QueryKind::kBoolean:
      matches = SearchBoolean(query, node);
      break;
    default:
      matches = SearchColumns(node);
  }
  if (matches.has_value()) {
    for (auto& [doc_id, score] : *matches) score *= node.boost;
  }
  return matches;
}

Matches ReferenceEngine::SearchPhrase(const std::vector<Word>& words,
                                      const std::vector<uint32_t>& offsets,
                                      uint32_t slop) const {
  double idf = 0;
  for (const Word& word : words) idf += word.idf;
  Places places;
  for (const auto& [doc_id, starts] : words[0].places) {
    std::vector<Positions> positions;
    for (const Word& word : words) {
      const auto found = word.places.find(doc_id);
      positions.push_back(found == word.places.end() ? Positions()
                                                     : found->second);
    }
    for (const uint32_t start : starts) {
      if (PhraseStartsAt(start, positions, offsets, slop)) {
        places[doc_id].push_back(start);
      }
    }
  }
  return ScorePlaces(places, idf);
}

ReferenceEngine::MaybeMatches ReferenceEngine::SearchText(
    const QueryNode& node) const {
  std::vector<Word> words;
  std::vector<uint32_t> offsets;
  Matches readings;
  for (const ReferenceWord& word : Analyze(node.text)) {
    const Word found = WordOf(PlacesOfTerm(word.term), node.field);
    if (word.counts) {
      words.push_back(found);
      offsets.push_back(word.position);
    } else if (!node.quoted) {
      TakeLargest(ScorePlaces(found.places, found.idf), &readings);
    }
  }
  if (words.empty()) return std::nullopt;
  const uint32_t first = offsets[0];
  for (uint32_t& offset : offsets) offset -= first;
  Matches matches = SearchPhrase(words, offsets, node.distance);
  TakeLargest(readings, &matches);
  return matches;
}

// A word of several readings is meant as a whole: as its first reading that
// does not count.
ReferenceEngine::MaybeMatches ReferenceEngine::SearchExact(
    const QueryNode& node) const {
  std::vector<Word> words;
  std::vector<uint32_t> offsets;
  const std::vector<ReferenceWord> typed = Analyze(node.text);
  const auto whole =
      std::find_if(typed.begin(), typed.end(),
                   [](const ReferenceWord& word) { return !word.counts; });
  if (whole != typed.end()) {
    const Word word = WordOf(PlacesOfForm(whole->surface), node.field);
    return ScorePlaces(word.places, word.idf);
  }
  for (const ReferenceWord& word : typed) {
    words.push_back(WordOf(PlacesOfForm(word.surface), node.field));
    offsets.push_back(word.position - typed[0].position);
  }
  if (words.empty()) return std::nullopt;
  return SearchPhrase(words, offsets, 0);
}

ReferenceEngine::MaybeMatches ReferenceEngine::SearchExpansion(
    const QueryNode& node) const {
  const std::vector<ReferenceWord> typed = Analyze(node.text);
  if (typed.empty()) return std::nullopt;
  // As in SearchExact; what is several words is read without the sign.
  const auto whole =
      std::find_if(typed.begin(), typed.end(),
                   [](const ReferenceWord& word) { return !word.counts; });
  if (whole == typed.end() && typed.size() > 1) {
    QueryNode text;
    text.text = node.text;
    text.field = node.field;
    return SearchText(text);
  }
  const std::string& word_typed =
      whole == typed.end() ? typed[0].surface : whole->surface;
  Matches matches;
  for (const std::string& surface : Surfaces()) {
    const bool is_meant = node.kind == QueryKind::kPrefix
                              ? absl::StartsWith(surface, word_typed)
                              : WithinEdits(word_typed, surface, node.distance);
    if (!is_meant) continue;
    const Word word = WordOf(PlacesOfForm(surface), node.field);
    TakeLargest(ScorePlaces(word.places, word.idf), &matches);
  }
  return matches;
}

ReferenceEngine::MaybeMatches ReferenceEngine::SearchNear(
    const Query& query, const QueryNode& node) const {
  std::vector<Word> words;
  double idf = 0;
  for (const QueryClause& clause : node.clauses) {
    const QueryNode& operand = query.nodes[clause.node];
    for (const ReferenceWord& word : Analyze(operand.text)) {
      if (!word.counts) continue;
      words.push_back(WordOf(operand.kind == QueryKind::kExact
                                 ? PlacesOfForm(word.surface)
                                 : PlacesOfTerm(word.term),
                             node.field));
      idf += words.back().idf;
    }
  }
  if (words.empty()) return std::nullopt;
  Places places;
  for (const auto& [doc_id, unused] : words[0].places) {
    std::vector<Positions> positions;
    std::set<uint32_t> begins;
    for (const Word& word : words) {
      const auto found = word.places.find(doc_id);
      positions.push_back(found == word.places.end() ? Positions()
                                                     : found->second);
      begins.insert(positions.back().begin(), positions.back().end());
    }
    for (const uint32_t begin : begins) {
      const uint64_t end = uint64_t{begin} + words.size() + node.distance - 1;
      if (AllWithin(positions, begin, end)) places[doc_id].push_back(begin);
    }
  }
  return ScorePlaces(places, idf);
}

Matches ReferenceEngine::SearchColumns(const QueryNode& node) const {
  Matches matches;
  for (DocId doc_id = 0; doc_id < documents_.size(); ++doc_id) {
    const ReferenceDocument& document = documents_[doc_id];
    bool is_wanted = node.kind == QueryKind::kEverything;
    if (node.kind == QueryKind::kSource) {
      is_wanted = absl::EqualsIgnoreCase(document.source, node.text);
    }
    if (node.kind == QueryKind::kDates) {
      is_wanted = document.days.has_value() &&
                  *document.days >= node.days.begin &&
                  *document.days < node.days.end;
    }
    if (is_wanted) matches[doc_id] = 0;
  }
  return matches;
}

ReferenceEngine::MaybeMatches ReferenceEngine::SearchBoolean(
    const Query& query, const QueryNode& node) const {
  std::map<Occur, std::vector<Matches>> clauses;
  for (const QueryClause& clause : node.clauses) {
    const MaybeMatches found = SearchNode(query, clause.node);
    if (found.has_value()) clauses[clause.occur].push_back(*found);
  }
  if (clauses.empty()) return std::nullopt;
  Matches scores;
  for (const Matches& must : clauses[Occur::kMust]) AddScores(must, &scores);
  for (const Matches& should : clauses[Occur::kShould]) {
    AddScores(should, &scores);
  }
  Matches matches;
  for (DocId doc_id = 0; doc_id < documents_.size(); ++doc_id) {
    const auto has = [doc_id](const Matches& clause) {
      return clause.count(doc_id) > 0;
    };
    const auto all = [&](Occur occur) {
      return std::all_of(clauses[occur].begin(), clauses[occur].end(), has);
    };
    const auto any = [&](Occur occur) {
      return std::any_of(clauses[occur].begin(), clauses[occur].end(), has);
    };
    const bool needs_should =
        clauses[Occur::kMust].empty() && !clauses[Occur::kShould].empty();
    if (all(Occur::kMust) && all(Occur::kFilter) && !any(Occur::kMustNot) &&
        (!needs_should || any(Occur::kShould))) {
      const auto found = scores.find(doc_id);
      matches[doc_id] = found == scores.end() ? 0 : found->second;
    }
  }
  return matches;
}

bool WithinEdits(absl::string_view a, absl::string_view b, int edits) {
  if (a.empty() && b.empty()) return true;
  if (!a.empty() && !b.empty() && a[0] == b[0] &&
      WithinEdits(a.substr(1), b.substr(1), edits)) {
    return true;
  }
  if (edits == 0) return false;
  if (!a.empty() && WithinEdits(a.substr(1), b, edits - 1)) return true;
  if (!b.empty() && WithinEdits(a, b.substr(1), edits - 1)) return true;
  if (!a.empty() && !b.empty() &&
      WithinEdits(a.substr(1), b.substr(1), edits - 1)) {
    return true;
  }
  return a.size() >= 2 && b.size() >= 2 && a[0] == b[1] && a[1] == b[0] &&
         WithinEdits(a.substr(2), b.substr(2), edits - 1);
}

}  // namespace telusur
