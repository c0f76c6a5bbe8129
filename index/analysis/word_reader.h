// Reads one word: letters and digits that nothing parts.

#ifndef TELUSUR_INDEX_ANALYSIS_WORD_READER_H_
#define TELUSUR_INDEX_ANALYSIS_WORD_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "index/analysis/character.h"
#include "index/analysis/compound.h"
#include "index/analysis/letter_run.h"
#include "index/analysis/number.h"

namespace telusur {

// Reads the words of one text. One thread. The text must outlive the reader.
//
// A word is split into pieces where glue.h says, and where letters meet digits
// if the letters are at least two (UU11, 20detik; but A330, G30S and 4G are one
// piece, and so is a code that changes more than twice). Of a word in several
// pieces the whole is a reading, and so is every pair of neighbours: diWhatsApp
// is found by whatsapp. A number with separators is a word of its own: Rp15.000
// is rp and 15000.
//
// An apostrophe between letters vanishes: Jum'at, Jum’at and Jumat are jumat,
// as KBBI spells it. Before a last s it ends the word, and the form with s is a
// reading: McDonald's is mcdonald and mcdonalds.
//
// The informal 2 of repetition (anak2, macam2an; small letters only) is written
// out: the tokens are those of anak-anak, and anak2 is a reading.
class WordReader {
 public:
  explicit WordReader(absl::string_view text) : text_(text) {}

  // Appends the word that begins with `first`, a letter or digit, to
  // `*compound`, with its pieces and readings. Returns where it ends.
  // O(length of the word), in bounded memory.
  //
  // REQUIRES: compound->HasRoomForWord().
  size_t Read(const Character& first, char connector, Compound* compound);

 private:
  // Letters or digits in a row.
  struct Run {
    bool letters;
    size_t num_letters;
    bool small_ascii;  // all letters are
    size_t first_piece;
  };

  // A border in doubt: its offset and the other one's in the compound's text,
  // and the other one's in the original.
  struct Doubt {
    size_t border;
    size_t other;
    uint32_t other_in_original;
  };

  bool ReadNumber(const Character& first, Compound* compound);
  bool FindNumber(size_t offset, Number* number, uint32_t* end);
  void ReadRuns(const Character& first, Compound* compound);
  void AddRun(const Run& run);
  void ReadDigits(const Character& first, Compound* compound);
  void ReadLetters(const Character& first, Compound* compound);
  void AddPieceOfLetters(size_t first, size_t last, Compound* compound);
  void Finish(Compound* compound);
  void JoinShortRuns(Compound* compound);
  void AddReadings(Compound* compound);
  void AddBareReading(size_t piece, const Slice& text, uint32_t end,
                      Compound* compound);
  void AddReadingsInDoubt(Compound* compound);
  bool WriteOutRepetition(Compound* compound);

  absl::string_view text_;
  size_t plain_until_ = 0;  // digits before this offset begin no number

  // Of the word being read.
  size_t offset_ = 0;
  Word word_ = {};
  std::vector<Run> runs_;
  std::vector<Doubt> doubts_;
  bool is_possessive_ = false;

  // Kept for their memory.
  LetterRun letters_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_WORD_READER_H_
