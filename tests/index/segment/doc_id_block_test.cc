#include "index/segment/doc_id_block.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "index/segment/bit_packing.h"
#include "index/segment/block_search.h"
#include "tests/index/segment/number_lists.h"
#include "tests/support/heap_copy.h"

namespace telusur {
namespace {

using Offsets = std::vector<uint32_t>;

Offsets EveryNth(uint32_t step) {
  Offsets offsets(kBlockSize);
  for (int i = 0; i < kBlockSize; ++i) offsets[i] = step * i;
  return offsets;
}

std::string Encode(const Offsets& offsets, int width) {
  std::string bytes;
  AppendDocIdBlock(offsets.data(), width, &bytes);
  return bytes;
}

bool Decode(absl::string_view bytes, int width, DocId base, DocId end_doc_id,
            Offsets* doc_ids) {
  const HeapCopy copy(bytes);
  doc_ids->assign(kBlockSize, 7);
  const char* const end = DecodeDocIdBlock(copy.begin(), copy.end(), width,
                                           base, end_doc_id, doc_ids->data());
  return end == copy.end();
}

TEST(DocIdBlockTest, MatchesTheExampleInTheFormatComment) {
  EXPECT_EQ(Encode(EveryNth(1), 0), std::string(16, '\xff'));
}

TEST(DocIdBlockTest, HighPartsStandBehindAsManyZeros) {
  // Of the offsets 0, 4, ... the width 2 leaves the high parts 0, 1, ...: each
  // one stands behind one more zero.
  EXPECT_EQ(Encode(EveryNth(4), 2),
            std::string(32, '\0') + std::string(31, '\x55') + "\x55");
}

TEST(DocIdBlockTest, RoundTripsOffsetsOfEverySize) {
  TestRandom random(1);
  for (int round = 0; round < 3000; ++round) {
    Offsets offsets =
        RandomNumbers(&random, kBlockSize, kMaxDocIdOffset / kBlockSize - 1);
    uint32_t next = 0;
    for (uint32_t& offset : offsets) {
      offset += next;
      next = offset + 1;
    }
    const DocIdCode code = ChooseDocIdCode(offsets.back());
    const std::string bytes = Encode(offsets, code.width);
    ASSERT_EQ(bytes.size(), code.bytes);
    ASSERT_LE(bytes.size(), PackedBlockBytes(code.width) + kMaxSearchedBytes);
    const DocId base = static_cast<DocId>(random() % 1000);
    const DocId last = base + offsets.back();
    Offsets doc_ids;
    ASSERT_TRUE(Decode(bytes, code.width, base, last + 1, &doc_ids));
    for (int i = 0; i < kBlockSize; ++i) {
      ASSERT_EQ(doc_ids[i], base + offsets[i]);
    }
    EXPECT_FALSE(Decode(bytes, code.width, base, last, &doc_ids));
  }
}

TEST(DocIdBlockTest, ChoosesTheCheapestWidth) {
  for (const uint32_t step : {1, 2, 3, 4, 5, 9, 100, 10000, 16777215}) {
    const Offsets offsets = EveryNth(step);
    const DocIdCode code = ChooseDocIdCode(offsets.back());
    for (int width = 0; width <= kMaxDocIdWidth; ++width) {
      if (offsets.back() >> width > 100000) continue;
      EXPECT_GE(Encode(offsets, width).size(), code.bytes);
    }
  }
}

TEST(DocIdBlockTest, OffsetsThatDoNotIncreaseAreDamage) {
  Offsets offsets = EveryNth(4);
  Offsets doc_ids;
  EXPECT_TRUE(Decode(Encode(offsets, 5), 5, 0, 1000, &doc_ids));
  // Both have the same high part.
  offsets[9] = offsets[10];
  EXPECT_FALSE(Decode(Encode(offsets, 5), 5, 0, 1000, &doc_ids));
  offsets[9] = offsets[10] + 1;
  EXPECT_FALSE(Decode(Encode(offsets, 5), 5, 0, 1000, &doc_ids));
}

TEST(DocIdBlockTest, RandomBytesAreDamageOrIncrease) {
  TestRandom random(2);
  for (int round = 0; round < 20000; ++round) {
    const HeapCopy copy(RandomBytes(&random, random() % 500));
    const int width = static_cast<int>(random() % 32);
    const DocId base = static_cast<DocId>(random());
    Offsets doc_ids(kBlockSize);
    const char* const end =
        DecodeDocIdBlock(copy.begin(), copy.end(), width, base,
                         kMaxDocsPerSegment, doc_ids.data());
    if (end == nullptr) continue;
    ASSERT_LE(end, copy.end());
    ASSERT_GE(doc_ids[0], base);
    ASSERT_LT(doc_ids[kBlockSize - 1], kMaxDocsPerSegment);
    for (int i = 1; i < kBlockSize; ++i) {
      ASSERT_GT(doc_ids[i], doc_ids[i - 1]);
    }
  }
}

}  // namespace
}  // namespace telusur
