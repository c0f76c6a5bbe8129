#include "index/segment/compressed_block.h"

#include <cstdint>
#include <string>

#include "gtest/gtest.h"
#include "tests/index/segment/number_lists.h"
#include "tests/support/heap_copy.h"

namespace telusur {
namespace {

std::string Compressed(absl::string_view bytes) {
  std::string compressed;
  AppendCompressed(bytes, &compressed);
  return compressed;
}

// Uncompresses from and to heap blocks of exactly the right sizes.
bool UncompressesTo(absl::string_view compressed, const std::string& expected) {
  const HeapCopy from(compressed);
  const HeapCopy to(std::string(expected.size(), '?'));
  return Uncompress(from.view(), static_cast<uint32_t>(expected.size()),
                    const_cast<char*>(to.begin())) &&
         to.view() == expected;
}

TEST(CompressedBlockTest, RoundTrips) {
  TestRandom random(8);
  for (const size_t size :
       {0, 1, 2, 60, 127, 128, 1000, 65535, 65536, 200000}) {
    for (const std::string& bytes :
         {std::string(size, 'a'), RandomBytes(&random, size)}) {
      const std::string compressed = Compressed(bytes);
      uint32_t length = 0;
      ASSERT_TRUE(UncompressedLength(compressed, &length));
      EXPECT_EQ(length, size);
      EXPECT_TRUE(UncompressesTo(compressed, bytes));
    }
  }
}

TEST(CompressedBlockTest, Appends) {
  std::string out = "before";
  AppendCompressed("text", &out);
  EXPECT_EQ(out, "before" + Compressed("text"));
}

TEST(CompressedBlockTest, AnotherLengthIsDamage) {
  const std::string compressed = Compressed("a few bytes");
  char out[100];
  EXPECT_TRUE(Uncompress(compressed, 11, out));
  EXPECT_FALSE(Uncompress(compressed, 10, out));
  EXPECT_FALSE(Uncompress(compressed, 12, out));
}

TEST(CompressedBlockTest, EveryTruncationIsDamage) {
  const std::string bytes = std::string(300, 'x') + "some text" + "some text";
  const std::string compressed = Compressed(bytes);
  for (size_t n = 0; n < compressed.size(); ++n) {
    EXPECT_FALSE(UncompressesTo(compressed.substr(0, n), bytes)) << n;
  }
}

TEST(CompressedBlockTest, HugeClaimsAreRefused) {
  uint32_t length = 0;
  // 2^26 and one more, as varints.
  EXPECT_TRUE(
      UncompressedLength(absl::string_view("\x80\x80\x80\x20", 4), &length));
  EXPECT_EQ(length, kMaxUncompressedBytes);
  EXPECT_FALSE(
      UncompressedLength(absl::string_view("\x81\x80\x80\x20", 4), &length));
  EXPECT_FALSE(UncompressedLength("\xff\xff\xff\xff\x0f", &length));
  EXPECT_FALSE(UncompressedLength("\xff\xff\xff\xff\xff\xff", &length));
  EXPECT_FALSE(UncompressedLength("", &length));
}

TEST(CompressedBlockTest, GarbageNeverWritesOutside) {
  TestRandom random(9);
  for (int round = 0; round < 20000; ++round) {
    std::string garbage = RandomBytes(&random, random() % 64);
    uint32_t length = 0;
    if (!garbage.empty()) garbage[0] = static_cast<char>(garbage[0] & 0x7f);
    if (!UncompressedLength(garbage, &length)) continue;
    ASSERT_LT(length, 128);
    UncompressesTo(garbage, std::string(length, 'x'));
  }
}

TEST(CompressedBlockTest, CompressionPaysFromFivePerCent) {
  EXPECT_TRUE(CompressionPays(94, 100));
  EXPECT_FALSE(CompressionPays(95, 100));
  EXPECT_FALSE(CompressionPays(100, 100));
  EXPECT_FALSE(CompressionPays(0, 0));
}

}  // namespace
}  // namespace telusur
