// Snappy, and the rule by which its result is kept. The only file of the
// project that calls Snappy.
//
// A unit of compression (a frame of postings or positions, a block of the
// dictionary or of stored text) is offered to Snappy. Under kAuto the result is
// kept when it is at least 5% smaller than the best other form, under kAlways
// always, under kOff never.

#ifndef TELUSUR_INDEX_SEGMENT_COMPRESSED_BLOCK_H_
#define TELUSUR_INDEX_SEGMENT_COMPRESSED_BLOCK_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

enum class PostingsCompression { kAuto, kAlways, kOff };

// The largest block that is ever compressed. Snappy 1.1.9 needs some bound;
// this one keeps every decoder's buffer small.
inline constexpr uint32_t kMaxUncompressedBytes = 1 << 26;

// Snappy has to save a 20th, 5%. On law text, where it is nearest to not being
// worth it, that keeps 3.9% of the position frames and saves 1.9% of their
// bytes; any saving at all would keep 7.9% to save 2.2%, a tenth 1.9% to save
// 1.4% (bench/results/2026-11-29-shared-2core/snappy.md).
inline constexpr uint64_t kLeastSaving = 20;

// Fewer compressed bytes are worth decompressing against `plain` bytes.
inline uint64_t LeastNotPaying(uint64_t plain) {
  return plain - plain / kLeastSaving;
}

inline bool CompressionPays(uint64_t compressed, uint64_t plain) {
  return compressed < LeastNotPaying(plain);
}

// Appends the Snappy form of `bytes` to `*out`.
// REQUIRES: bytes.size() <= kMaxUncompressedBytes.
void AppendCompressed(absl::string_view bytes, std::string* out);

// The length that `compressed` claims to have uncompressed. False when it
// claims none. The claim is untrusted: compare it with a stored, bounded length
// before allocating anything by it.
bool UncompressedLength(absl::string_view compressed, uint32_t* length);

// Decompresses to exactly `length` bytes at `out`. False, with unspecified
// bytes in `out`, when the block is damaged or holds another number of bytes.
bool Uncompress(absl::string_view compressed, uint32_t length, char* out);

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_COMPRESSED_BLOCK_H_
