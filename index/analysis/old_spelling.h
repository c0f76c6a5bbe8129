// Indonesian as it was spelt before 1972, in the letters of today.

#ifndef TELUSUR_INDEX_ANALYSIS_OLD_SPELLING_H_
#define TELUSUR_INDEX_ANALYSIS_OLD_SPELLING_H_

#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

// Sets `*modern` to `form` respelt: oe -> u, tj -> c, dj -> j, nj -> ny,
// sj -> sy, ch -> kh, j -> y. Returns whether anything changed.
bool RespellOldForm(absl::string_view form, std::string* modern);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_OLD_SPELLING_H_
