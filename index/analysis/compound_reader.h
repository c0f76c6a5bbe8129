// Reads words that stand together without a space.

#ifndef TELUSUR_INDEX_ANALYSIS_COMPOUND_READER_H_
#define TELUSUR_INDEX_ANALYSIS_COMPOUND_READER_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "index/analysis/character.h"
#include "index/analysis/compound.h"
#include "index/analysis/word_reader.h"

namespace telusur {

// Reads the compounds of one text. One thread. The text must outlive the
// reader.
//
// Between the words of a compound stands one of these, with a letter or digit
// right behind: a hyphen or low line, '&', '@', or before a letter a dot.
// Initials become one word: U.S. and B.J. are us and bj. A percent sign after a
// number is the word persen.
class CompoundReader {
 public:
  explicit CompoundReader(absl::string_view text) : text_(text), words_(text) {}

  // Reads the compound that begins with `first`, a letter or digit, into
  // `*compound`, with all readings. Returns where it ends. O(its length), in
  // bounded memory: a compound too large is cut.
  size_t Read(const Character& first, Compound* compound);

 private:
  void AppendWord(const Character& first, char connector, Compound* compound);

  absl::string_view text_;
  WordReader words_;
  size_t offset_ = 0;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_COMPOUND_READER_H_
