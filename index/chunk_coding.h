// The loops that the coding of chunks (posting_chunk.h) spends its time in:
// from occurrences to numbers, and from numbers to bytes and back.
//
// There are two versions, which do the same: one for every machine, and one for
// those that compress and expand the bytes of a vector of 512 bits.

#ifndef TELUSUR_INDEX_CHUNK_CODING_H_
#define TELUSUR_INDEX_CHUNK_CODING_H_

#include <cstddef>
#include <cstdint>

#include "index/occurrence.h"

namespace telusur {

// The most occurrences of a chunk, which bounds what a reader holds.
inline constexpr size_t kMaxChunkOccurrences = 4096;

// Numbers and bytes may be written so far behind those that were asked for.
inline constexpr size_t kChunkCodingSlack = 32;

// What a chunk has of the occurrences behind its first.
struct ChunkNumbers {
  uint32_t num_gaps;
  bool repeats;       // a position stands twice; its number is then 2^32 - 1
  uint32_t all_bits;  // of all gaps and numbers
  uint32_t gaps[kMaxChunkOccurrences + kChunkCodingSlack];
  uint32_t numbers[kMaxChunkOccurrences + kChunkCodingSlack];
  uint8_t starts[kMaxChunkOccurrences / 8 + kChunkCodingSlack];  // bits
};

// Pure functions. Thread-safe.
struct ChunkCoding {
  // Lists the numbers of occurrences, at least one, which do not decrease.
  void (*list)(const PackedOccurrences& occurrences, ChunkNumbers* numbers);

  // Writes numbers below 2^16: a bit each, from `bits` on, whether it takes two
  // bytes, and from `out` on the bytes. Returns their end.
  // REQUIRES: kChunkCodingSlack readable numbers more, and as much more room
  // at `out`.
  char* (*encode)(const uint32_t* numbers, size_t n, char* bits, char* out);

  // Reads `n` numbers from the i-th on, of which `bits` tell and whose bytes
  // begin at `p`. Returns the end of their bytes. Reads nothing at or past
  // `end`. REQUIRES: another number follows in the chunk that ends there; room
  // for kChunkCodingSlack numbers more.
  const char* (*decode)(const uint8_t* bits, uint32_t i, uint32_t n,
                        const char* p, const char* end, uint32_t* numbers);

  // Lists how many zero bits stand before each one bit of those from the
  // `begin`-th to before the `end`-th of `bits`; at most `max` of them. Returns
  // how many, and sets `*num_bits` to the bits up to the last one that was
  // listed. Reads nothing at or past `bits_end`. REQUIRES: room for
  // kChunkCodingSlack numbers more.
  int (*list_zeros)(const uint8_t* bits, uint32_t begin, uint32_t end,
                    const char* bits_end, int max, uint32_t* zeros,
                    uint32_t* num_bits);
};

// The version for every machine, and the fastest for this one.
const ChunkCoding& PortableChunkCoding();
const ChunkCoding& FastestChunkCoding();

}  // namespace telusur

#endif  // TELUSUR_INDEX_CHUNK_CODING_H_
