// The loops that writing frames spends its time in: sums that tell the width of
// a Rice code, its bits, and varints.
//
// There are two versions, which do the same: one for every machine, and one for
// those that work on vectors of 512 bits.

#ifndef TELUSUR_INDEX_SEGMENT_FRAME_WRITING_H_
#define TELUSUR_INDEX_SEGMENT_FRAME_WRITING_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "index/segment/impact.h"

namespace telusur {

// The end of a bit stream that is being written, lowest bit first.
struct BitEnd {
  char* to = nullptr;    // of the first byte that is not full
  uint64_t pending = 0;  // its bits
  int num_pending = 0;   // below 8

  // The most bits of one Append, and the bytes that it may write to.
  static constexpr int kMaxBits = 56;
  static constexpr size_t kSlackBytes = 8;

  // Appends the low `num_bits` (0 to kMaxBits) of `bits`; the others are 0.
  void Append(uint64_t bits, int num_bits) {
    pending |= bits << num_pending;
    num_pending += num_bits;
    std::memcpy(to, &pending, sizeof(pending));
    to += num_pending / 8;
    pending >>= num_pending & ~7;
    num_pending &= 7;
  }

  // Appends `value` zero bits and a one bit.
  void AppendUnary(uint32_t value) {
    constexpr int kZeros = 32;
    for (; value >= kZeros; value -= kZeros) Append(0, kZeros);
    Append(uint64_t{1} << value, static_cast<int>(value) + 1);
  }
};

// Pure functions. Thread-safe. What is written may reach BitEnd::kSlackBytes
// behind its end.
struct FrameWriting {
  // The sum of all values >> width, for a width of 0 to 31.
  uint64_t (*sum_shifted)(const uint32_t* values, size_t n, int width);

  // Appends the low `width` bits (0 to 32) of `n` values.
  void (*append_low_bits)(const uint32_t* values, size_t n, int width,
                          BitEnd* end);

  // Appends `n` unary numbers, each value >> width.
  void (*append_unary)(const uint32_t* values, size_t n, int width,
                       BitEnd* end);

  // Writes `n` values as varints and returns their end. REQUIRES: room for
  // kMaxVarint32Bytes each, and kVarintSlack bytes more.
  char* (*encode_varints)(const uint32_t* values, size_t n, char* out);
  static constexpr size_t kVarintSlack = 32;

  // Hashes each of the `n` windows of four bytes that begin at a byte from
  // `bytes` on, to numbers of `num_bits` (1 to 16). Reads n + 3 bytes.
  // REQUIRES: room for kHashSlack hashes more.
  void (*hash_windows)(const char* bytes, size_t n, int num_bits,
                       uint16_t* hashes);
  static constexpr size_t kHashSlack = 16;

  // Sets rounded_down[i] to ImpactRoundedDown of the impact of the i-th of `n`
  // postings, in documents of `lengths`, and returns the largest impact.
  float (*round_impacts)(const ImpactModel& model,
                         const uint32_t* tfs_minus_one, const uint32_t* lengths,
                         size_t n, uint8_t* rounded_down);
};

// The version for every machine, and the fastest for this one.
const FrameWriting& PortableFrameWriting();
const FrameWriting& FastestFrameWriting();

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_FRAME_WRITING_H_
