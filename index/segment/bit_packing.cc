#include "index/segment/bit_packing.h"

namespace telusur {
namespace {

constexpr int kLanes = 4;
constexpr int kRows = kBlockSize / kLanes;

}  // namespace

void AppendPackedBlock(const uint32_t* values, int width, std::string* out) {
  if (width == 0) return;
  const uint32_t mask = width == 32 ? ~uint32_t{0} : (uint32_t{1} << width) - 1;
  uint32_t words[32 * kLanes] = {};
  for (int row = 0; row < kRows; ++row) {
    const int bit = row * width;
    uint32_t* word = words + bit / 32 * kLanes;
    const int shift = bit % 32;
    for (int lane = 0; lane < kLanes; ++lane) {
      const uint32_t value = values[row * kLanes + lane] & mask;
      word[lane] |= value << shift;
      if (shift + width > 32) word[kLanes + lane] |= value >> (32 - shift);
    }
  }
  out->append(reinterpret_cast<const char*>(words), PackedBlockBytes(width));
}

void UnpackBlock(const char* packed, int width, uint32_t* values) {
  if (width == 0) {
    std::memset(values, 0, kBlockSize * sizeof(uint32_t));
    return;
  }
  const uint32_t mask = width == 32 ? ~uint32_t{0} : (uint32_t{1} << width) - 1;
  for (int row = 0; row < kRows; ++row) {
    const int bit = row * width;
    const int shift = bit % 32;
    uint32_t word[kLanes];
    std::memcpy(word, packed + bit / 32 * sizeof(word), sizeof(word));
    for (int lane = 0; lane < kLanes; ++lane) word[lane] >>= shift;
    if (shift + width > 32) {
      uint32_t next[kLanes];
      std::memcpy(next, packed + (bit / 32 + 1) * sizeof(next), sizeof(next));
      for (int lane = 0; lane < kLanes; ++lane) {
        word[lane] |= next[lane] << (32 - shift);
      }
    }
    for (int lane = 0; lane < kLanes; ++lane) {
      values[row * kLanes + lane] = word[lane] & mask;
    }
  }
}

}  // namespace telusur
