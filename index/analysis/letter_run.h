// Reads a row of letters, with the marks on them and apostrophes between.

#ifndef TELUSUR_INDEX_ANALYSIS_LETTER_RUN_H_
#define TELUSUR_INDEX_ANALYSIS_LETTER_RUN_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "index/analysis/character.h"

namespace telusur {

// The letters, before they are normalised. Only ASCII is lower-case already.
class LetterRun {
 public:
  static constexpr size_t kMaxLetters = 256;

  // Further marks on one letter are passed over.
  static constexpr int kMaxMarks = 8;

  size_t num_letters() const { return num_letters_; }

  // As FindGlue takes it.
  absl::string_view shape() const { return {shape_, num_letters_}; }

  // The bytes of the letters [first, last) with their marks.
  absl::string_view Bytes(size_t first, size_t last) const {
    return {bytes_ + offsets_[first],
            static_cast<size_t>(offsets_[last] - offsets_[first])};
  }

  // Where letter number `i` begins in the text, and where its marks end.
  uint32_t begin(size_t i) const { return begins_[i]; }
  uint32_t end(size_t i) const { return ends_[i]; }

  // Where the run ends in the text.
  uint32_t end() const { return end_; }

  bool is_ascii() const { return is_ascii_; }

  // Whether there are more letters than are kept.
  bool is_long() const { return is_long_; }

  // Whether the run ended with an apostrophe and an s, which are not kept.
  bool is_possessive() const { return is_possessive_; }

 private:
  friend void ReadLetterRun(absl::string_view text, size_t offset,
                            LetterRun* run);

  void Clear();
  void AddLetter(const Character& letter);
  void AddMark(const Character& mark, int num_marks);
  void TakeOffPossessive(absl::string_view text, size_t last_quoted);
  void AppendBytes(char32_t code);

  static constexpr size_t kMaxBytes = kMaxLetters * (1 + kMaxMarks) * 4;

  size_t num_letters_ = 0;
  bool is_ascii_ = true;
  bool is_long_ = false;
  bool is_possessive_ = false;
  uint32_t end_ = 0;
  char shape_[kMaxLetters];
  uint16_t offsets_[kMaxLetters + 1];  // in bytes_; the last is the end
  uint32_t begins_[kMaxLetters];
  uint32_t ends_[kMaxLetters];
  char bytes_[kMaxBytes];
};

// Reads the run of letters at `offset` into `*run`. A letter of a script
// without spaces is a run of its own.
//
// REQUIRES: there is a letter at `offset`.
void ReadLetterRun(absl::string_view text, size_t offset, LetterRun* run);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_LETTER_RUN_H_
