// Reads a row of letters, with the marks on them and apostrophes between.

#ifndef TELUSUR_INDEX_ANALYSIS_LETTER_RUN_H_
#define TELUSUR_INDEX_ANALYSIS_LETTER_RUN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace telusur {

// The letters, before they are normalised. Only ASCII is lower-case already.
struct LetterRun {
  static constexpr size_t kMaxLetters = 256;

  // Further marks on one letter are passed over.
  static constexpr int kMaxMarks = 8;

  std::string bytes;              // letters and marks, no apostrophes
  std::string shape;              // as FindGlue takes it
  std::vector<uint16_t> offsets;  // in `bytes`, of each letter
  std::vector<uint32_t> begins;   // in the text, of each letter
  std::vector<uint32_t> ends;
  bool ascii;
  bool is_long;        // over kMaxLetters: the rest is not kept
  bool is_possessive;  // ended with an apostrophe and an s, which is not kept
  uint32_t end;        // in the text, of the run

  size_t num_letters() const { return shape.size(); }

  // The bytes of the letters [first, last).
  absl::string_view Bytes(size_t first, size_t last) const {
    const size_t end = last < offsets.size() ? offsets[last] : bytes.size();
    return absl::string_view(bytes).substr(offsets[first],
                                           end - offsets[first]);
  }
};

// Reads the run of letters at `offset` into `*run`. A letter of a script
// without spaces is a run of its own.
//
// REQUIRES: there is a letter at `offset`.
void ReadLetterRun(absl::string_view text, size_t offset, LetterRun* run);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_LETTER_RUN_H_
