// The normal form of a word: Unicode NFKC with full case folding.
//
// Only words with letters beyond ASCII come here; the tokenizer folds the case
// of ASCII itself.

#ifndef TELUSUR_INDEX_ANALYSIS_NORMALIZER_H_
#define TELUSUR_INDEX_ANALYSIS_NORMALIZER_H_

#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

// Sets `*normal` to the normal form of `word`, a UTF-8 run of letters, marks
// and digits. What a compatibility form adds besides these (the space in the
// spacing forms of Arabic marks) is left out, so the result may be empty.
// Normal forms are their own normal forms.
//
// Returns false, leaving `*normal` unspecified, if `word` is not valid UTF-8 or
// its decomposition is longer than any term can be.
bool NormalizeWord(absl::string_view word, std::string* normal);

// Sets `*bare` to the normal form `normal` without accents and other marks:
// `beyoncé` is `beyonce`. Scripts that cannot be read without their marks are
// left alone. Returns false if nothing changes.
bool StripMarks(absl::string_view normal, std::string* bare);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_NORMALIZER_H_
