#include "index/segment/snappy_bound.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "index/segment/bit_packing.h"
#include "index/segment/frame_writing.h"

namespace telusur {
namespace {

constexpr size_t kWindowBytes = 4;
constexpr size_t kWindowsAtOnce = 64;  // the bits of a word

// So many slots that few windows share one, but not more than the first-level
// cache has room for.
constexpr size_t kSlotsPerByte = 8;
constexpr int kMinTableBits = 8;
constexpr int kMaxTableBits = 14;

int TableBits(size_t num_bytes) {
  int bits = kMinTableBits;
  while (bits < kMaxTableBits &&
         size_t{1} << bits < num_bytes * kSlotsPerByte) {
    ++bits;
  }
  return bits;
}

// The most bytes that copies save. Windows that share a slot by chance are
// taken for the same, and the result is too large.
uint64_t MostSavedBytes(absl::string_view bytes) {
  if (bytes.size() < kWindowBytes) return 0;
  const FrameWriting& writing = FastestFrameWriting();
  uint8_t was_seen[size_t{1} << kMaxTableBits];
  const int table_bits = TableBits(bytes.size());
  std::memset(was_seen, 0, size_t{1} << table_bits);
  uint64_t saved = 0;
  uint64_t last_came_before = 0;
  for (size_t left = bytes.size() - kWindowBytes + 1; left > 0;) {
    const size_t n = std::min(left, kWindowsAtOnce);
    uint16_t hashes[kWindowsAtOnce + FrameWriting::kHashSlack];
    writing.hash_windows(bytes.data(), n, table_bits, hashes);
    uint64_t came_before = 0;
    for (size_t i = 0; i < n; ++i) {
      uint8_t* const slot = &was_seen[hashes[i]];
      came_before |= uint64_t{*slot} << i;
      *slot = 1;
    }
    const uint64_t begins =
        came_before & ~(came_before << 1 | last_came_before);
    saved += NumOnes(came_before) + NumOnes(begins);
    last_came_before = came_before >> (kWindowsAtOnce - 1);
    bytes.remove_prefix(n);
    left -= n;
  }
  return saved;
}

}  // namespace

bool SnappyMayMakeFewer(absl::string_view bytes, uint64_t limit) {
  return bytes.size() < limit || bytes.size() - limit < MostSavedBytes(bytes);
}

}  // namespace telusur
