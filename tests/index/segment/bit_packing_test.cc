#include "index/segment/bit_packing.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/index/segment/number_lists.h"
#include "tests/support/heap_copy.h"

namespace telusur {
namespace {

std::string Unary(const std::vector<uint32_t>& numbers) {
  std::string bytes;
  BitWriter writer(&bytes);
  for (const uint32_t number : numbers) writer.AppendUnary(number);
  writer.Finish();
  return bytes;
}

// Integer i of a packed block, read bit by bit as the header describes it.
uint32_t SlowUnpack(const std::string& packed, int width, int i) {
  uint32_t value = 0;
  for (int bit = 0; bit < width; ++bit) {
    const int bit_of_lane = i / 4 * width + bit;
    const int word = bit_of_lane / 32 * 4 + i % 4;
    const int byte = word * 4 + bit_of_lane % 32 / 8;
    if ((packed[byte] >> bit_of_lane % 8 & 1) != 0) {
      value |= uint32_t{1} << bit;
    }
  }
  return value;
}

TEST(BitPackingTest, MatchesTheExampleInTheFormatComment) {
  EXPECT_EQ(Unary({2, 0, 1}), "\x2c");
}

TEST(BitPackingTest, ManyAreAppendedAsOneAfterTheOther) {
  TestRandom random(2);
  for (int width = 0; width <= 32; ++width) {
    std::string bytes;
    std::string expected;
    BitWriter writer(&bytes);
    BitWriter slow_writer(&expected);
    for (const int n : {0, 1, 5, 300}) {
      std::vector<uint32_t> values;
      for (int i = 0; i < n; ++i) {
        values.push_back(static_cast<uint32_t>(random() >> (32 + width % 32)));
      }
      const int shift = std::max(0, 24 - width % 32);
      writer.AppendAll(values, width);
      writer.AppendAllUnary(values, shift);
      for (const uint32_t value : values) slow_writer.Append(value, width);
      for (const uint32_t value : values) {
        slow_writer.AppendUnary(value >> shift);
      }
    }
    writer.Finish();
    slow_writer.Finish();
    EXPECT_EQ(bytes, expected) << width;
  }
}

TEST(BitPackingTest, PacksIntegersInFourLanes) {
  std::vector<uint32_t> values(kBlockSize);
  for (int i = 0; i < kBlockSize; ++i) values[i] = i;
  std::string packed;
  AppendPackedBlock(values.data(), 8, &packed);
  EXPECT_EQ(packed.substr(0, 16),
            std::string("\0\4\x8\xc\1\5\x9\xd\2\6\xa\xe\3\7\xb\xf", 16));
}

TEST(BitPackingTest, BitWidthCountsTheBits) {
  EXPECT_EQ(BitWidth(0), 0);
  EXPECT_EQ(BitWidth(1), 1);
  EXPECT_EQ(BitWidth(2), 2);
  EXPECT_EQ(BitWidth(255), 8);
  EXPECT_EQ(BitWidth(256), 9);
  EXPECT_EQ(BitWidth(0xffffffff), 32);
}

TEST(BitPackingTest, BlocksRoundTripAtEveryWidth) {
  TestRandom random(1);
  for (int width = 0; width <= 32; ++width) {
    const uint64_t mask = (uint64_t{1} << width) - 1;
    for (const bool all_ones : {false, true}) {
      std::vector<uint32_t> values(kBlockSize);
      for (uint32_t& value : values) {
        value =
            static_cast<uint32_t>((all_ones ? ~uint64_t{0} : random()) & mask);
      }
      std::string packed;
      AppendPackedBlock(values.data(), width, &packed);
      ASSERT_EQ(packed.size(), PackedBlockBytes(width));
      const HeapCopy copy(packed);
      std::vector<uint32_t> unpacked(kBlockSize, 123);
      UnpackBlock(copy.begin(), width, unpacked.data());
      EXPECT_EQ(unpacked, values) << width;
      for (int i = 0; i < kBlockSize; ++i) {
        ASSERT_EQ(SlowUnpack(packed, width, i), values[i]) << width;
      }
    }
  }
}

TEST(BitPackingTest, PackingDropsHighBits) {
  const std::vector<uint32_t> values(kBlockSize, 0xffffffff);
  std::string packed;
  AppendPackedBlock(values.data(), 5, &packed);
  std::vector<uint32_t> unpacked(kBlockSize);
  UnpackBlock(packed.data(), 5, unpacked.data());
  EXPECT_EQ(unpacked, std::vector<uint32_t>(kBlockSize, 31));
}

TEST(BitPackingTest, PackingAppends) {
  const std::vector<uint32_t> values(kBlockSize, 1);
  std::string packed = "before";
  AppendPackedBlock(values.data(), 1, &packed);
  EXPECT_EQ(packed, "before" + std::string(16, '\xff'));
}

TEST(BitStreamTest, RoundTripsMixedWidths) {
  TestRandom random(2);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::pair<uint32_t, int>> numbers;
    std::string bytes;
    BitWriter writer(&bytes);
    uint64_t num_bits = 0;
    for (int i = 0; i < 100; ++i) {
      const int width = static_cast<int>(random() % 33);
      const uint32_t value =
          static_cast<uint32_t>(random() & ((uint64_t{1} << width) - 1));
      numbers.push_back({value, width});
      writer.Append(value, width);
      num_bits += width;
    }
    writer.Finish();
    ASSERT_EQ(bytes.size(), (num_bits + 7) / 8);
    const HeapCopy copy(bytes);
    BitReader reader(copy.begin(), copy.end());
    for (const auto& [value, width] : numbers) {
      ASSERT_EQ(reader.Read(width), value);
    }
    EXPECT_EQ(reader.position(), num_bits);
    EXPECT_TRUE(reader.ok());
  }
}

TEST(BitStreamTest, AppendDropsHighBits) {
  std::string bytes;
  BitWriter writer(&bytes);
  writer.Append(0xffffffff, 3);
  writer.Append(0, 5);
  writer.Finish();
  EXPECT_EQ(bytes, "\x07");
}

TEST(BitStreamTest, UnaryRoundTripsAroundWordSizes) {
  std::vector<uint32_t> numbers;
  for (uint32_t number = 0; number < 200; ++number) numbers.push_back(number);
  numbers.insert(numbers.end(), {1000, 0, 0, 4096, 1});
  const HeapCopy copy(Unary(numbers));
  BitReader reader(copy.begin(), copy.end());
  for (const uint32_t number : numbers) ASSERT_EQ(reader.ReadUnary(), number);
  EXPECT_TRUE(reader.ok());
}

TEST(BitStreamTest, FinishFillsTheByteWithZeros) {
  std::string bytes;
  BitWriter writer(&bytes);
  writer.Append(1, 1);
  writer.Finish();
  writer.Append(3, 2);
  writer.Finish();
  EXPECT_EQ(bytes, "\x01\x03");
}

TEST(BitStreamTest, ReadingPastTheEndGivesZerosAndIsNotOk) {
  const HeapCopy copy("\xff\xff\xff");
  for (int start = 0; start <= 24; ++start) {
    BitReader reader(copy.begin(), copy.end());
    reader.Skip(start);
    EXPECT_TRUE(reader.ok());
    EXPECT_EQ(reader.Read(32), (uint64_t{1} << (24 - start)) - 1);
    EXPECT_FALSE(reader.ok());
    EXPECT_EQ(reader.Read(32), 0);
    EXPECT_EQ(reader.ReadUnary(), 0);
    EXPECT_FALSE(reader.ok());
  }
}

TEST(BitStreamTest, SkippingPastTheEndIsNotOk) {
  const HeapCopy copy("\xff");
  BitReader reader(copy.begin(), copy.end());
  reader.Skip(8);
  EXPECT_TRUE(reader.ok());
  reader.Skip(1);
  EXPECT_FALSE(reader.ok());
}

TEST(BitStreamTest, UnaryWithoutItsOneIsNotOk) {
  for (size_t size = 0; size < 20; ++size) {
    const HeapCopy copy(std::string(size, '\0'));
    BitReader reader(copy.begin(), copy.end());
    EXPECT_EQ(reader.ReadUnary(), 0);
    EXPECT_FALSE(reader.ok());
  }
}

}  // namespace
}  // namespace telusur
