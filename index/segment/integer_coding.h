// Lists of small non-negative integers: Rice codes and patched packing.
//
// Rice code of width w: the low w bits of every integer, packed, then the rest
// of every integer in unary. It costs n * (w + 1) + sum(v >> w) bits, is within
// a few per cent of the entropy of geometric gaps, is a bitmap for w = 0 and
// dense lists, and decodes by counting zeros, without a branch per integer.
// (R. F. Rice, "Some practical universal noiseless coding techniques", 1979.)
//
// Patched packing of width w: the low w bits of every integer, packed, and an
// exception for each integer that has more bits. It wins where a few outliers
// would make every integer of a Rice code wider.
// (M. Zukowski et al., "Super-scalar RAM-CPU cache compression", ICDE 2006.)
//
// A full block is kBlockSize integers:
//
//   rice    : packed block | unary bytes
//   patched : packed block | count : u8 | high_width : u8
//             | index : u8 x count | high bits : bit stream, count x high_width
//
// Example: 128 integers that are all 1 are, as Rice code of width 0, 32 bytes
// AA.

#ifndef TELUSUR_INDEX_SEGMENT_INTEGER_CODING_H_
#define TELUSUR_INDEX_SEGMENT_INTEGER_CODING_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "index/segment/bit_packing.h"
#include "index/types.h"

namespace telusur {

// How a list of integers is written.
struct IntegerCode {
  bool patched = false;
  uint8_t width = 0;  // 0 to 31
  uint64_t bits = 0;  // of the whole list
};

// The cheapest Rice code for `values`, the widest of equals. O(n).
IntegerCode ChooseRiceCode(const uint32_t* values, size_t n);

// The cheapest patched packing of kBlockSize `values`, if it takes less than
// `bits_to_beat` bits; otherwise any code with at least so many bits.
IntegerCode ChoosePatchedCode(const uint32_t* values, uint64_t bits_to_beat);

// The cheapest code for kBlockSize `values`.
IntegerCode ChooseBlockCode(const uint32_t* values);

// Appends kBlockSize `values` to `*out`.
void AppendBlock(const uint32_t* values, const IntegerCode& code,
                 std::string* out);

// Decodes kBlockSize integers from untrusted bytes at `p`. Returns the end of
// the block, or nullptr when it is damaged; reads nothing at or past `end`.
const char* DecodeBlock(const char* p, const char* end, bool patched, int width,
                        uint32_t* values);

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_INTEGER_CODING_H_
