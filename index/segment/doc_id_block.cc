#include "index/segment/doc_id_block.h"

#include <cassert>

#include "index/segment/bit_packing.h"
#include "index/segment/lanes.h"

namespace telusur {
namespace {

constexpr int kLanes = 4;  // of Lanes32

// Turns the positions of ones and the low parts in `doc_ids` into doc_ids.
// False when they do not increase. REQUIRES: every offset is below 2^31.
bool JoinParts(const uint16_t* ones, int width, DocId base, DocId* doc_ids) {
  Lanes16 places = {0, 1, 2, 3, 4, 5, 6, 7};
  const Lanes16 zero = {};
  Lanes32 last = {};
  last -= 1;  // before the first offset
  Lanes32 all = {};
  for (int i = 0; i < kBlockSize; i += 2 * kLanes) {
    const Lanes16 highs = LoadLanes<Lanes16>(ones + i) - places;
    places += 2 * kLanes;
    const auto low_half = reinterpret_cast<Lanes32>(
        __builtin_shufflevector(highs, zero, 0, 8, 1, 9, 2, 10, 3, 11));
    const auto high_half = reinterpret_cast<Lanes32>(
        __builtin_shufflevector(highs, zero, 4, 12, 5, 13, 6, 14, 7, 15));
    const Lanes32 a = LoadLanes<Lanes32>(doc_ids + i) | low_half << width;
    const Lanes32 b = LoadLanes<Lanes32>(doc_ids + i + kLanes) | high_half
                                                                     << width;
    // The sign of what two neighbours differ by, less one.
    all |= a - __builtin_shufflevector(last, a, 3, 4, 5, 6) - 1;
    all |= b - __builtin_shufflevector(a, b, 3, 4, 5, 6) - 1;
    last = b;
    StoreLanes(a + base, doc_ids + i);
    StoreLanes(b + base, doc_ids + i + kLanes);
  }
  return ((all[0] | all[1] | all[2] | all[3]) >> 31) == 0;
}

void AddBase(const uint16_t* ones, DocId base, DocId* doc_ids) {
  for (int i = 0; i < kBlockSize; ++i) doc_ids[i] = base + ones[i];
}

}  // namespace

DocIdCode ChooseDocIdCode(uint32_t last_offset) {
  assert(last_offset <= kMaxDocIdOffset);
  DocIdCode best;
  best.bytes = uint64_t{last_offset} / 8 + 1;
  for (int width = 1; width <= kMaxDocIdWidth; ++width) {
    const uint64_t last_bit = (last_offset >> width) + kBlockSize - 1;
    const uint64_t bytes = PackedBlockBytes(width) + last_bit / 8 + 1;
    if (bytes <= best.bytes) best = {width, bytes};
  }
  return best;
}

void AppendDocIdBlock(const uint32_t* offsets, int width, std::string* out) {
  AppendPackedBlock(offsets, width, out);
  const size_t begin = out->size();
  for (int i = 0; i < kBlockSize; ++i) {
    const uint32_t bit = (offsets[i] >> width) + (width == 0 ? 0 : i);
    if (out->size() <= begin + bit / 8) out->resize(begin + bit / 8 + 1);
    (*out)[begin + bit / 8] |= static_cast<char>(1 << bit % 8);
  }
}

const char* DecodeDocIdBlock(const char* p, const char* end, int width,
                             DocId base, DocId end_doc_id, DocId* doc_ids) {
  if (width > kMaxDocIdWidth || end - p < PackedBlockBytes(width)) {
    return nullptr;
  }
  if (width > 0) UnpackBlock(p, width, doc_ids);
  p += PackedBlockBytes(width);
  uint16_t ones[kBlockSize + kOnesSlack];
  if (!ListOnes(p, end, 0, kBlockSize, ones)) return nullptr;
  const int last_bit = ones[kBlockSize - 1];
  const uint64_t max_high = last_bit - (kBlockSize - 1);
  if (width == 0) {
    AddBase(ones, base, doc_ids);
  } else if ((max_high + 1) << width > uint64_t{kMaxDocIdOffset} + 1 ||
             !JoinParts(ones, width, base, doc_ids)) {
    return nullptr;
  }
  const uint64_t last = uint64_t{base} + (doc_ids[kBlockSize - 1] - base);
  return last < end_doc_id ? p + last_bit / 8 + 1 : nullptr;
}

}  // namespace telusur
