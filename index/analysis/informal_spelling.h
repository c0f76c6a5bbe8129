// Spellings of chat and comments, in ordinary letters.

#ifndef TELUSUR_INDEX_ANALYSIS_INFORMAL_SPELLING_H_
#define TELUSUR_INDEX_ANALYSIS_INFORMAL_SPELLING_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace telusur {

// What a drawn-out word may be a spelling of, the likeliest first: letters that
// stand three times or more once or twice (bangeeet, maaaf), doubled vowels and
// a doubled last letter once (bangeet, gakk). Empty if no letter is repeated.
std::vector<std::string> ShortenedSpellings(absl::string_view form);

// Sets `*form` to a reduplicated word that is written with a 2 without the 2:
// anak2nya -> anaknya, besar2an -> besaran. Returns false for another form.
bool TakeOutTwo(absl::string_view written, std::string* form);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_INFORMAL_SPELLING_H_
