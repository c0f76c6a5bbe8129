// Indonesian as it was spelt before 1972, in the letters of today.

#ifndef TELUSUR_INDEX_ANALYSIS_OLD_SPELLING_H_
#define TELUSUR_INDEX_ANALYSIS_OLD_SPELLING_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace telusur {

// What a form may be in today's letters, the likeliest first: oe -> u, tj -> c,
// dj -> j, nj -> ny, sj -> sy, j -> y, x -> ks, and ch -> kh (achir) or h
// (rochani). Empty if there is nothing to change.
std::vector<std::string> ModernSpellings(absl::string_view form);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_OLD_SPELLING_H_
