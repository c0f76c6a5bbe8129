#include "index/analysis/tokenizer.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include "index/analysis/block_masks.h"
#include "index/analysis/boilerplate.h"
#include "index/analysis/character.h"
#include "index/analysis/compound.h"
#include "index/analysis/compound_reader.h"
#include "index/analysis/token_batch.h"
#include "index/analysis/utf8.h"

namespace telusur {
namespace {

// What one load of a word's bytes may read behind the block it begins in.
constexpr size_t kOverrun = 16;

// Copies kOverrun letters and digits, in lower case.
void CopyLowered(const char* from, char* to) {
  uint64_t halves[2];
  static_assert(sizeof(halves) == kOverrun, "");
  memcpy(halves, from, sizeof(halves));
  for (uint64_t& half : halves) half |= 0x2020202020202020u;
  memcpy(to, halves, sizeof(halves));
}

// Whether `a` is passed on before `b`: by piece, the widest first.
bool IsBefore(const CompoundReading& a, const CompoundReading& b) {
  return a.piece != b.piece ? a.piece < b.piece : a.end > b.end;
}

// Stable. Readings come nearly in order, and are few.
void SortReadings(std::vector<CompoundReading>* readings) {
  for (size_t i = 1; i < readings->size(); ++i) {
    const CompoundReading reading = (*readings)[i];
    size_t j = i;
    for (; j > 0 && IsBefore(reading, (*readings)[j - 1]); --j) {
      (*readings)[j] = (*readings)[j - 1];
    }
    (*readings)[j] = reading;
  }
}

int LowestBit(uint64_t mask) { return __builtin_ctzll(mask); }

// Tokenizes what stands before the end of `text`, a part of the whole text. One
// thread. Text and batch must outlive the tokenizer.
class Tokenizer {
 public:
  Tokenizer(absl::string_view text, TokenBatch* batch)
      : text_(text), batch_(batch), compounds_(text) {}

  void RunFrom(size_t offset) {
    while (offset < text_.size()) {
      char copy[kBlockBytes + kOverrun];
      const char* block = text_.data() + offset;
      if (text_.size() - offset < sizeof(copy)) {
        memset(copy, ' ', sizeof(copy));
        memcpy(copy, block, text_.size() - offset);
        block = copy;
      }
      bool stopped = false;
      offset = ReadSimpleWords(offset, block, &stopped);
      if (stopped) offset = ReadAny(offset);
    }
  }

  void RunPlainlyFrom(size_t offset) {
    while (offset < text_.size()) offset = ReadAny(offset);
  }

 private:
  // Reads the simple words in `block`, the next bytes of the text from `offset`
  // on. Returns where to go on, which is behind `offset` unless `*stopped` is
  // set: at a word that is not simple.
  size_t ReadSimpleWords(size_t offset, const char* block, bool* stopped) {
    const BlockMasks masks = MasksOf(block);
    uint64_t edges = masks.words ^ (masks.words << 1);
    while (edges != 0) {
      const int begin = LowestBit(edges);
      edges &= edges - 1;
      const int end = edges == 0 ? kBlockBytes : LowestBit(edges);
      edges &= edges - 1;
      if (end >= kBlockBytes - 1) {  // its end is not in sight
        *stopped = begin == 0;
        return offset + begin;
      }
      const uint64_t through_end = (uint64_t{2} << end) - 1;
      const uint64_t word = through_end >> begin << begin;
      if ((masks.not_simple & word) != 0) {
        *stopped = true;
        return offset + begin;
      }
      AddSimpleWord(block + begin, end - begin, (masks.capitals & word) != 0,
                    offset + begin);
    }
    return offset + kBlockBytes;
  }

  // Adds the word of `size` bytes at `bytes`, in lower case. kOverrun bytes may
  // be read. Capitals come in no order, so they take no branch in short words.
  void AddSimpleWord(const char* bytes, size_t size, bool has_capitals,
                     size_t offset) {
    char* const room = batch_->RoomForSurface();
    CopyLowered(bytes, room);
    for (size_t i = kOverrun; i < size; i += kOverrun) {
      CopyLowered(bytes + i, room + i);
    }
    batch_->AddShort(has_capitals ? room : text_.data() + offset, size,
                     has_capitals ? size : 0, static_cast<uint32_t>(offset));
  }

  // Reads the compound or the character at `offset`. Returns its end.
  size_t ReadAny(size_t offset) {
    const Character first = ReadCharacter(text_, offset);
    if (!IsLetter(first.kind) && first.kind != CharKind::kDigit) {
      return first.end;
    }
    const size_t end = compounds_.Read(first, &compound_);
    AddCompound();
    return end;
  }

  void AddCompound() {
    std::vector<CompoundReading>& readings = compound_.readings;
    SortReadings(&readings);
    size_t next = 0;
    for (size_t i = 0; i < compound_.pieces.size(); ++i) {
      const Piece& piece = compound_.pieces[i];
      if (piece.text.size == 0) {
        batch_->AddDropped();
      } else {
        batch_->AddCopy(compound_.View(piece.text), piece.begin, piece.end);
      }
      const size_t first = next;
      while (next < readings.size() && readings[next].piece == i) {
        AddReading(piece, first, next);
        ++next;
      }
    }
  }

  // Adds readings[i] unless it repeats the piece or one of readings [first, i).
  void AddReading(const Piece& piece, size_t first, size_t i) {
    const CompoundReading& reading = compound_.readings[i];
    const absl::string_view surface = compound_.View(reading.text);
    if (surface == compound_.View(piece.text)) return;
    for (size_t j = first; j < i; ++j) {
      if (surface == compound_.View(compound_.readings[j].text)) return;
    }
    batch_->AddReading(surface, reading.begin, reading.end);
  }

  absl::string_view text_;
  TokenBatch* const batch_;
  CompoundReader compounds_;
  Compound compound_;
};

AnalysisCounts Tokenize(absl::string_view text, Boilerplate boilerplate,
                        TokenSink sink, void (Tokenizer::*run_from)(size_t)) {
  assert(text.size() <= std::numeric_limits<uint32_t>::max());
  TokenBatch batch(sink);
  uint64_t num_boilerplate_bytes = 0;
  size_t offset = 0;
  while (offset < text.size()) {
    ByteRange dropped = {text.size(), text.size()};
    if (boilerplate == Boilerplate::kDrop) {
      dropped = FindBoilerplate(text, offset);
    }
    Tokenizer tokenizer(text.substr(0, dropped.begin), &batch);
    (tokenizer.*run_from)(offset);
    num_boilerplate_bytes += dropped.end - dropped.begin;
    offset = dropped.end;
  }
  AnalysisCounts counts = batch.Finish();
  counts.num_invalid_bytes = CountInvalidUtf8Bytes(text);
  counts.num_boilerplate_bytes = num_boilerplate_bytes;
  return counts;
}

}  // namespace

AnalysisCounts TokenizeIndonesian(absl::string_view text,
                                  Boilerplate boilerplate, TokenSink sink) {
  return Tokenize(text, boilerplate, sink, &Tokenizer::RunFrom);
}

AnalysisCounts TokenizeIndonesianPlainly(absl::string_view text,
                                         Boilerplate boilerplate,
                                         TokenSink sink) {
  return Tokenize(text, boilerplate, sink, &Tokenizer::RunPlainlyFrom);
}

}  // namespace telusur
