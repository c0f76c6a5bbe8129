// Integers of equal width, packed; and numbers in unary.
//
// Two layouts. A full block of 128 integers is packed in four lanes, so that
// compilers turn the loops into vector code: integer i stands in lane i % 4,
// row i / 4, and the 32-bit words of the lanes alternate. Any other count is
// packed in a plain bit stream, lowest bit first.
//
// Unary: a number v is v zero bits and a one bit, lowest bit first; a run of
// numbers ends at the byte that holds its last one bit.
//
// Example: {2, 0, 1} in unary is the bits 001 1 01, the byte 2C (hexadecimal).

#ifndef TELUSUR_INDEX_SEGMENT_BIT_PACKING_H_
#define TELUSUR_INDEX_SEGMENT_BIT_PACKING_H_

#include <cstdint>
#include <cstring>
#include <string>

#include "absl/types/span.h"
#include "index/segment/frame_writing.h"
#include "index/types.h"

namespace telusur {

// Bits needed to write `value`; 0 for 0.
inline int BitWidth(uint32_t value) {
  return value == 0 ? 0 : 32 - __builtin_clz(value);
}

// The number of one bits of `word`. The instruction for it is not on every
// machine, and the compilers' own stand-in is a call with table lookups.
inline uint64_t NumOnes(uint64_t word) {
  word -= word >> 1 & 0x5555555555555555;
  word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
  word = (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f;
  return word * 0x0101010101010101 >> 56;
}

// Bytes of a packed full block of `width`-bit integers.
inline constexpr int PackedBlockBytes(int width) {
  return kBlockSize / 8 * width;
}

// Appends the low `width` bits (0 to 32) of each of the kBlockSize `values`.
void AppendPackedBlock(const uint32_t* values, int width, std::string* out);

// Unpacks what AppendPackedBlock wrote. REQUIRES: PackedBlockBytes(width)
// readable bytes at `packed`, room for kBlockSize integers at `values`.
void UnpackBlock(const char* packed, int width, uint32_t* values);

// Unpacks the i-th integer of what AppendPackedBlock wrote with a `width` of 0
// to 31. REQUIRES: PackedBlockBytes(width) readable bytes at `packed`.
inline uint32_t UnpackOne(const char* packed, int width, int i) {
  if (width == 0) return 0;
  const int bit = i / 4 * width;
  const int shift = bit % 32;
  const char* const word = packed + bit / 32 * 16 + i % 4 * 4;
  uint32_t value;
  std::memcpy(&value, word, sizeof(value));
  value >>= shift;
  if (shift + width > 32) {
    uint32_t rest;
    std::memcpy(&rest, word + 16, sizeof(rest));
    value |= rest << (32 - shift);
  }
  return value & ((uint32_t{1} << width) - 1);
}

// Writes a bit stream, lowest bit first, to the end of a string, which has all
// of it after Finish.
class BitWriter {
 public:
  explicit BitWriter(std::string* out) : out_(out) { end_.to = buffer_; }

  BitWriter(const BitWriter&) = delete;
  BitWriter& operator=(const BitWriter&) = delete;

  // Appends the low `width` bits (0 to 32) of `value`.
  void Append(uint32_t value, int width) {
    MakeRoom();
    end_.Append(value & ((uint64_t{1} << width) - 1), width);
  }

  // Appends `value` zero bits and a one bit.
  void AppendUnary(uint32_t value) {
    for (; value >= 32; value -= 32) Append(0, 32);
    MakeRoom();
    end_.Append(uint64_t{1} << value, static_cast<int>(value) + 1);
  }

  // Append for each of `values`, and AppendUnary for each value >> width.
  void AppendAll(absl::Span<const uint32_t> values, int width);
  void AppendAllUnary(absl::Span<const uint32_t> values, int width);

  // Fills the last byte with zero bits.
  void Finish() {
    if (end_.num_pending > 0) end_.Append(0, 8 - end_.num_pending);
    Flush();
  }

 private:
  // Values of 32 bits that are written at a time.
  static constexpr size_t kValuesPerPiece = 64;
  static constexpr size_t kPieceBytes = 4 * kValuesPerPiece;
  static constexpr size_t kBufferBytes = 1024;

  // Has room for a piece.
  void MakeRoom() {
    if (end_.to > buffer_ + (kBufferBytes - kPieceBytes)) Flush();
  }
  void Flush();

  std::string* const out_;
  BitEnd end_;
  char buffer_[kBufferBytes + BitEnd::kSlackBytes];
};

// Reads a bit stream, lowest bit first, from untrusted bytes. Past the end it
// reads zero bits and `ok` turns false.
class BitReader {
 public:
  BitReader(const char* begin, const char* end)
      : begin_(begin), size_bits_(static_cast<uint64_t>(end - begin) * 8) {}

  // Reads an integer of `width` bits (0 to 32).
  uint32_t Read(int width) {
    const uint64_t word = Load(position_);
    position_ += width;
    if (position_ > size_bits_) ok_ = false;
    return static_cast<uint32_t>(word & ((uint64_t{1} << width) - 1));
  }

  // Reads a unary number; 0 with !ok() when no one bit follows.
  uint32_t ReadUnary() {
    uint64_t zeros = 0;
    while (position_ + zeros < size_bits_) {
      const uint64_t word = Load(position_ + zeros) & kLoadedBits;
      if (word != 0) {
        zeros += __builtin_ctzll(word);
        position_ += zeros + 1;
        return static_cast<uint32_t>(zeros);
      }
      zeros += kNumLoadedBits;
    }
    ok_ = false;
    return 0;
  }

  void Skip(uint64_t num_bits) { position_ += num_bits; }
  uint64_t position() const { return position_; }
  bool ok() const { return ok_ && position_ <= size_bits_; }

 private:
  // A load at any bit position yields at least this many bits of the stream.
  static constexpr int kNumLoadedBits = 56;
  static constexpr uint64_t kLoadedBits = (uint64_t{1} << kNumLoadedBits) - 1;

  uint64_t Load(uint64_t position) const {
    const uint64_t byte = position / 8;
    const uint64_t size = size_bits_ / 8;
    uint64_t word = 0;
    if (byte + 8 <= size) {
      std::memcpy(&word, begin_ + byte, 8);
      return word >> (position % 8);
    }
    if (byte >= size) return 0;
    if (size >= 8) {
      std::memcpy(&word, begin_ + size - 8, 8);
      return word >> (position - (size - 8) * 8);
    }
    for (uint64_t i = size; i-- > byte;) {
      word = word << 8 | static_cast<uint8_t>(begin_[i]);
    }
    return word >> (position % 8);
  }

  const char* begin_;
  uint64_t size_bits_;
  uint64_t position_ = 0;
  bool ok_ = true;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_BIT_PACKING_H_
