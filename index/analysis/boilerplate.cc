#include "index/analysis/boilerplate.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace telusur {
namespace {

// What belongs to a phrase.
enum class Extent {
  kPhrase,    // itself
  kHeadline,  // a colon and the headline behind it; or a comma or a line's end,
              // where the headline was lost. Without these it is no match
  kSentence,  // the rest of the sentence
  kQuotation,  // a quotation; without one it is no match
  kBrackets,   // all up to the closing bracket; without one it is no match
};

struct Pattern {
  absl::string_view
      phrase;  // the first letter as it stands, others in any case
  Extent extent;
};

constexpr Pattern kPatterns[] = {
    {"Baca juga", Extent::kHeadline},
    {"Baca selengkapnya", Extent::kHeadline},
    {"Simak juga", Extent::kHeadline},
    {"Lihat juga", Extent::kHeadline},
    {"Tonton juga", Extent::kHeadline},
    {"Saksikan juga", Extent::kHeadline},
    {"Simak video", Extent::kQuotation},
    {"[Gambas:", Extent::kBrackets},
    {"Artikel ini telah tayang di", Extent::kSentence},
    {"Advertisement scroll to continue with content", Extent::kPhrase},
    {"Scroll to continue with content", Extent::kPhrase},
    {"Scroll to resume content", Extent::kPhrase},
    {"ADVERTISEMENT", Extent::kPhrase},
    {"loading...", Extent::kPhrase},
    {"Loading...", Extent::kPhrase},
};

// A headline or sentence that does not end within this is not taken: only the
// phrase is.
constexpr size_t kMaxExtentBytes = 200;

// Alone, this word has to shout: an article may be about an advertisement.
constexpr absl::string_view kOnlyInCapitals = "ADVERTISEMENT";

// The bytes that a phrase begins with.
constexpr std::array<bool, 256> MakeFirstBytes() {
  std::array<bool, 256> first{};
  for (const Pattern& pattern : kPatterns) {
    first[static_cast<uint8_t>(pattern.phrase[0])] = true;
  }
  return first;
}

constexpr std::array<bool, 256> kFirstBytes = MakeFirstBytes();

bool CanBeginPhrase(char c) { return kFirstBytes[static_cast<uint8_t>(c)]; }

char At(absl::string_view text, size_t i) {
  return i < text.size() ? text[i] : '\n';
}

size_t SkipSpaces(absl::string_view text, size_t i) {
  while (At(text, i) == ' ') ++i;
  return i;
}

// Whether the capital at text[i] is glued to what stands before it.
bool IsGlued(absl::string_view text, size_t i) {
  if (i == 0 || !absl::ascii_isupper(At(text, i))) return false;
  const char before = text[i - 1];
  if (before == '"') return i > 1 && text[i - 2] != ' ';  // a closing one
  return absl::ascii_islower(before) || absl::ascii_isdigit(before);
}

// Whether the phrase stands at text[i], not inside a word.
bool PhraseIsAt(const Pattern& pattern, absl::string_view text, size_t i) {
  const absl::string_view found = text.substr(i, pattern.phrase.size());
  if (found.empty() || found[0] != pattern.phrase[0]) return false;
  if (pattern.phrase == kOnlyInCapitals
          ? found != pattern.phrase
          : !absl::EqualsIgnoreCase(found, pattern.phrase)) {
    return false;
  }
  if (i > 0 && absl::ascii_isalnum(text[i - 1]) && !IsGlued(text, i)) {
    return false;
  }
  return !absl::ascii_islower(At(text, i + found.size()));
}

bool AnyPhraseIsAt(absl::string_view text, size_t i) {
  if (!CanBeginPhrase(At(text, i))) return false;
  return std::any_of(
      std::begin(kPatterns), std::end(kPatterns),
      [&](const Pattern& pattern) { return PhraseIsAt(pattern, text, i); });
}

// Whether a headline or sentence that goes on before text[i] ends there.
bool EndsBefore(absl::string_view text, size_t i) {
  const char before = text[i - 1];
  const char after = At(text, i);
  if (after == '\n' || AnyPhraseIsAt(text, i)) return true;
  if (IsGlued(text, i)) return true;
  if (before == '.' || before == '!' || before == '?') {
    return !absl::ascii_islower(after) && !absl::ascii_isdigit(after);
  }
  return after == ',' && At(text, i + 1) != ' ';
}

// The end of what begins at text[begin]; `begin` if it does not end in reach.
size_t EndOfSentence(absl::string_view text, size_t begin) {
  const size_t limit = std::min(text.size(), begin + kMaxExtentBytes);
  for (size_t i = begin + 1; i <= limit; ++i) {
    if (EndsBefore(text, i)) return i;
  }
  return begin;
}

// The end of the boilerplate whose phrase ends before text[i]; 0 if it is none.
size_t EndOfExtent(Extent extent, absl::string_view text, size_t i) {
  const size_t next = SkipSpaces(text, i);
  switch (extent) {
    case Extent::kPhrase:
      return i;
    case Extent::kSentence:
      return std::max(i, EndOfSentence(text, i));
    case Extent::kHeadline: {
      if (At(text, next) == ',' || At(text, next) == '\n') return i;
      if (At(text, next) != ':') return 0;
      const size_t headline = SkipSpaces(text, next + 1);
      if (At(text, headline) == ',' || At(text, headline) == '\n') {
        return next + 1;
      }
      return std::max(next + 1, EndOfSentence(text, headline));
    }
    case Extent::kQuotation:
    case Extent::kBrackets: {
      const bool brackets = extent == Extent::kBrackets;
      if (!brackets && At(text, next) != '"') return 0;
      const absl::string_view rest =
          text.substr(std::min(next + 1, text.size()), kMaxExtentBytes);
      const size_t length = rest.find(brackets ? ']' : '"');
      return length == absl::string_view::npos ? 0 : next + 1 + length + 1;
    }
  }
  return 0;
}

}  // namespace

ByteRange FindBoilerplate(absl::string_view text, size_t offset) {
  for (size_t i = offset; i < text.size(); ++i) {
    if (!CanBeginPhrase(text.data()[i])) continue;
    for (const Pattern& pattern : kPatterns) {
      if (!PhraseIsAt(pattern, text, i)) continue;
      const size_t end =
          EndOfExtent(pattern.extent, text, i + pattern.phrase.size());
      if (end > 0) return {i, std::min(end, text.size())};
    }
  }
  return {text.size(), text.size()};
}

}  // namespace telusur
