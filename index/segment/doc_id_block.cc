#include "index/segment/doc_id_block.h"

#include <cassert>

#include "index/io/coding.h"
#include "index/segment/bit_packing.h"
#include "index/segment/bit_unpacking.h"

namespace telusur {
namespace {

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
  const uint32_t step = width == 0 ? 0 : 1;
  uint64_t word = 0;
  uint32_t word_begin = 0;  // its first bit
  for (uint32_t i = 0; i < kBlockSize; ++i) {
    const uint32_t bit = (offsets[i] >> width) + step * i;
    for (; bit - word_begin >= 64; word_begin += 64) {
      AppendFixed64(word, out);
      word = 0;
    }
    word |= uint64_t{1} << (bit - word_begin);
  }
  char last[8];
  EncodeFixed64(word, last);
  out->append(last, (63 - __builtin_clzll(word)) / 8 + 1);
}

const char* DecodeDocIdBlock(const char* p, const char* end, int width,
                             DocId base, DocId end_doc_id, DocId* doc_ids) {
  if (width > kMaxDocIdWidth || end - p < PackedBlockBytes(width)) {
    return nullptr;
  }
  if (width > 0) UnpackBlock(p, width, doc_ids);
  p += PackedBlockBytes(width);
  uint16_t ones[kBlockSize + kOnesSlack];
  const BitUnpacking& unpacking = FastestBitUnpacking();
  if (!unpacking.list_ones(p, end, 0, kBlockSize, ones)) return nullptr;
  const int last_bit = ones[kBlockSize - 1];
  const uint64_t max_high = last_bit - (kBlockSize - 1);
  if (width == 0) {
    AddBase(ones, base, doc_ids);
  } else if ((max_high + 1) << width > uint64_t{kMaxDocIdOffset} + 1 ||
             !unpacking.add_high_parts(ones, width, base, doc_ids)) {
    return nullptr;
  }
  const uint64_t last = uint64_t{base} + (doc_ids[kBlockSize - 1] - base);
  return last < end_doc_id ? p + last_bit / 8 + 1 : nullptr;
}

}  // namespace telusur
