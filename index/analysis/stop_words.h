// Words that carry grammar and no subject.

#ifndef TELUSUR_INDEX_ANALYSIS_STOP_WORDS_H_
#define TELUSUR_INDEX_ANALYSIS_STOP_WORDS_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace telusur {

// The list, sorted. It is short on purpose: prepositions, conjunctions,
// pronouns, auxiliaries, particles and question words. Negations are not in it.
absl::Span<const absl::string_view> IndonesianStopWords();

// Whether `surface`, in lower case, is in the list. O(log of its length).
bool IsIndonesianStopWord(absl::string_view surface);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_STOP_WORDS_H_
