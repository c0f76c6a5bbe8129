#include "index/segment/integer_coding.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "index/segment/bit_packing.h"
#include "index/segment/bit_unpacking.h"
#include "tests/index/segment/number_lists.h"
#include "tests/support/heap_copy.h"

namespace telusur {
namespace {

using Numbers = std::vector<uint32_t>;

std::string Encode(const Numbers& values, const IntegerCode& code) {
  std::string bytes;
  AppendBlock(values.data(), code, &bytes);
  return bytes;
}

IntegerCode Rice(int width) {
  IntegerCode code;
  code.width = static_cast<uint8_t>(width);
  return code;
}

IntegerCode Patched(int width) {
  IntegerCode code = Rice(width);
  code.patched = true;
  return code;
}

// Decodes from a heap block of exactly `bytes`. False when they are refused.
bool Decode(const std::string& bytes, const IntegerCode& code, Numbers* values,
            size_t* size) {
  const HeapCopy copy(bytes);
  values->assign(kBlockSize, 123);
  const char* end = DecodeBlock(copy.begin(), copy.end(), code.patched,
                                code.width, values->data());
  if (end == nullptr) return false;
  *size = end - copy.begin();
  return true;
}

void ExpectRoundTrip(const Numbers& values, const IntegerCode& code) {
  const std::string bytes = Encode(values, code);
  Numbers decoded;
  size_t size = 0;
  // Alone, and before bytes that are not its own.
  for (const std::string& rest :
       {std::string(), std::string(3, '\xff'), std::string(9, '\0')}) {
    ASSERT_TRUE(Decode(bytes + rest, code, &decoded, &size));
    ASSERT_EQ(size, bytes.size());
    ASSERT_EQ(decoded, values)
        << "width " << int{code.width} << " patched " << code.patched;
  }
}

uint64_t RiceBits(const Numbers& values, int width) {
  uint64_t bits = 0;
  for (const uint32_t value : values) bits += (value >> width) + 1 + width;
  return bits;
}

TEST(IntegerCodingTest, MatchesTheExampleInTheFormatComment) {
  const Numbers values(kBlockSize, 1);
  EXPECT_EQ(Encode(values, Rice(0)), std::string(32, '\xaa'));
  ExpectRoundTrip(values, Rice(0));
}

TEST(IntegerCodingTest, PatchedExceptionsHaveIndexesAndHighBits) {
  Numbers values(kBlockSize, 0);
  values[5] = 300;
  EXPECT_EQ(Encode(values, Patched(0)), "\x01\x09\x05\x2c\x01");
  values[127] = 2;
  EXPECT_EQ(Encode(values, Patched(1)),
            std::string(16, '\0') + "\x02\x08\x05\x7f\x96\x01");
}

TEST(IntegerCodingTest, RoundTripsBoundaries) {
  std::vector<Numbers> lists = {Numbers(kBlockSize, 0), Numbers(kBlockSize, 1),
                                Numbers(kBlockSize, 0xffffffff)};
  for (int bit = 0; bit < 32; ++bit) {
    const uint32_t power = uint32_t{1} << bit;
    lists.push_back(Numbers(kBlockSize, power));
    lists.push_back(Numbers(kBlockSize, power - 1));
    for (const int index : {0, 1, 63, 64, 127}) {
      lists.push_back(Numbers(kBlockSize, bit % 3));
      lists.back()[index] = power;
    }
  }
  for (const Numbers& values : lists) {
    ExpectRoundTrip(values, ChooseBlockCode(values.data()));
  }
}

TEST(IntegerCodingTest, RoundTripsRandomListsAtEveryWidth) {
  TestRandom random(3);
  for (int round = 0; round < 300; ++round) {
    const Numbers values = RandomNumbers(&random, kBlockSize);
    ExpectRoundTrip(values, ChooseBlockCode(values.data()));
    for (int width = 0; width < 32; ++width) {
      ExpectRoundTrip(values, Patched(width));
      // Narrow Rice codes of large numbers are never chosen, nor decoded.
      if (RiceBits(values, width) < 8 * kMaxUnaryBytes) {
        ExpectRoundTrip(values, Rice(width));
      }
    }
  }
}

TEST(IntegerCodingTest, ChoosesTheCheapestRiceCode) {
  TestRandom random(4);
  for (int round = 0; round < 2000; ++round) {
    const int n = 1 + static_cast<int>(random() % 300);
    const Numbers values = RandomNumbers(&random, n);
    uint64_t best = ~uint64_t{0};
    for (int width = 0; width < 32; ++width) {
      best = std::min(best, RiceBits(values, width));
    }
    const IntegerCode code = ChooseRiceCode(values.data(), n);
    EXPECT_FALSE(code.patched);
    EXPECT_EQ(code.bits, best);
    EXPECT_EQ(RiceBits(values, code.width), best);
  }
}

TEST(IntegerCodingTest, ChoosesTheCheapestBlockCode) {
  TestRandom random(5);
  for (int round = 0; round < 300; ++round) {
    const Numbers values = RandomNumbers(&random, kBlockSize);
    uint64_t best = ~uint64_t{0};
    for (int width = 0; width < 32; ++width) {
      best = std::min(best, RiceBits(values, width));
      best =
          std::min<uint64_t>(best, 8 * Encode(values, Patched(width)).size());
    }
    const IntegerCode code = ChooseBlockCode(values.data());
    EXPECT_EQ(code.bits, best);
    EXPECT_EQ(Encode(values, code).size(), (code.bits + 7) / 8);
  }
}

TEST(IntegerCodingTest, EveryTruncationIsDamage) {
  TestRandom random(6);
  for (int round = 0; round < 100; ++round) {
    const Numbers values = RandomNumbers(&random, kBlockSize);
    for (const IntegerCode& code :
         {ChooseRiceCode(values.data(), kBlockSize), Patched(round % 32)}) {
      const std::string bytes = Encode(values, code);
      Numbers decoded;
      size_t size;
      for (size_t n = 0; n < bytes.size(); ++n) {
        ASSERT_FALSE(Decode(bytes.substr(0, n), code, &decoded, &size)) << n;
      }
    }
  }
}

TEST(IntegerCodingTest, GarbageNeverReadsOrWritesOutside) {
  TestRandom random(7);
  int num_decoded = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::string bytes = RandomBytes(&random, random() % 700);
    IntegerCode code = Rice(static_cast<int>(random() % 256));
    code.patched = random() % 2 == 0;
    if (round % 2 == 0) code.width %= 8;
    Numbers decoded;
    size_t size;
    if (Decode(bytes, code, &decoded, &size)) {
      ++num_decoded;
      ASSERT_LE(size, bytes.size());
    }
  }
  EXPECT_GT(num_decoded, 100);
}

TEST(IntegerCodingTest, UnaryPartsOverTheLimitAreDamage) {
  const uint32_t longest = 8 * kMaxUnaryBytes - kBlockSize;
  for (const uint32_t number : {longest, longest + 1}) {
    Numbers values(kBlockSize, 0);
    values[7] = number;
    Numbers decoded;
    size_t size;
    EXPECT_EQ(Decode(Encode(values, Rice(0)), Rice(0), &decoded, &size),
              number == longest);
  }
}

TEST(IntegerCodingTest, TheCheapestRiceCodeHasAtMostThreeUnaryBitsANumber) {
  TestRandom random(34);
  for (int round = 0; round < 2000; ++round) {
    const int n = 1 + static_cast<int>(random() % kBlockSize);
    const Numbers values = RandomNumbers(&random, n);
    const IntegerCode code = ChooseRiceCode(values.data(), n);
    EXPECT_LE(code.bits, uint64_t(n) * (code.width + 3));
  }
}

TEST(IntegerCodingTest, NumbersOver32BitsAreDamage) {
  // A unary part of 2 above 31 low bits.
  std::string bytes(PackedBlockBytes(31), '\0');
  BitWriter writer(&bytes);
  writer.AppendUnary(2);
  for (int i = 1; i < kBlockSize; ++i) writer.AppendUnary(0);
  writer.Finish();
  Numbers decoded;
  size_t size;
  EXPECT_FALSE(Decode(bytes, Rice(31), &decoded, &size));
  // Exceptions whose high bits and low bits are more than 32.
  std::string patched(PackedBlockBytes(4), '\0');
  patched += std::string("\x01\x1d\x05\xff\xff\xff\xff", 7);
  EXPECT_FALSE(Decode(patched, Patched(4), &decoded, &size));
}

TEST(IntegerCodingTest, ExceptionsOutsideTheBlockAreDamage) {
  Numbers decoded;
  size_t size;
  EXPECT_TRUE(
      Decode(std::string("\x01\x01\x7f\x01"), Patched(0), &decoded, &size));
  EXPECT_FALSE(
      Decode(std::string("\x01\x01\x80\x01"), Patched(0), &decoded, &size));
  const std::string too_many = "\x81\x01" + std::string(200, '\1');
  EXPECT_FALSE(Decode(too_many, Patched(0), &decoded, &size));
}

}  // namespace
}  // namespace telusur
