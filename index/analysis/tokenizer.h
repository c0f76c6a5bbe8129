// From an Indonesian text to its surface forms, with positions.
//
//   character.h           what a character is; invisible ones, mojibake
//   letter_run.h          letters, marks, apostrophes
//   number.h              numbers
//   glue.h                where capitals part a word
//   word_reader.h         one word: its pieces and readings
//   compound_reader.h     words without a space between
//   compound_readings.h   hyphens, hosts, addresses
//   boilerplate.h         what is left out on request
//   normalizer.h          the normal form of what is not ASCII
//
// Nearly all words of a news text are simple: ASCII letters in one case, a
// capital first perhaps, or digits, with a space or a comma behind. They are
// told apart 16 bytes at a time and never see the files above.

#ifndef TELUSUR_INDEX_ANALYSIS_TOKENIZER_H_
#define TELUSUR_INDEX_ANALYSIS_TOKENIZER_H_

#include "absl/strings/string_view.h"
#include "index/analysis/token.h"

namespace telusur {

enum class Boilerplate { kKeep, kDrop };

// Calls `sink` with the tokens of `text` in batches. Any bytes are accepted.
// O(text.size()), in bounded memory. Dropped boilerplate takes no positions.
//
// A surface is in its normal form: tokenized as a text, it yields itself, at
// the first position.
//
// REQUIRES: text.size() fits in 32 bits.
AnalysisCounts TokenizeIndonesian(absl::string_view text,
                                  Boilerplate boilerplate, TokenSink sink);

// The same without the short cut for simple words: the oracle of the tests.
AnalysisCounts TokenizeIndonesianPlainly(absl::string_view text,
                                         Boilerplate boilerplate,
                                         TokenSink sink);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_TOKENIZER_H_
