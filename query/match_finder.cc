#include "query/match_finder.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "query/query_words.h"

namespace telusur {
namespace {

// The most surface forms whose meaning is remembered.
constexpr size_t kMaxMeanings = 1 << 16;

// Of the query's terms, the earlier one; -1 is none.
int Earlier(int a, int b) {
  if (a < 0 || b < 0) return std::max(a, b);
  return std::min(a, b);
}

// Whether each node is asked for, and not excluded.
std::vector<bool> FindPositive(const Query& query) {
  std::vector<bool> positive(query.nodes.size(), false);
  if (query.empty()) return positive;
  positive[query.root()] = true;
  for (int i = query.root(); i >= 0; --i) {
    // The operands of kNear are not words on their own.
    if (query.nodes[i].kind == QueryKind::kNear) continue;
    for (const QueryClause& clause : query.nodes[i].clauses) {
      positive[clause.node] = positive[i] && clause.occur != Occur::kMustNot;
    }
  }
  return positive;
}

void KeepFirstOfOverlapping(std::vector<Match>* matches) {
  std::sort(matches->begin(), matches->end(),
            [](const Match& a, const Match& b) {
              if (a.begin != b.begin) return a.begin < b.begin;
              if (a.end != b.end) return a.end > b.end;
              return a.term < b.term;
            });
  size_t num_kept = 0;
  for (const Match& match : *matches) {
    if (num_kept > 0 && match.begin < (*matches)[num_kept - 1].end) continue;
    (*matches)[num_kept++] = match;
  }
  matches->resize(num_kept);
}

}  // namespace

MatchFinder::MatchFinder(const Analyzer& analyzer, const Query& query,
                         absl::Span<const std::string> ignored_words)
    : analyzer_(analyzer) {
  const std::vector<bool> positive = FindPositive(query);
  for (size_t i = 0; i < query.nodes.size(); ++i) {
    const QueryNode& node = query.nodes[i];
    if (!positive[i]) continue;
    switch (node.kind) {
      case QueryKind::kText:
        if (!node.quoted &&
            std::find(ignored_words.begin(), ignored_words.end(), node.text) !=
                ignored_words.end()) {
          continue;
        }
        AddText(node);
        break;
      case QueryKind::kExact:
        AddExact(node);
        break;
      case QueryKind::kPrefix:
      case QueryKind::kFuzzy:
        AddPattern(node);
        break;
      case QueryKind::kNear:
        AddNear(query, node);
        break;
      default:
        continue;
    }
    ++num_terms_;
  }
  occurrences_.resize(words_.size());
}

int MatchFinder::WordOfTerm(absl::string_view surface) {
  std::string term;
  analyzer_.TermOf(surface, &term);
  const auto [entry, is_new] =
      word_of_term_.try_emplace(term, static_cast<int>(words_.size()));
  if (is_new) words_.emplace_back();
  return entry->second;
}

int MatchFinder::WordOfForm(absl::string_view surface) {
  const auto [entry, is_new] =
      word_of_form_.try_emplace(surface, static_cast<int>(words_.size()));
  if (is_new) words_.emplace_back();
  return entry->second;
}

void MatchFinder::AddLoneWord(int word, bool in_title) {
  int& term = in_title ? words_[word].title_term : words_[word].term;
  term = Earlier(term, num_terms_);
}

void MatchFinder::AddPhrase(Phrase phrase) {
  if (phrase.words.empty()) return;
  if (phrase.words.size() == 1) {
    return AddLoneWord(phrase.words[0], phrase.in_title);
  }
  for (const int word : phrase.words) words_[word].in_phrase = true;
  phrases_.push_back(std::move(phrase));
}

// The parts of a word as a phrase, and its other readings by themselves.
void MatchFinder::AddText(const QueryNode& node) {
  Phrase phrase = {num_terms_,
                   node.field == QueryField::kTitle,
                   /*is_near=*/false,
                   /*slop=*/0,
                   {},
                   {}};
  if (node.kind == QueryKind::kText) {
    phrase.slop = static_cast<uint32_t>(node.distance);
  }
  const QueryReadings readings = ReadQueryText(analyzer_, node.text);
  for (const QuerySurface& part : readings.parts) {
    phrase.words.push_back(WordOfTerm(part.text));
    phrase.offsets.push_back(part.position);
  }
  if (!node.quoted) {
    for (const std::string& whole : readings.wholes) {
      AddLoneWord(WordOfTerm(whole), phrase.in_title);
    }
  }
  AddPhrase(std::move(phrase));
}

void MatchFinder::AddExact(const QueryNode& node) {
  Phrase phrase = {num_terms_,
                   node.field == QueryField::kTitle,
                   /*is_near=*/false,
                   /*slop=*/0,
                   {},
                   {}};
  for (const QuerySurface& form :
       ExactFormsOf(ReadQueryText(analyzer_, node.text))) {
    phrase.words.push_back(WordOfForm(form.text));
    phrase.offsets.push_back(form.position);
  }
  AddPhrase(std::move(phrase));
}

// What the analyzer reads as several words is read without the sign.
void MatchFinder::AddPattern(const QueryNode& node) {
  const QuerySurfaces forms = ExactFormsOf(ReadQueryText(analyzer_, node.text));
  if (forms.size() != 1) return AddText(node);
  patterns_.push_back({num_terms_, node.field == QueryField::kTitle,
                       node.kind == QueryKind::kPrefix, forms[0].text,
                       EditDistance(forms[0].text), node.distance});
}

void MatchFinder::AddNear(const Query& query, const QueryNode& node) {
  Phrase near = {
      num_terms_,       node.field == QueryField::kTitle,
      /*is_near=*/true, static_cast<uint32_t>(node.distance), {}, {}};
  for (const QueryClause& clause : node.clauses) {
    const QueryNode& operand = query.nodes[clause.node];
    const bool is_exact = operand.kind == QueryKind::kExact;
    const QueryReadings readings = ReadQueryText(analyzer_, operand.text);
    for (const QuerySurface& form :
         is_exact ? ExactFormsOf(readings) : readings.parts) {
      near.words.push_back(is_exact ? WordOfForm(form.text)
                                    : WordOfTerm(form.text));
    }
  }
  AddPhrase(std::move(near));
}

const MatchFinder::Meaning& MatchFinder::MeaningOf(absl::string_view surface) {
  const auto known = meanings_.find(surface);
  if (known != meanings_.end()) return known->second;
  if (meanings_.size() >= kMaxMeanings) meanings_.clear();
  Meaning meaning;
  std::string term;
  analyzer_.TermOf(surface, &term);
  const auto by_term = word_of_term_.find(term);
  const auto by_form = word_of_form_.find(surface);
  const std::array<int, 2> found = {
      by_term == word_of_term_.end() ? kNone : by_term->second,
      by_form == word_of_form_.end() ? kNone : by_form->second};
  for (size_t i = 0; i < found.size(); ++i) {
    if (found[i] == kNone) continue;
    const Word& word = words_[found[i]];
    meaning.term = Earlier(meaning.term, word.term);
    meaning.title_term = Earlier(meaning.title_term, word.title_term);
    if (word.in_phrase) meaning.phrase_words[i] = found[i];
  }
  for (const Pattern& pattern : patterns_) {
    const bool matches = pattern.is_prefix
                             ? absl::StartsWith(surface, pattern.text)
                             : pattern.spelling.To(surface, pattern.distance) <=
                                   pattern.distance;
    if (!matches) continue;
    int& meant = pattern.in_title ? meaning.title_term : meaning.term;
    meant = Earlier(meant, pattern.term);
  }
  return meanings_.emplace(surface, meaning).first->second;
}

std::vector<Match> MatchFinder::Find(absl::string_view text, bool is_title) {
  std::vector<Match> matches;
  for (Occurrences& occurrences : occurrences_) occurrences.clear();
  const auto take = [&](const Token& token) {
    const Meaning& meaning = MeaningOf(token.surface);
    const int term =
        is_title ? Earlier(meaning.term, meaning.title_term) : meaning.term;
    if (term != kNone) matches.push_back({token.begin, token.end, term});
    for (const int word : meaning.phrase_words) {
      if (word == kNone) continue;
      Occurrences& occurrences = occurrences_[word];
      if (!occurrences.empty() &&
          occurrences.back().position == token.position) {
        continue;
      }
      occurrences.push_back({token.position, token.begin, token.end});
    }
  };
  analyzer_.Tokenize(text.substr(0, kMaxMatchedBytes),
                     [&](absl::Span<const Token> tokens) {
                       for (const Token& token : tokens) take(token);
                     });
  num_steps_ = 0;
  for (const Phrase& phrase : phrases_) {
    if (phrase.in_title && !is_title) continue;
    if (phrase.is_near) {
      FindNear(phrase, &matches);
    } else {
      FindPhrase(phrase, &matches);
    }
  }
  KeepFirstOfOverlapping(&matches);
  return matches;
}

// Places each word at the first position that its offset and the words before
// it allow: any other choice spends at least as much of the slop.
void MatchFinder::FindPhrase(const Phrase& phrase,
                             std::vector<Match>* matches) {
  std::vector<Occurrence> places(phrase.words.size());
  for (const Occurrence& start : occurrences_[phrase.words[0]]) {
    uint64_t spent = 0;
    places[0] = start;
    for (size_t i = 1; i < places.size() && spent <= phrase.slop; ++i) {
      if (++num_steps_ > kMaxPhraseSteps) return;
      const uint64_t earliest = uint64_t{start.position} + phrase.offsets[i] -
                                phrase.offsets[0] + spent;
      const Occurrences& occurrences = occurrences_[phrase.words[i]];
      const auto place = std::partition_point(
          occurrences.begin(), occurrences.end(),
          [earliest](const Occurrence& o) { return o.position < earliest; });
      // Nor will a later start find one.
      if (place == occurrences.end()) return;
      spent += place->position - earliest;
      places[i] = *place;
    }
    if (spent > phrase.slop) continue;
    if (phrase.slop == 0) {
      matches->push_back({start.begin, places.back().end, phrase.term});
      continue;
    }
    for (const Occurrence& place : places) {
      matches->push_back({place.begin, place.end, phrase.term});
    }
  }
}

// Slides a window over the words: the one that stands first is moved on, until
// it has no other place.
void MatchFinder::FindNear(const Phrase& near, std::vector<Match>* matches) {
  const size_t num_words = near.words.size();
  std::vector<size_t> next(num_words, 0);
  const auto place = [&](size_t i) -> const Occurrence& {
    return occurrences_[near.words[i]][next[i]];
  };
  for (const int word : near.words) {
    if (occurrences_[word].empty()) return;
  }
  for (;;) {
    num_steps_ += static_cast<int64_t>(num_words);
    if (num_steps_ > kMaxPhraseSteps) return;
    size_t first = 0;
    uint32_t last = 0;
    for (size_t i = 0; i < num_words; ++i) {
      if (place(i).position < place(first).position) first = i;
      last = std::max(last, place(i).position);
    }
    const uint64_t stretch = uint64_t{last} - place(first).position + 1;
    if (stretch <= num_words + uint64_t{near.slop}) {
      for (size_t i = 0; i < num_words; ++i) {
        matches->push_back({place(i).begin, place(i).end, near.term});
      }
    }
    if (++next[first] == occurrences_[near.words[first]].size()) return;
  }
}

}  // namespace telusur
