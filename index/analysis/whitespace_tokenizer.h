// Splits a text at ASCII white space, and does nothing else.
//
// White space is space, tab, line feed, vertical tab, form feed and carriage
// return. A surface is the bytes between, as they are: case, punctuation and
// invalid UTF-8 stay, and surfaces point into the text.

#ifndef TELUSUR_INDEX_ANALYSIS_WHITESPACE_TOKENIZER_H_
#define TELUSUR_INDEX_ANALYSIS_WHITESPACE_TOKENIZER_H_

#include "absl/strings/string_view.h"
#include "index/analysis/token.h"

namespace telusur {

// Calls `sink` with the tokens of `text` in batches. O(text.size()).
//
// REQUIRES: text.size() fits in 32 bits.
AnalysisCounts TokenizeAtWhitespace(absl::string_view text, TokenSink sink);

// The same, a byte at a time: the oracle of the tests.
AnalysisCounts TokenizeAtWhitespacePlainly(absl::string_view text,
                                           TokenSink sink);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_WHITESPACE_TOKENIZER_H_
