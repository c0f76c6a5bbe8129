// "Did you mean": words of the index that are spelled like a word that finds
// nothing, or suspiciously little.

#ifndef TELUSUR_QUERY_SUGGEST_H_
#define TELUSUR_QUERY_SUGGEST_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace telusur {

// A word with more documents than this is taken to be spelled as meant.
inline constexpr uint32_t kMaxSuspiciousDf = 5;

// A word with documents of its own is suspicious only beside one that has this
// many times as many.
inline constexpr uint32_t kMinSuggestionRatio = 100;

struct Suggestion {
  std::string word;
  uint32_t df;
  int distance;
};

// The edits that a word of so many characters may be away from what was meant:
// 0 for up to 3, whose neighbours are other words; 1 for up to 5; otherwise 2.
int MaxSuggestionDistance(absl::string_view word);

// Whether SuggestSpelling could find anything for a word with `df` documents,
// whatever the dictionary: it is long and rare enough and has no digit.
bool IsSuspicious(absl::string_view word, uint32_t df);

// Words that may have been meant by `word`, which `df` documents have: at most
// MaxSuggestionDistance away (1 if df > 0) and frequent enough, the best first:
// those with the fewest edits, then the same beginning, then the most
// documents.
//
// `next` sets its arguments to a word of the dictionary and its df, in any
// order, and returns false when there are no more. Both are surface forms, as
// people see them, not terms. The string must live until the next call. O(size
// of the dictionary).
std::vector<Suggestion> SuggestSpelling(
    absl::string_view word, uint32_t df,
    absl::FunctionRef<bool(absl::string_view* word, uint32_t* df)> next,
    size_t max_suggestions);

}  // namespace telusur

#endif  // TELUSUR_QUERY_SUGGEST_H_
