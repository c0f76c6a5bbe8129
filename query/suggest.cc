#include "query/suggest.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/ascii.h"
#include "query/edit_distance.h"
#include "query/query_syntax.h"

namespace telusur {
namespace {

// More letters in common at the beginning say nothing more.
constexpr size_t kMaxPrefixBytes = 3;

size_t SharedPrefixBytes(absl::string_view a, absl::string_view b) {
  const size_t size = std::min({a.size(), b.size(), kMaxPrefixBytes});
  size_t shared = 0;
  while (shared < size && a[shared] == b[shared]) ++shared;
  return shared;
}

}  // namespace

int MaxSuggestionDistance(absl::string_view word) {
  const size_t num_characters = CountCharacters(word);
  return num_characters <= 3 ? 0 : num_characters <= 5 ? 1 : 2;
}

bool IsSuspicious(absl::string_view word, uint32_t df) {
  return df <= kMaxSuspiciousDf && MaxSuggestionDistance(word) > 0 &&
         std::none_of(word.begin(), word.end(),
                      [](unsigned char c) { return absl::ascii_isdigit(c); });
}

std::vector<Suggestion> SuggestSpelling(
    absl::string_view word, uint32_t df,
    absl::FunctionRef<bool(absl::string_view* word, uint32_t* df)> next,
    size_t max_suggestions) {
  std::vector<Suggestion> best;
  if (max_suggestions == 0 || !IsSuspicious(word, df)) return best;
  const EditDistance distance(word);
  const int bound = df > 0 ? 1 : MaxSuggestionDistance(word);
  const uint64_t min_df =
      std::max<uint64_t>(1, uint64_t{df} * kMinSuggestionRatio);
  const auto rank = [word](const Suggestion& s) {
    return std::make_tuple(s.distance,
                           kMaxPrefixBytes - SharedPrefixBytes(word, s.word),
                           ~s.df, absl::string_view(s.word));
  };
  absl::string_view candidate;
  uint32_t candidate_df = 0;
  while (next(&candidate, &candidate_df)) {
    if (candidate_df < min_df || candidate == word) continue;
    const int edits = distance.To(candidate, bound);
    if (edits > bound) continue;
    const Suggestion suggestion = {std::string(candidate), candidate_df, edits};
    const auto place = std::find_if(
        best.begin(), best.end(),
        [&](const Suggestion& s) { return rank(suggestion) < rank(s); });
    if (best.size() == max_suggestions && place == best.end()) continue;
    best.insert(place, suggestion);
    if (best.size() > max_suggestions) best.pop_back();
  }
  return best;
}

}  // namespace telusur
