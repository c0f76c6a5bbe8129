#include "query/snippet.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "index/segment/term_dictionary.h"

namespace telusur {
namespace {

// Forgotten when it is full: a page of distinct words must not fill memory.
constexpr size_t kMaxRememberedSurfaces = 1 << 16;

constexpr size_t kMaxMatches = 1 << 14;

// How far a cut moves to meet a blank.
constexpr size_t kMaxWordBytes = 40;

bool IsBlank(char c) {
  return absl::ascii_isspace(static_cast<unsigned char>(c));
}

bool IsContinuation(char c) { return (c & 0xc0) == 0x80; }

// A place at or after `at`, not after `limit`, where a word begins.
size_t WordBegin(absl::string_view text, size_t at, size_t limit) {
  if (at == 0) return 0;
  for (size_t i = at; i <= limit && i < at + kMaxWordBytes; ++i) {
    if (IsBlank(text[i - 1]) && !IsBlank(text[i])) return i;
  }
  while (at < limit && IsContinuation(text[at])) ++at;
  return at;
}

// A place at or before `at`, not before `limit`, where a word ends.
size_t WordEnd(absl::string_view text, size_t at, size_t limit) {
  if (at == text.size()) return at;
  for (size_t i = at; i > limit && i + kMaxWordBytes > at; --i) {
    if (IsBlank(text[i]) && !IsBlank(text[i - 1])) return i;
  }
  while (at > limit && IsContinuation(text[at])) --at;
  return at;
}

}  // namespace

Highlighter::Highlighter(const Analyzer& analyzer, const CompiledQuery& query)
    : analyzer_(analyzer) {
  for (const QueryTerm& term : query.terms()) {
    const int word = static_cast<int>(idfs_.size());
    idfs_.push_back(term.idf);
    const absl::string_view form = FormOfKey(term.key);
    const bool is_form_key = form.size() < term.key.size();
    (is_form_key ? forms_ : terms_).emplace(form, word);
  }
}

int Highlighter::WordOf(absl::string_view surface) {
  auto known = word_of_surface_.find(surface);
  if (known != word_of_surface_.end()) return known->second;
  int word = kNoWord;
  auto form = forms_.find(surface);
  if (form != forms_.end()) {
    word = form->second;
  } else {
    std::string term;
    analyzer_.TermOf(surface, &term);
    auto it = terms_.find(term);
    if (it != terms_.end()) word = it->second;
  }
  if (word_of_surface_.size() >= kMaxRememberedSurfaces) {
    word_of_surface_.clear();
  }
  word_of_surface_.emplace(surface, word);
  return word;
}

std::vector<Highlighter::Match> Highlighter::FindMatches(
    absl::string_view text) {
  std::vector<Match> matches;
  if (idfs_.empty()) return matches;
  analyzer_.Tokenize(text.substr(0, kMaxTextBytes),
                     [&](absl::Span<const Token> tokens) {
                       for (const Token& token : tokens) {
                         if (matches.size() >= kMaxMatches) return;
                         const int word = WordOf(token.surface);
                         if (word == kNoWord) continue;
                         matches.push_back({{token.begin, token.end}, word});
                       }
                     });
  return matches;
}

std::vector<TextRange> Highlighter::FindMarks(absl::string_view text) {
  std::vector<TextRange> marks;
  for (const Match& match : FindMatches(text)) {
    // Readings of one place overlap: the whole and its parts.
    if (!marks.empty() && match.range.begin < marks.back().end) {
      marks.back().end = std::max(marks.back().end, match.range.end);
    } else {
      marks.push_back(match.range);
    }
  }
  return marks;
}

std::pair<size_t, size_t> Highlighter::BestMatches(
    const std::vector<Match>& matches, size_t max_bytes) const {
  std::vector<int> counts(idfs_.size(), 0);
  std::pair<size_t, size_t> best = {0, 0};
  double best_sum = -1;
  double sum = 0;
  size_t first = 0;
  for (size_t last = 0; last < matches.size(); ++last) {
    if (counts[matches[last].word]++ == 0) sum += idfs_[matches[last].word];
    while (first < last &&
           matches[last].range.end > matches[first].range.begin + max_bytes) {
      if (--counts[matches[first].word] == 0) sum -= idfs_[matches[first].word];
      ++first;
    }
    // The tolerance: sums of the same words differ in their last bits.
    if (sum > best_sum + 1e-9) {
      best_sum = sum;
      best = {first, last + 1};
    }
  }
  return best;
}

Snippet Highlighter::MakeSnippet(absl::string_view text, size_t max_bytes) {
  const std::vector<Match> matches = FindMatches(text);
  size_t begin = 0;
  if (!matches.empty()) {
    const auto [first, last] = BestMatches(matches, max_bytes);
    const size_t match_begin = matches[first].range.begin;
    const size_t match_end = matches[last - 1].range.end;
    const size_t used = std::min(max_bytes, match_end - match_begin);
    // A third of what is left stands before: the reader needs to get into it.
    const size_t before = (max_bytes - used) / 3;
    begin = match_begin <= before
                ? 0
                : WordBegin(text, match_begin - before, match_begin);
  }
  while (begin < text.size() && IsBlank(text[begin])) ++begin;
  size_t end = begin + std::min(text.size() - begin, max_bytes);
  end = WordEnd(text, end, begin);
  Snippet snippet;
  snippet.text = std::string(text.substr(begin, end - begin));
  snippet.cut_before = begin > 0;
  snippet.cut_after = end < text.size();
  snippet.marks = FindMarks(snippet.text);
  return snippet;
}

}  // namespace telusur
