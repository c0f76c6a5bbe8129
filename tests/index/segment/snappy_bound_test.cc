#include "index/segment/snappy_bound.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "index/segment/compressed_block.h"
#include "tests/index/segment/number_lists.h"

namespace telusur {
namespace {

// The fewest bytes in which Snappy's format can say `bytes`, without the length
// before them: the best of all ways to cut them into literals and copies.
size_t FewestBytes(const std::string& bytes) {
  std::vector<size_t> fewest = {0};  // for the first i bytes
  for (size_t end = 1; end <= bytes.size(); ++end) {
    size_t best = ~size_t{0};
    for (size_t begin = 0; begin < end; ++begin) {
      const size_t n = end - begin;
      best = std::min(best, fewest[begin] + n + (n <= 60 ? 1 : 2));
      for (size_t from = 0; from < begin && n <= 64; ++from) {
        if (bytes.compare(from, n, bytes, begin, n) != 0) continue;
        const bool is_short = n >= 4 && n <= 11 && begin - from < 2048;
        best = std::min(best, fewest[begin] + (is_short ? 2 : 3));
      }
    }
    fewest.push_back(best);
  }
  return fewest.back();
}

// Bytes that repeat in every degree.
std::string RandomRepetitions(TestRandom* random, size_t size) {
  TestRandom& r = *random;
  const int num_kinds = 1 + static_cast<int>(r() % (r() % 2 == 0 ? 3 : 256));
  const int percent_copied = static_cast<int>(r() % 101);
  std::string bytes;
  while (bytes.size() < size) {
    if (!bytes.empty() && static_cast<int>(r() % 100) < percent_copied) {
      const size_t from = r() % bytes.size();
      for (size_t n = r() % 12, i = 0; i < n; ++i) {
        bytes.push_back(bytes[from + i]);
      }
    } else {
      bytes.push_back(static_cast<char>(r() % num_kinds));
    }
  }
  bytes.resize(size);
  return bytes;
}

TEST(SnappyBoundTest, NoWayToWriteTheBytesIsBelowTheBound) {
  TestRandom random(1);
  for (int round = 0; round < 3000; ++round) {
    const std::string bytes = RandomRepetitions(&random, random() % 70);
    const size_t fewest = FewestBytes(bytes);
    EXPECT_TRUE(SnappyMayMakeFewer(bytes, fewest + 1)) << round;
  }
}

TEST(SnappyBoundTest, SnappyIsNotBelowTheBound) {
  TestRandom random(2);
  for (int round = 0; round < 2000; ++round) {
    const std::string bytes = RandomRepetitions(&random, random() % 3000);
    std::string compressed;
    AppendCompressed(bytes, &compressed);
    EXPECT_TRUE(SnappyMayMakeFewer(bytes, compressed.size() + 1)) << round;
  }
}

TEST(SnappyBoundTest, BytesThatDoNotRepeatAreNotWorthATry) {
  TestRandom random(3);
  for (const size_t size : {64, 400, 3000}) {
    std::string bytes;
    while (bytes.size() < size) bytes.push_back(static_cast<char>(random()));
    EXPECT_FALSE(SnappyMayMakeFewer(bytes, LeastNotPaying(size) / 4 * 3));
  }
  EXPECT_TRUE(SnappyMayMakeFewer(std::string(400, 'a'), 30));
}

}  // namespace
}  // namespace telusur
