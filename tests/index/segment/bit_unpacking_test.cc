#include "index/segment/bit_unpacking.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "index/segment/bit_packing.h"
#include "tests/index/segment/number_lists.h"
#include "tests/support/guarded_copy.h"

namespace telusur {
namespace {

class BitUnpackingTest : public testing::TestWithParam<const BitUnpacking*> {
 protected:
  const BitUnpacking& unpacking() const { return *GetParam(); }
};

std::string RandomBytes(TestRandom* random, size_t size, int density) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) {
    uint64_t bits = (*random)();
    for (int i = 0; i < density; ++i) bits &= (*random)();
    byte = static_cast<char>(bits);
  }
  return bytes;
}

TEST_P(BitUnpackingTest, UnpacksWhatAReaderReads) {
  TestRandom random(1);
  for (int round = 0; round < 3000; ++round) {
    const int width = static_cast<int>(random() % 33);
    const int n = static_cast<int>(random() % 200);
    const GuardedCopy copy(RandomBytes(&random, random() % 300, 0));
    const uint64_t from = random() % 500;
    BitReader reader(copy.begin(), copy.end());
    reader.Skip(from);
    std::vector<uint32_t> expected;
    for (int i = 0; i < n; ++i) expected.push_back(reader.Read(width));
    std::vector<uint32_t> values(n, 7);
    unpacking().unpack_bits(copy.begin(), copy.end(), from, n, width,
                            values.data());
    ASSERT_EQ(values, expected) << "width " << width << ", from " << from;
  }
}

std::vector<uint16_t> OnesBitByBit(const std::string& bytes, int from) {
  std::vector<uint16_t> ones;
  for (size_t bit = from; bit < 8 * bytes.size(); ++bit) {
    if ((bytes[bit / 8] >> bit % 8 & 1) != 0) {
      ones.push_back(static_cast<uint16_t>(bit));
    }
  }
  return ones;
}

TEST_P(BitUnpackingTest, ListsTheOnes) {
  TestRandom random(2);
  for (int round = 0; round < 3000; ++round) {
    const std::string bytes =
        RandomBytes(&random, random() % 100, static_cast<int>(random() % 6));
    const int from = static_cast<int>(random() % 8);
    const std::vector<uint16_t> expected = OnesBitByBit(bytes, from);
    const GuardedCopy copy(bytes);
    for (const int n : {1, 2, 100, static_cast<int>(expected.size())}) {
      if (n == 0) continue;
      std::vector<uint16_t> ones(n + kOnesSlack);
      const bool has_enough = static_cast<size_t>(n) <= expected.size();
      ASSERT_EQ(
          unpacking().list_ones(copy.begin(), copy.end(), from, n, ones.data()),
          has_enough);
      if (!has_enough) continue;
      ones.resize(n);
      ASSERT_EQ(ones,
                std::vector<uint16_t>(expected.begin(), expected.begin() + n));
    }
  }
}

TEST_P(BitUnpackingTest, ListsOnesOfTheFirstBytesOnly) {
  std::string bytes(kMaxUnaryBytes + 1, '\0');
  bytes[kMaxUnaryBytes - 1] = '\x80';
  bytes[kMaxUnaryBytes] = '\x01';
  std::vector<uint16_t> ones(2 + kOnesSlack);
  const char* const end = bytes.data() + bytes.size();
  ASSERT_TRUE(unpacking().list_ones(bytes.data(), end, 0, 1, ones.data()));
  EXPECT_EQ(ones[0], 8 * kMaxUnaryBytes - 1);
  EXPECT_FALSE(unpacking().list_ones(bytes.data(), end, 0, 2, ones.data()));
}

TEST_P(BitUnpackingTest, AddsUnaryNumbers) {
  TestRandom random(3);
  for (int round = 0; round < 3000; ++round) {
    const int n = static_cast<int>(random() % 150);
    const int width = static_cast<int>(random() % 32);
    const uint32_t low_bits = (uint32_t{1} << width) - 1;
    // Positions count modulo 2^16, as those before bit 0 do.
    auto position = static_cast<uint16_t>(random());
    std::vector<uint16_t> ones = {position};
    std::vector<uint32_t> values;
    std::vector<uint32_t> expected;
    bool fits = true;
    for (int i = 0; i < n; ++i) {
      const auto number = static_cast<uint16_t>(
          round % 5 == 0 ? random() >> random() % 64 : random() % 4);
      position = static_cast<uint16_t>(position + number + 1);
      ones.push_back(position);
      values.push_back(static_cast<uint32_t>(random()) & low_bits);
      expected.push_back(values.back() | static_cast<uint32_t>(number)
                                             << width);
      fits &= uint64_t{number} << width >> 32 == 0;
    }
    ASSERT_EQ(unpacking().add_unary(ones.data() + 1, n, width, values.data()),
              fits);
    ASSERT_EQ(values, expected);
  }
}

TEST_P(BitUnpackingTest, AddsHighParts) {
  TestRandom random(4);
  for (int round = 0; round < 3000; ++round) {
    const int width = static_cast<int>(random() % 25);
    const uint32_t low_bits = (uint32_t{1} << width) - 1;
    const auto base = static_cast<DocId>(random() % 1000);
    std::vector<uint16_t> ones(kBlockSize + kOnesSlack);
    std::vector<DocId> doc_ids(kBlockSize);
    std::vector<DocId> expected(kBlockSize);
    uint32_t high = 0;
    int64_t before = -1;
    bool increases = true;
    for (int i = 0; i < kBlockSize; ++i) {
      if (high < 60) high += random() % 2;
      const uint32_t low = round % 2 == 0
                               ? static_cast<uint32_t>(random()) & low_bits
                               : low_bits * i / kBlockSize;
      const uint32_t offset = high << width | low;
      ones[i] = static_cast<uint16_t>(high + i);
      doc_ids[i] = low;
      expected[i] = base + offset;
      increases &= offset > before;
      before = offset;
    }
    ASSERT_EQ(
        unpacking().add_high_parts(ones.data(), width, base, doc_ids.data()),
        increases);
    if (!increases) continue;
    ASSERT_EQ(doc_ids, expected);
  }
}

INSTANTIATE_TEST_SUITE_P(Versions, BitUnpackingTest,
                         testing::Values(&PortableBitUnpacking(),
                                         &FastestBitUnpacking()));

}  // namespace
}  // namespace telusur
