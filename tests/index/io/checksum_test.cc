#include "index/io/checksum.h"

#include <cstdint>
#include <random>
#include <set>
#include <string>

#include "gtest/gtest.h"

namespace telusur {
namespace {

std::string RandomPage(int seed) {
  std::mt19937 random(seed);
  std::string page(kPageBytes, '\0');
  for (char& byte : page) byte = static_cast<char>(random());
  return page;
}

// The format rests on these: a change of the hash makes every index unreadable.
TEST(ChecksumTest, MatchesTheExamplesInTheFormatComment) {
  EXPECT_EQ(PageChecksum(1, 2, 3, "telusur"), 0x342f93aa);
  EXPECT_EQ(Checksum64("telusur"), 0x534f349fd4b601c7);
  EXPECT_EQ(PageChecksum(1, 2, 3, std::string(kPageBytes, 'x')), 0xf46b6f43);
}

TEST(ChecksumTest, EmptyBytesHaveAChecksum) {
  EXPECT_EQ(Checksum64(""), Checksum64(std::string()));
  EXPECT_EQ(Checksum64(absl::string_view()), Checksum64(""));
  EXPECT_NE(PageChecksum(0, 0, 0, ""), 0);
}

TEST(ChecksumTest, AFlippedBitAnywhereInAPageIsSeen) {
  const std::string page = RandomPage(1);
  const uint32_t expected = PageChecksum(7, 1, 0, page);
  std::string damaged = page;
  for (size_t bit = 0; bit < page.size() * 8; ++bit) {
    const char flip = static_cast<char>(1 << (bit % 8));
    damaged[bit / 8] ^= flip;
    ASSERT_NE(PageChecksum(7, 1, 0, damaged), expected) << "bit " << bit;
    damaged[bit / 8] ^= flip;
  }
}

TEST(ChecksumTest, ATruncatedOrPaddedPageIsSeen) {
  const std::string page(kPageBytes, '\0');
  std::set<uint32_t> seen;
  for (size_t size = 0; size <= page.size(); ++size) {
    seen.insert(PageChecksum(7, 1, 0, absl::string_view(page).substr(0, size)));
  }
  EXPECT_EQ(seen.size(), page.size() + 1);
}

TEST(ChecksumTest, APageIsBoundToItsPlace) {
  const std::string page = RandomPage(2);
  std::set<uint32_t> seen;
  int places = 0;
  for (const uint64_t segment_id : {0ull, 1ull, 1ull << 32, ~0ull}) {
    for (const uint32_t section : {0u, 1u, 2u, ~0u}) {
      for (const uint64_t page_index : {0ull, 1ull, 2ull, 1ull << 32, ~0ull}) {
        seen.insert(PageChecksum(segment_id, section, page_index, page));
        ++places;
      }
    }
  }
  EXPECT_EQ(seen.size(), places);
}

}  // namespace
}  // namespace telusur
