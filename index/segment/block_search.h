// Reads single integers of a packed block of 128, and finds them, without
// decoding the others.
//
// There are two versions, which do the same: one for every machine, and one for
// those that count bits and find the i-th of a word in an instruction each.
// (For machines without: S. Vigna, "Broadword implementation of rank/select
// queries", WEA 2008.)

#ifndef TELUSUR_INDEX_SEGMENT_BLOCK_SEARCH_H_
#define TELUSUR_INDEX_SEGMENT_BLOCK_SEARCH_H_

#include <cstdint>

#include "index/types.h"

namespace telusur {

// Bits behind so many bytes are not looked at: blocks whose bits reach further
// cannot be searched.
inline constexpr int kMaxSearchedBytes = 64;

// A block that an encoder packed: low bits of `width`, and a bit string of high
// parts. Untrusted; nothing at or past `end` is read.
struct PackedBits {
  const char* low_bits = nullptr;
  const char* end = nullptr;
  int width = 0;  // 0 to 31
};

// The first bits of a block's bit string, and how many ones stand before each
// word.
struct BitString {
  static constexpr int kNumWords = kMaxSearchedBytes / 8;

  uint64_t words[kNumWords + 1];  // the last one is 0
  uint16_t ones_before[kNumWords];
  int num_ones;
};

// Pure functions. Thread-safe.
struct BlockSearch {
  // Opens a block of doc_id_block.h: sets `*bits` to its bit string. Returns
  // the block's end, or nullptr when it is damaged, as far as that shows, or
  // reaches too far.
  const char* (*open)(const PackedBits& block, BitString* bits);

  // Looks for the `n` increasing `doc_ids` in a block that was opened. Sets
  // in_doc_ids[i] and in_block[i] to the places of the i-th that is there, and
  // returns their number.
  // REQUIRES: room for n + 1 numbers at both arrays.
  int (*find)(const PackedBits& block, const BitString& bits, DocId base,
              const DocId* doc_ids, int n, uint8_t* in_doc_ids,
              uint8_t* in_block);

  // Sets `values` to the numbers at `places` of a block that is a Rice code of
  // integer_coding.h. False when it is damaged or its bits reach too far.
  bool (*read)(const PackedBits& block, const uint8_t* places, int n,
               uint32_t* values);
};

// The version for every machine, and the fastest for this one.
const BlockSearch& PortableBlockSearch();
const BlockSearch& FastestBlockSearch();

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_BLOCK_SEARCH_H_
