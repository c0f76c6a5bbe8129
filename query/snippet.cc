#include "query/snippet.h"

#include <utf8proc.h>

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "query/query_syntax.h"

namespace telusur {
namespace {

constexpr size_t kNone = absl::string_view::npos;

// A part of the source as it is shown, except that white space with a line
// break in it is '\n'; where the matches are in it, and what the window must
// have.
struct Folded {
  std::string text;
  std::vector<Match> matches;
  TextRange needed = {0, 0};
};

class Folder {
 public:
  // Reads the bytes `part` of `source`.
  Folder(absl::string_view source, TextRange part,
         absl::Span<const Match> matches, TextRange needed)
      : source_(source.substr(0, part.end)),
        begin_(part.begin),
        matches_(matches),
        needed_(needed) {}

  Folded Fold() {
    std::string& text = folded_.text;
    size_t end;
    for (size_t begin = begin_; begin < source_.size(); begin = end) {
      const size_t space = CountSpace(begin);
      end = begin +
            (space > 0 ? space : std::max<size_t>(1, CharacterBytes(begin)));
      if (begin <= needed_.begin) folded_.needed.begin = text.size();
      OpenMatch(begin, end);
      Append(begin, end, space > 0);
      CloseMatch(end);
      if (begin < needed_.end) folded_.needed.end = text.size();
    }
    if (!text.empty() && IsFoldedSpace(text.back())) text.pop_back();
    folded_.needed.end = std::min(folded_.needed.end, text.size());
    return std::move(folded_);
  }

 private:
  static bool IsFoldedSpace(char c) { return c == ' ' || c == '\n'; }

  size_t CountSpace(size_t position) const {
    size_t end = position;
    while (const size_t size = SpaceBytes(source_.substr(end))) end += size;
    return end - position;
  }

  // 0 for a byte that belongs to no character.
  size_t CharacterBytes(size_t position) const {
    if (absl::ascii_isascii(source_[position])) return 1;
    utf8proc_int32_t code_point;
    const utf8proc_ssize_t size = utf8proc_iterate(
        reinterpret_cast<const utf8proc_uint8_t*>(source_.data()) + position,
        static_cast<utf8proc_ssize_t>(source_.size() - position), &code_point);
    return size > 0 ? size : 0;
  }

  // Appends the character or the white space at [begin, end) of the source.
  void Append(size_t begin, size_t end, bool is_space) {
    const absl::string_view piece = source_.substr(begin, end - begin);
    std::string& text = folded_.text;
    if (!is_space) {
      const bool is_broken =
          piece.size() == 1 && !absl::ascii_isascii(piece[0]);
      absl::StrAppend(&text, is_broken ? "\uFFFD" : piece);
    } else if (!text.empty()) {
      text.push_back(piece.find('\n') == kNone ? ' ' : '\n');
    }
  }

  void OpenMatch(size_t begin, size_t end) {
    if (open_) return;
    while (next_ < matches_.size() && matches_[next_].end <= begin) ++next_;
    if (next_ == matches_.size() || matches_[next_].begin >= end) return;
    open_ = true;
    const uint32_t at = static_cast<uint32_t>(folded_.text.size());
    folded_.matches.push_back({at, at, matches_[next_].term});
  }

  void CloseMatch(size_t end) {
    if (!open_ || matches_[next_].end > end) return;
    open_ = false;
    ++next_;
    folded_.matches.back().end = static_cast<uint32_t>(folded_.text.size());
  }

  const absl::string_view source_;
  const size_t begin_;
  const absl::Span<const Match> matches_;
  const TextRange needed_;
  size_t next_ = 0;    // of matches_
  bool open_ = false;  // whether that one is the last of folded_.matches
  Folded folded_;
};

// The matches [first, last) of the best window: most terms, then most matches,
// then the first.
std::pair<size_t, size_t> BestMatches(absl::Span<const Match> matches,
                                      size_t max_bytes) {
  std::pair<size_t, size_t> best = {0, 0};
  size_t best_terms = 0;
  absl::flat_hash_map<int, int> counts;  // of the terms in the window
  size_t first = 0;
  for (size_t last = 0; last < matches.size(); ++last) {
    ++counts[matches[last].term];
    while (first < last &&
           matches[last].end - matches[first].begin > max_bytes) {
      const auto count = counts.find(matches[first++].term);
      if (--count->second == 0) counts.erase(count);
    }
    const size_t num_matches = last + 1 - first;
    if (counts.size() > best_terms ||
        (counts.size() == best_terms &&
         num_matches > best.second - best.first)) {
      best_terms = counts.size();
      best = {first, last + 1};
    }
  }
  return best;
}

// The bytes of `text` that are read for a window that has `needed`: more than
// it shows, as much of them may be white space.
TextRange PartAround(absl::string_view text, TextRange needed,
                     size_t max_bytes) {
  const size_t reach = 1024 + 4 * max_bytes;
  TextRange part = {needed.begin - std::min(needed.begin, reach),
                    std::min(text.size(), needed.end + reach)};
  while (part.begin > 0 && part.begin < needed.begin &&
         (static_cast<unsigned char>(text[part.begin]) & 0xC0) == 0x80) {
    ++part.begin;
  }
  return part;
}

// Chooses the window [begin, end) of a folded text around the bytes that it
// must have.
class Window {
 public:
  Window(absl::string_view text, size_t max_bytes, size_t needed_begin,
         size_t needed_end)
      : text_(text), max_bytes_(max_bytes) {
    if (text.size() <= max_bytes) {
      end = text.size();
      return;
    }
    needed_end = std::min(needed_end, needed_begin + max_bytes);
    begin = ChooseBegin(needed_begin, needed_end);
    end = ChooseEnd(needed_end);
    if (end == text.size()) MoveBeginBack();
    while (begin < end && IsSpace(begin)) ++begin;
    while (begin < end && IsSpace(end - 1)) --end;
  }

  size_t begin = 0;
  size_t end = 0;

 private:
  bool IsSpace(size_t i) const { return text_[i] == ' ' || text_[i] == '\n'; }

  bool IsWordStart(size_t i) const { return i == 0 || IsSpace(i - 1); }

  // Whether a sentence ends before `i`: with a line, or with . ! or ? and
  // perhaps a closing quotation mark or parenthesis.
  bool IsSentenceStart(size_t i) const {
    if (i == 0 || text_[i - 1] == '\n') return true;
    if (!IsSpace(i - 1)) return false;
    size_t last = i - 1;
    while (last > 0 &&
           (absl::string_view("\"')").find(text_[last - 1]) != kNone ||
            !absl::ascii_isascii(text_[last - 1]))) {
      --last;
    }
    if (last == 0) return false;
    const char mark = text_[last - 1];
    if (mark == '!' || mark == '?') return true;
    return mark == '.' && !IsAbbreviation(last - 1) &&
           !(i < text_.size() && absl::ascii_islower(text_[i]));
  }

  // Whether the word before the full stop at `stop` is short enough for one:
  // dr. A. Jl. Rp. Drs.
  bool IsAbbreviation(size_t stop) const {
    size_t begin = stop;
    while (begin > 0 && stop - begin <= 3 && !IsSpace(begin - 1)) --begin;
    const size_t size = stop - begin;
    return size <= 2 || (size == 3 && absl::ascii_isupper(text_[begin]));
  }

  size_t ChooseBegin(size_t needed_begin, size_t needed_end) const {
    const size_t spare = max_bytes_ - (needed_end - needed_begin);
    // Some of the spare bytes are for what follows.
    const size_t lowest = needed_begin - std::min(needed_begin, spare * 3 / 4);
    for (size_t i = needed_begin + 1; i-- > lowest;) {
      if (IsSentenceStart(i)) return i;
    }
    for (size_t i = needed_begin - std::min(needed_begin, spare / 3);
         i <= needed_begin; ++i) {
      if (IsWordStart(i)) return i;
    }
    for (size_t i = needed_begin; i-- > lowest;) {
      if (IsWordStart(i)) return i;
    }
    return needed_begin;
  }

  size_t ChooseEnd(size_t needed_end) const {
    const size_t limit = begin + max_bytes_;
    if (limit >= text_.size()) return text_.size();
    const size_t lowest = std::max(needed_end, begin + max_bytes_ / 2);
    for (size_t i = limit + 1; i-- > lowest;) {
      if (IsSpace(i) && IsSentenceStart(i + 1)) return i;
    }
    for (size_t i = limit + 1; i-- > needed_end;) {
      if (IsSpace(i)) return i;
    }
    // One word that is too long.
    size_t i = limit;
    while (i > begin && (static_cast<unsigned char>(text_[i]) & 0xC0) == 0x80) {
      --i;
    }
    return i;
  }

  // Uses what is left when the text ends early.
  void MoveBeginBack() {
    const size_t lowest = text_.size() - max_bytes_;
    for (size_t i = lowest; i < begin; ++i) {
      if (IsSentenceStart(i)) {
        begin = i;
        return;
      }
    }
    if (IsSentenceStart(begin)) return;
    for (size_t i = lowest; i < begin; ++i) {
      if (IsWordStart(i)) {
        begin = i;
        return;
      }
    }
  }

  const absl::string_view text_;
  const size_t max_bytes_;
};

}  // namespace

Snippet MakeSnippet(absl::string_view text, absl::Span<const Match> matches,
                    const SnippetOptions& options) {
  std::vector<Match> valid;
  for (const Match& match : matches) {
    if (match.begin < match.end && match.end <= text.size()) {
      valid.push_back(match);
    }
  }
  const auto [first, last] = BestMatches(valid, options.max_bytes);
  TextRange needed = {0, 0};
  if (first < last) needed = {valid[first].begin, valid[last - 1].end};
  const TextRange part = PartAround(text, needed, options.max_bytes);
  const Folded folded = Folder(text, part, valid, needed).Fold();
  const Window window(folded.text, options.max_bytes, folded.needed.begin,
                      folded.needed.end);
  Snippet snippet;
  snippet.text = folded.text.substr(window.begin, window.end - window.begin);
  std::replace(snippet.text.begin(), snippet.text.end(), '\n', ' ');
  snippet.cut_before = part.begin > 0 || window.begin > 0;
  snippet.cut_after = part.end < text.size() || window.end < folded.text.size();
  for (const Match& match : folded.matches) {
    const size_t begin = std::max<size_t>(match.begin, window.begin);
    const size_t end = std::min<size_t>(match.end, window.end);
    if (begin >= end) continue;
    snippet.marks.push_back({begin - window.begin, end - window.begin});
  }
  return snippet;
}

}  // namespace telusur
