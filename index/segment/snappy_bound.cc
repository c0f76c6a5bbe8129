#include "index/segment/snappy_bound.h"

#include <cstddef>
#include <cstring>

namespace telusur {
namespace {

constexpr size_t kWindowBytes = 4;

// So many slots that few windows share one, but not more than the first-level
// cache has room for.
constexpr size_t kSlotsPerByte = 16;
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
  constexpr uint32_t kMultiplier = 0x9e3779b1;
  uint8_t was_seen[size_t{1} << kMaxTableBits];
  const int table_bits = TableBits(bytes.size());
  std::memset(was_seen, 0, size_t{1} << table_bits);
  uint64_t saved = 0;
  uint32_t comes_again_before = 0;
  for (size_t i = 0; i + kWindowBytes <= bytes.size(); ++i) {
    uint32_t window;
    std::memcpy(&window, bytes.data() + i, kWindowBytes);
    uint8_t* const slot = &was_seen[window * kMultiplier >> (32 - table_bits)];
    const uint32_t comes_again = *slot;
    *slot = 1;
    saved += comes_again + (comes_again & ~comes_again_before);
    comes_again_before = comes_again;
  }
  return saved;
}

}  // namespace

bool SnappyMayMakeFewer(absl::string_view bytes, uint64_t limit) {
  return bytes.size() < limit || bytes.size() - limit < MostSavedBytes(bytes);
}

}  // namespace telusur
