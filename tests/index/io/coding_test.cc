#include "index/io/coding.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

using ::testing::Pair;

std::string Bytes(const std::vector<int>& bytes) {
  return std::string(bytes.begin(), bytes.end());
}

std::string Varint32(uint32_t value) {
  std::string out;
  AppendVarint32(value, &out);
  return out;
}

std::string Varint64(uint64_t value) {
  std::string out;
  AppendVarint64(value, &out);
  return out;
}

// Decodes from a heap block of exactly these bytes, so that AddressSanitizer
// sees every byte read past the end. Returns the bytes consumed (-1 when
// refused) and the value (123 when refused: the decoder leaves it alone).
std::pair<int, uint64_t> Decode32(const std::string& bytes) {
  const std::unique_ptr<char[]> copy(new char[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), copy.get());
  uint32_t value = 123;
  const char* end =
      DecodeVarint32(copy.get(), copy.get() + bytes.size(), &value);
  return {end == nullptr ? -1 : static_cast<int>(end - copy.get()), value};
}

std::pair<int, uint64_t> Decode64(const std::string& bytes) {
  const std::unique_ptr<char[]> copy(new char[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), copy.get());
  uint64_t value = 123;
  const char* end =
      DecodeVarint64(copy.get(), copy.get() + bytes.size(), &value);
  return {end == nullptr ? -1 : static_cast<int>(end - copy.get()), value};
}

// The boundaries of every varint length, and random numbers of every width.
std::vector<uint64_t> Numbers() {
  std::vector<uint64_t> numbers = {0, std::numeric_limits<uint64_t>::max()};
  for (int bits = 1; bits < 64; ++bits) {
    const uint64_t power = uint64_t{1} << bits;
    numbers.insert(numbers.end(), {power - 1, power, power + 1});
  }
  std::mt19937_64 random(20240601);
  for (int i = 0; i < 10000; ++i) numbers.push_back(random() >> (i % 64));
  return numbers;
}

TEST(CodingTest, MatchesTheExamplesInTheFormatComment) {
  std::string fixed;
  AppendFixed32(0x12345678, &fixed);
  EXPECT_EQ(fixed, Bytes({0x78, 0x56, 0x34, 0x12}));
  EXPECT_EQ(Varint32(0), Bytes({0}));
  EXPECT_EQ(Varint32(127), Bytes({0x7f}));
  EXPECT_EQ(Varint32(128), Bytes({0x80, 0x01}));
  EXPECT_EQ(Varint32(300), Bytes({0xac, 0x02}));
  EXPECT_EQ(Varint32(0xffffffff), Bytes({0xff, 0xff, 0xff, 0xff, 0x0f}));
  EXPECT_EQ(Varint64(std::numeric_limits<uint64_t>::max()),
            Bytes({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}));
}

TEST(CodingTest, FixedNumbersAreLittleEndianAndAppended) {
  std::string out = "a";
  AppendFixed16(0xf1f2, &out);
  AppendFixed32(0xe1e2e3e4, &out);
  AppendFixed64(0xd1d2d3d4d5d6d7d8, &out);
  EXPECT_EQ(out, Bytes({'a', 0xf2, 0xf1, 0xe4, 0xe3, 0xe2, 0xe1, 0xd8, 0xd7,
                        0xd6, 0xd5, 0xd4, 0xd3, 0xd2, 0xd1}));
  EXPECT_EQ(DecodeFixed16(out.data() + 1), 0xf1f2);
  EXPECT_EQ(DecodeFixed32(out.data() + 3), 0xe1e2e3e4);
  EXPECT_EQ(DecodeFixed64(out.data() + 7), 0xd1d2d3d4d5d6d7d8);
}

TEST(CodingTest, FixedNumbersRoundTrip) {
  for (const uint64_t number : Numbers()) {
    char bytes[8];
    EncodeFixed64(number, bytes);
    EXPECT_EQ(DecodeFixed64(bytes), number);
    EncodeFixed32(static_cast<uint32_t>(number), bytes);
    EXPECT_EQ(DecodeFixed32(bytes), static_cast<uint32_t>(number));
    EncodeFixed16(static_cast<uint16_t>(number), bytes);
    EXPECT_EQ(DecodeFixed16(bytes), static_cast<uint16_t>(number));
  }
}

TEST(CodingTest, VarintsRoundTripAndHaveTheirAnnouncedLength) {
  for (const uint64_t number : Numbers()) {
    const std::string bytes = Varint64(number);
    EXPECT_EQ(VarintBytes(number), bytes.size());
    EXPECT_LE(bytes.size(), kMaxVarint64Bytes);
    EXPECT_THAT(Decode64(bytes), Pair(bytes.size(), number));
    EXPECT_THAT(Decode64(bytes + "\x80"), Pair(bytes.size(), number));
    char buffer[kMaxVarint64Bytes];
    EXPECT_EQ(std::string(buffer, EncodeVarint64(number, buffer)), bytes);

    const uint32_t narrow = static_cast<uint32_t>(number);
    const std::string narrow_bytes = Varint32(narrow);
    EXPECT_EQ(narrow_bytes, Varint64(narrow));
    EXPECT_LE(narrow_bytes.size(), kMaxVarint32Bytes);
    EXPECT_THAT(Decode32(narrow_bytes), Pair(narrow_bytes.size(), narrow));
    EXPECT_EQ(std::string(buffer, EncodeVarint32(narrow, buffer)),
              narrow_bytes);
  }
}

TEST(CodingTest, EveryTruncationIsRefused) {
  for (const uint64_t number : Numbers()) {
    const std::string bytes = Varint64(number);
    for (size_t size = 0; size < bytes.size(); ++size) {
      EXPECT_THAT(Decode64(bytes.substr(0, size)), Pair(-1, 123));
      EXPECT_THAT(Decode32(bytes.substr(0, size)), Pair(-1, 123));
    }
  }
}

TEST(CodingTest, ANumberTooLargeForItsTypeIsRefused) {
  EXPECT_THAT(Decode32(Varint64(uint64_t{1} << 32)), Pair(-1, 123));
  EXPECT_THAT(Decode32(Varint64(uint64_t{1} << 34)), Pair(-1, 123));
  EXPECT_THAT(Decode32(Varint64(uint64_t{1} << 35)), Pair(-1, 123));
  EXPECT_THAT(Decode32(Varint64(~uint64_t{0})), Pair(-1, 123));
  EXPECT_THAT(Decode64(std::string(9, '\xff') + "\x02"), Pair(-1, 123));
  EXPECT_THAT(Decode64(std::string(9, '\xff') + "\x7f"), Pair(-1, 123));
  EXPECT_THAT(Decode64(std::string(10, '\xff') + "\x01"), Pair(-1, 123));
}

TEST(CodingTest, ALongerEncodingThanNeededIsRefused) {
  EXPECT_THAT(Decode32(Bytes({0x80, 0})), Pair(-1, 123));
  EXPECT_THAT(Decode64(Bytes({0x80, 0})), Pair(-1, 123));
  EXPECT_THAT(Decode32(Bytes({0xff, 0x80, 0})), Pair(-1, 123));
  EXPECT_THAT(Decode32(Bytes({0xff, 0xff, 0xff, 0xff, 0x80, 0})),
              Pair(-1, 123));
  EXPECT_THAT(Decode64(std::string(9, '\x80') + std::string(1, '\0')),
              Pair(-1, 123));
}

// Every string of up to three bytes is refused, or is the one encoding of what
// it decodes to.
TEST(CodingTest, EveryNumberHasOneEncoding) {
  for (int size = 1; size <= 3; ++size) {
    for (int code = 0; code < 1 << (8 * size); ++code) {
      std::string bytes;
      for (int i = 0; i < size; ++i) {
        bytes.push_back(static_cast<char>(code >> (8 * i)));
      }
      const char* const begin = bytes.data();
      uint32_t value;
      const char* end = DecodeVarint32(begin, begin + size, &value);
      if (end != nullptr) {
        ASSERT_EQ(Varint32(value), std::string(begin, end)) << code;
      }
    }
  }
}

}  // namespace
}  // namespace telusur
