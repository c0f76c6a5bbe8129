// A tokenizer of ASCII that shares with the real one the reading of numbers and
// the borders of glued words, which have tests of their own, and nothing else.

#ifndef TELUSUR_TESTS_INDEX_ANALYSIS_REFERENCE_TOKENIZER_H_
#define TELUSUR_TESTS_INDEX_ANALYSIS_REFERENCE_TOKENIZER_H_

#include <string>
#include <vector>

#include "tests/index/analysis/token_list.h"

namespace telusur {

// The tokens of `text`, by regular expressions. Slow.
//
// REQUIRES: `text` is ASCII, and its compounds are below the tokenizer's
// limits, which the reference does not know.
std::vector<KeptToken> TokenizeByRegex(const std::string& text);

}  // namespace telusur

#endif  // TELUSUR_TESTS_INDEX_ANALYSIS_REFERENCE_TOKENIZER_H_
