// Words that stand together without a space, and how they may be read.
//
//   diKazakhstan           one word of two pieces
//   anti-WhatsApp          two words, the second of two pieces
//   info@www.detik.com     four words
//
// The pieces take consecutive positions. A reading is another term for one or
// more pieces; it stands at the position of the first one.

#ifndef TELUSUR_INDEX_ANALYSIS_COMPOUND_H_
#define TELUSUR_INDEX_ANALYSIS_COMPOUND_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "index/analysis/token.h"

namespace telusur {

// Some bytes of Compound::text, or of Compound::built.
struct Slice {
  uint16_t begin = 0;
  uint16_t size = 0;
  bool built = false;

  uint16_t end() const { return begin + size; }
};

struct Piece {
  Slice text;      // empty if the piece is too long to be a term
  uint32_t begin;  // its bytes [begin, end) in the original text
  uint32_t end;
};

enum class WordKind : uint8_t {
  kLetters,
  kDigits,
  kNumber,  // with separators, as ParseNumber gives it
  kMixed,   // letters and digits
};

struct Word {
  WordKind kind;
  char connector;   // before it: - . & @, or a space for none
  bool is_initial;  // one ASCII letter, or several joined: U, U.S
  bool is_long;     // its text is not kept: no reading can hold it
  uint8_t first_piece;
  uint8_t num_pieces;
  Slice text;  // of all its pieces
  uint32_t begin;
  uint32_t end;
};

struct CompoundReading {
  uint8_t piece;  // where it stands
  Slice text;
  uint32_t begin;
  uint32_t end;
};

struct Compound {
  // The words in their normal form with the connectors between, so that every
  // run of words is a slice. Hyphens of any form are '-'.
  std::string text;
  std::string built;  // normal forms that are no slice of `text`
  std::vector<Piece> pieces;
  std::vector<Word> words;
  std::vector<CompoundReading> readings;

  // What a compound may hold is bounded; a longer one is cut between words.
  static constexpr size_t kMaxWords = 16;
  static constexpr size_t kMaxPieces = 64;
  static constexpr size_t kMaxWordBytes = 1024;
  static constexpr size_t kMaxBytes = 4096;

  void Clear() {
    text.clear();
    built.clear();
    pieces.clear();
    words.clear();
    readings.clear();
  }

  bool HasRoomForWord() const {
    return words.size() < kMaxWords && pieces.size() < kMaxPieces &&
           text.size() + kMaxWordBytes < kMaxBytes;
  }

  absl::string_view View(const Slice& slice) const {
    const std::string& from = slice.built ? built : text;
    return absl::string_view(from).substr(slice.begin, slice.size);
  }

  // The bytes of `text` from here to its end.
  Slice SliceFrom(size_t begin) const {
    return {static_cast<uint16_t>(begin),
            static_cast<uint16_t>(text.size() - begin)};
  }

  Slice Build(absl::string_view normal) {
    const size_t begin = built.size();
    built.append(normal.data(), normal.size());
    return {static_cast<uint16_t>(begin), static_cast<uint16_t>(normal.size()),
            true};
  }

  // Adds a reading, unless it is too long to be a term or has no room.
  void AddReading(size_t piece, const Slice& reading, uint32_t begin,
                  uint32_t end) {
    if (reading.size == 0 || reading.size > kMaxTermBytes) return;
    readings.push_back({static_cast<uint8_t>(piece), reading, begin, end});
  }

  void AddBuiltReading(size_t piece, absl::string_view normal, uint32_t begin,
                       uint32_t end) {
    if (normal.size() > kMaxTermBytes || built.size() > kMaxBytes) return;
    AddReading(piece, Build(normal), begin, end);
  }
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_COMPOUND_H_
