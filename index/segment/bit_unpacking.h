// The loops that decoding spends its time in: packed integers and lists of
// ones, many at a time.
//
// There are two versions, which do the same: one for every machine, and one for
// those that permute and compress the bytes of a vector of 512 bits
// (bench/results/2026-11-29-shared-2core/vector_code.md).

#ifndef TELUSUR_INDEX_SEGMENT_BIT_UNPACKING_H_
#define TELUSUR_INDEX_SEGMENT_BIT_UNPACKING_H_

#include <cstdint>

#include "index/types.h"

namespace telusur {

// ListOnes looks at this many bytes, so that positions fit in 16 bits. The
// cheapest Rice code has at most three unary bits a number, so no block or
// short frame needs more than a hundredth of it.
inline constexpr int kMaxUnaryBytes = 1 << 13;

// ListOnes may write this many positions more than were asked for.
inline constexpr int kOnesSlack = 64;

// Pure functions. Thread-safe. What they read is untrusted; they read nothing
// at or past `end`.
struct BitUnpacking {
  // Unpacks `n` integers of `width` bits (0 to 32) of the bit stream in
  // [begin, end), from bit `from` on. Past the end it reads zero bits.
  void (*unpack_bits)(const char* begin, const char* end, uint64_t from, int n,
                      int width, uint32_t* values);

  // Lists the positions of the first `n` one bits of [begin, end) that stand at
  // or after bit `from` (0 to 7). False when there are fewer in the first
  // kMaxUnaryBytes. REQUIRES: n > 0; room for n + kOnesSlack positions at
  // `ones`.
  bool (*list_ones)(const char* begin, const char* end, int from, int n,
                    uint16_t* ones);

  // Adds `n` unary numbers, shifted left by `width` (0 to 31), to `values`,
  // whose low bits they leave alone. Number i is ones[i] - ones[i - 1] - 1.
  // False when a sum does not fit in 32 bits. REQUIRES: ones[-1] can be read;
  // it is the position before the first number.
  bool (*add_unary)(const uint16_t* ones, int n, int width, uint32_t* values);

  // Turns kBlockSize low parts of `width` bits (0 to 24) in `doc_ids` into
  // doc_ids: adds `base` and, shifted, the high parts, of which number i is
  // ones[i] - i. False when the doc_ids do not increase. REQUIRES: every sum
  // without the base is below 2^31.
  bool (*add_high_parts)(const uint16_t* ones, int width, DocId base,
                         DocId* doc_ids);

  // Where decoding a block at once takes as long as looking at some of it on
  // its own (bench/results/2026-11-30-shared-2core/intersection.md): at so many
  // doc_ids that are looked for, and at so many tfs; and at one document's
  // positions for every `numbers_per_read` numbers of a frame.
  int searched_doc_ids;
  int read_tfs;
  int numbers_per_read;

  // Whether decoding a block takes no longer than a few look-ups, so that it is
  // hardly worth to leave one out.
  bool decodes_cheaply;
};

// The version for every machine, and the fastest for this one.
const BitUnpacking& PortableBitUnpacking();
const BitUnpacking& FastestBitUnpacking();

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_BIT_UNPACKING_H_
