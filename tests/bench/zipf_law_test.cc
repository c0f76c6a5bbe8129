#include "bench/zipf_law.h"

#include <cmath>
#include <vector>

#include "bench/pseudo_random.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(ZipfLawTest, WeightIsThePowerOfTheRank) {
  const double constant =
      static_cast<double>(ZipfWeight(0)) * std::pow(3.5, 1.125);
  for (uint32_t rank = 0; rank < kMaxZipfRanks; rank += 1 + rank / 3) {
    const double expected = constant * std::pow(rank + 3.5, -1.125);
    EXPECT_NEAR(ZipfWeight(rank) / expected, 1, 2e-4) << rank;
  }
}

TEST(ZipfLawTest, DrawsRanksByTheirWeights) {
  constexpr uint32_t kNumRanks = 5000;
  constexpr int kNumDraws = 2000000;
  const ZipfLaw law(kNumRanks);
  double total = 0;
  for (uint32_t rank = 0; rank < kNumRanks; ++rank) total += ZipfWeight(rank);
  std::vector<int> counts(kNumRanks);
  PseudoRandom random(1);
  for (int i = 0; i < kNumDraws; ++i) ++counts[law.Draw(random.Next())];
  // Sums over ranges, so that each expects thousands of draws.
  for (uint32_t begin = 0; begin < kNumRanks;) {
    const uint32_t end = std::min(kNumRanks, begin + 1 + begin / 2);
    double weight = 0;
    double count = 0;
    for (uint32_t rank = begin; rank < end; ++rank) {
      weight += ZipfWeight(rank);
      count += counts[rank];
    }
    const double expected = kNumDraws * weight / total;
    EXPECT_NEAR(count, expected, 5 * std::sqrt(expected)) << begin;
    begin = end;
  }
}

TEST(ZipfLawTest, EveryRankCanBeDrawn) {
  const ZipfLaw law(300);
  std::vector<bool> drawn(300);
  PseudoRandom random(2);
  for (int i = 0; i < 200000; ++i) drawn[law.Draw(random.Next())] = true;
  for (uint32_t rank = 0; rank < 300; ++rank) EXPECT_TRUE(drawn[rank]) << rank;
}

TEST(ZipfLawTest, ExtremeBitsStayInRange) {
  for (const uint32_t num_ranks : {1u, 2u, 63u, 64u, 65u, 129u, 1000u}) {
    const ZipfLaw law(num_ranks);
    EXPECT_EQ(law.num_ranks(), num_ranks);
    for (const uint64_t bits : {uint64_t{0}, ~uint64_t{0}, uint64_t{0xffffffff},
                                uint64_t{0xffffffff00000000}}) {
      EXPECT_LT(law.Draw(bits), num_ranks);
    }
  }
}

}  // namespace
}  // namespace telusur
