#include "index/analysis/informal_spelling.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace telusur {
namespace {

// Shorter words before a 2 are rather names of things: mp2, co2.
constexpr size_t kMinDoubledBytes = 3;

bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

bool IsVowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

// Which runs of one letter are shortened, and to how many.
struct Shortening {
  size_t long_run;       // letters that a run of three or more keeps
  bool doubled_vowels;   // whether two vowels become one
  bool doubled_at_last;  // whether two letters at the end become one
};
constexpr Shortening kShortenings[] = {
    {1, false, false}, {2, false, false}, {1, false, true}, {1, true, true}};

std::string Shorten(absl::string_view form, const Shortening& shortening) {
  std::string shortened;
  for (size_t i = 0; i < form.size();) {
    size_t end = i + 1;
    while (end < form.size() && form[end] == form[i]) ++end;
    size_t keep = end - i;
    if (keep > 2) {
      keep = shortening.long_run;
    } else if (keep == 2 &&
               ((shortening.doubled_vowels && IsVowel(form[i])) ||
                (shortening.doubled_at_last && end == form.size()))) {
      keep = 1;
    }
    shortened.append(keep, form[i]);
    i = end;
  }
  return shortened;
}

}  // namespace

std::vector<std::string> ShortenedSpellings(absl::string_view form) {
  std::vector<std::string> spellings;
  for (const Shortening& shortening : kShortenings) {
    std::string shortened = Shorten(form, shortening);
    if (shortened == form || std::find(spellings.begin(), spellings.end(),
                                       shortened) != spellings.end()) {
      continue;
    }
    spellings.push_back(std::move(shortened));
  }
  return spellings;
}

bool TakeOutTwo(absl::string_view written, std::string* form) {
  const size_t two = written.find('2');
  if (two == absl::string_view::npos || two < kMinDoubledBytes) return false;
  form->assign(written.data(), two);
  const absl::string_view rest = written.substr(two + 1);
  form->append(rest.data(), rest.size());
  return std::all_of(form->begin(), form->end(), IsLetter);
}

}  // namespace telusur
