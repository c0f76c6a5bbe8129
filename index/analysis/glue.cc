#include "index/analysis/glue.h"

#include <cstddef>

#include "absl/strings/ascii.h"

namespace telusur {
namespace {

constexpr size_t kMinPartLetters = 2;

// Enclitics: they follow an acronym without a space (PNSnya).
constexpr absl::string_view kEnclitics[] = {"nya", "ku",  "mu",
                                            "lah", "kah", "pun"};

bool IsCapital(char c) { return absl::ascii_isupper(c) || c == '^'; }

bool IsVowel(char c) {
  return absl::string_view("aeiou").find(absl::ascii_tolower(c)) !=
         absl::string_view::npos;
}

bool IsEnclitic(absl::string_view letters) {
  for (absl::string_view enclitic : kEnclitics) {
    if (letters == enclitic) return true;
  }
  return false;
}

// Whether an Indonesian word can well begin with `capital` and then `small`.
bool CanBeginWord(char capital, char small) {
  if (IsVowel(capital)) return !IsVowel(small);
  return IsVowel(small) ||
         absl::string_view("rlywh").find(small) != absl::string_view::npos;
}

// Appends the border between the capitals [begin, middle) and the small letters
// [middle, end), if there is one.
void AddAcronymBorder(absl::string_view shape, size_t begin, size_t middle,
                      size_t end, GlueBorders* borders) {
  const size_t num_capitals = middle - begin;
  const size_t num_small = end - middle;
  const uint16_t after = static_cast<uint16_t>(middle);
  if (num_capitals < kMinPartLetters || num_small < kMinPartLetters) return;
  if (IsEnclitic(shape.substr(middle, num_small))) {
    borders->push_back({after, 0});
    return;
  }
  // Two capitals are more often a slip (NAmun) than an acronym.
  if (num_capitals <= kMinPartLetters) return;
  const uint16_t before = after - 1;
  if (CanBeginWord(shape[before], shape[after])) {
    borders->push_back({before, after});
  } else {
    borders->push_back({after, before});
  }
}

// Every border by the capitals alone.
GlueBorders FindCandidates(absl::string_view shape) {
  GlueBorders borders;
  size_t begin = 0;
  while (begin < shape.size() && borders.size() <= 2 * kMaxGluedParts) {
    size_t middle = begin;
    while (middle < shape.size() && IsCapital(shape[middle])) ++middle;
    size_t end = middle;
    while (end < shape.size() && !IsCapital(shape[end])) ++end;
    if (begin > 0) borders.push_back({static_cast<uint16_t>(begin), 0});
    AddAcronymBorder(shape, begin, middle, end, &borders);
    begin = end;
  }
  return borders;
}

}  // namespace

GlueBorders FindGlue(absl::string_view shape) {
  const GlueBorders candidates = FindCandidates(shape);
  GlueBorders kept;
  size_t begin = 0;  // of the part before the candidate
  for (size_t i = 0; i < candidates.size(); ++i) {
    GlueBorder border = candidates[i];
    const size_t end =
        i + 1 < candidates.size() ? candidates[i + 1].at : shape.size();
    if (border.at - begin < kMinPartLetters) continue;
    if (end - border.at < kMinPartLetters) continue;
    if (border.other != 0 && (border.other - begin < kMinPartLetters ||
                              end - border.other < kMinPartLetters)) {
      border.other = 0;
    }
    kept.push_back(border);
    begin = border.at;
  }
  if (kept.size() >= kMaxGluedParts) kept.clear();
  return kept;
}

}  // namespace telusur
