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
#include "index/types.h"

namespace telusur {

// Bits needed to write `value`; 0 for 0.
inline int BitWidth(uint32_t value) {
  return value == 0 ? 0 : 32 - __builtin_clz(value);
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

// Writes a bit stream, lowest bit first, to the end of a string.
class BitWriter {
 public:
  explicit BitWriter(std::string* out) : out_(out) {}

  // Appends the low `width` bits (0 to 32) of `value`.
  void Append(uint32_t value, int width) {
    pending_ |= (value & ((uint64_t{1} << width) - 1)) << num_pending_;
    num_pending_ += width;
    if (num_pending_ >= 32) Flush(4);
  }

  // Appends `value` zero bits and a one bit.
  void AppendUnary(uint32_t value) {
    for (; value >= 31; value -= 31) Append(0, 31);
    Append(uint32_t{1} << value, static_cast<int>(value) + 1);
  }

  // Fills the last byte with zero bits.
  void Finish() {
    if (num_pending_ > 0) Flush((num_pending_ + 7) / 8);
    num_pending_ = 0;
    pending_ = 0;
  }

 private:
  void Flush(int num_bytes) {
    out_->append(reinterpret_cast<const char*>(&pending_), num_bytes);
    pending_ >>= 32;
    num_pending_ -= 32;
  }

  std::string* out_;
  uint64_t pending_ = 0;
  int num_pending_ = 0;  // below 32 between calls
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
    if (byte >= size) return 0;
    uint64_t word = 0;
    const uint64_t available = size - byte;
    if (available >= 8) {
      std::memcpy(&word, begin_ + byte, 8);
    } else {
      std::memcpy(&word, begin_ + byte, available);
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
