#include "index/segment/block_search.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "index/segment/doc_id_block.h"
#include "index/segment/integer_coding.h"
#include "tests/index/segment/number_lists.h"
#include "tests/support/heap_copy.h"

namespace telusur {
namespace {

class BlockSearchTest : public testing::TestWithParam<const BlockSearch*> {
 protected:
  const BlockSearch& search() const { return *GetParam(); }
};

// Offsets that strictly increase, with gaps of all shapes.
std::vector<uint32_t> RandomOffsets(TestRandom* random) {
  std::vector<uint32_t> offsets =
      RandomNumbers(random, kBlockSize, kMaxDocIdOffset / kBlockSize - 1);
  uint32_t next = 0;
  for (uint32_t& offset : offsets) {
    offset += next;
    next = offset + 1;
  }
  return offsets;
}

// What stands behind a block is not its own.
std::string EncodeDocIds(const std::vector<uint32_t>& offsets, int* width) {
  std::string bytes;
  *width = ChooseDocIdCode(offsets.back()).width;
  AppendDocIdBlock(offsets.data(), *width, &bytes);
  return bytes;
}

TEST_P(BlockSearchTest, FindsTheDocIdsThatAreThere) {
  TestRandom random(1);
  for (int round = 0; round < 2000; ++round) {
    const std::vector<uint32_t> offsets = RandomOffsets(&random);
    const DocId base = static_cast<DocId>(random() % 1000000);
    int width = 0;
    const std::string bytes = EncodeDocIds(offsets, &width);
    const HeapCopy copy(bytes + std::string(round % 3 * 40, '\xff'));
    const PackedBits block = {copy.begin(), copy.end(), width};
    BitString bits;
    ASSERT_EQ(search().open(block, &bits), copy.begin() + bytes.size());
    // Some that are there, and their neighbours.
    std::vector<DocId> wanted;
    for (const uint32_t offset : offsets) {
      for (const int step : {-1, 0, 1}) {
        const int64_t doc_id = int64_t{base} + offset + step;
        if (random() % 4 == 0 && doc_id >= base) {
          wanted.push_back(static_cast<DocId>(doc_id));
        }
      }
    }
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::vector<uint8_t> in_wanted(wanted.size() + 1);
    std::vector<uint8_t> in_block(wanted.size() + 1);
    const int found = search().find(block, bits, base, wanted.data(),
                                    static_cast<int>(wanted.size()),
                                    in_wanted.data(), in_block.data());
    int i = 0;
    for (size_t j = 0; j < wanted.size(); ++j) {
      const auto place =
          std::lower_bound(offsets.begin(), offsets.end(), wanted[j] - base);
      if (place == offsets.end() || *place != wanted[j] - base) continue;
      ASSERT_LT(i, found) << "width " << width;
      EXPECT_EQ(in_wanted[i], j);
      EXPECT_EQ(in_block[i], place - offsets.begin());
      ++i;
    }
    EXPECT_EQ(i, found) << "width " << width;
  }
}

TEST_P(BlockSearchTest, ReadsTheNumbersOfARiceCode) {
  TestRandom random(2);
  int num_read = 0;
  for (int round = 0; round < 2000; ++round) {
    const std::vector<uint32_t> values = RandomNumbers(&random, kBlockSize);
    const IntegerCode code = ChooseRiceCode(values.data(), kBlockSize);
    std::string bytes;
    AppendBlock(values.data(), code, &bytes);
    const HeapCopy copy(bytes + std::string(round % 3 * 40, '\xff'));
    std::vector<uint8_t> places;
    for (int i = 0; i < kBlockSize; ++i) {
      if (random() % 3 == 0) places.push_back(static_cast<uint8_t>(i));
    }
    std::vector<uint32_t> read(places.size());
    if (!search().read({copy.begin(), copy.end(), code.width}, places.data(),
                       static_cast<int>(places.size()), read.data())) {
      continue;  // its bits reach too far
    }
    ++num_read;
    for (size_t i = 0; i < places.size(); ++i) {
      ASSERT_EQ(read[i], values[places[i]]) << "width " << int{code.width};
    }
  }
  EXPECT_GT(num_read, 1900);
}

TEST_P(BlockSearchTest, RefusesBlocksThatAreCutOff) {
  TestRandom random(3);
  const std::vector<uint32_t> offsets = RandomOffsets(&random);
  int width = 0;
  const std::string bytes = EncodeDocIds(offsets, &width);
  for (size_t size = 0; size < bytes.size(); ++size) {
    const HeapCopy copy(bytes.substr(0, size));
    const PackedBits block = {copy.begin(), copy.end(), width};
    BitString bits;
    EXPECT_EQ(search().open(block, &bits), nullptr);
    const uint8_t place = 0;
    uint32_t value;
    EXPECT_FALSE(search().read(block, &place, 1, &value));
  }
}

TEST_P(BlockSearchTest, ReadsNothingOutsideOfRandomBytes) {
  TestRandom random(4);
  for (int round = 0; round < 20000; ++round) {
    const HeapCopy copy(RandomBytes(&random, random() % 300));
    const PackedBits block = {copy.begin(), copy.end(),
                              static_cast<int>(random() % 32)};
    BitString bits;
    const char* const end = search().open(block, &bits);
    std::vector<uint32_t> wanted = RandomOffsets(&random);
    wanted.resize(random() % 20);
    const int n = static_cast<int>(wanted.size());
    std::vector<uint8_t> in_wanted(n + 1);
    std::vector<uint8_t> in_block(n + 1);
    if (end != nullptr) {
      ASSERT_LE(end, copy.end());
      const int found = search().find(block, bits, 0, wanted.data(), n,
                                      in_wanted.data(), in_block.data());
      ASSERT_LE(found, n);
      for (int i = 0; i < found; ++i) ASSERT_LT(in_block[i], kBlockSize);
    }
    std::vector<uint32_t> values(n);
    for (uint8_t& place : in_block) place %= kBlockSize;
    search().read(block, in_block.data(), n, values.data());
  }
}

INSTANTIATE_TEST_SUITE_P(Versions, BlockSearchTest,
                         testing::Values(&PortableBlockSearch(),
                                         &FastestBlockSearch()),
                         [](const auto& info) {
                           return info.index == 0 ? "Portable" : "Fastest";
                         });

}  // namespace
}  // namespace telusur
