#include "bench/zipf_law.h"

#include <algorithm>
#include <cassert>

#include "absl/numeric/int128.h"

namespace telusur {
namespace {

// Bits after the point of the roots below. 2^24 << 40 still fits in 64 bits.
constexpr int kRootPoint = 20;

// A group spans this part of its first rank.
constexpr uint32_t kGroupFraction = 64;

// The largest integer whose square is at most `x`.
uint64_t IntegerSquareRoot(uint64_t x) {
  uint64_t root = 0;
  for (uint64_t bit = uint64_t{1} << 31; bit > 0; bit /= 2) {
    if ((root + bit) * (root + bit) <= x) root += bit;
  }
  return root;
}

}  // namespace

uint64_t ZipfWeight(uint32_t rank) {
  assert(rank < kMaxZipfRanks);
  const uint64_t x = 2 * uint64_t{rank} + 7;
  uint64_t root = IntegerSquareRoot(x << 2 * kRootPoint);  // of x
  root = IntegerSquareRoot(root << kRootPoint);            // fourth
  root = IntegerSquareRoot(root << kRootPoint);            // eighth
  return (uint64_t{1} << 60) / (x * root);
}

ZipfLaw::ZipfLaw(uint32_t num_ranks) : num_ranks_(num_ranks) {
  assert(num_ranks >= 1 && num_ranks <= kMaxZipfRanks);
  std::vector<uint64_t> mass;
  uint64_t total = 0;
  for (uint32_t begin = 0, size; begin < num_ranks; begin += size) {
    size = std::max(begin / kGroupFraction, uint32_t{1});
    size = std::min(size, num_ranks - begin);
    const Group group = {begin, size};
    cells_.push_back({~uint32_t{0}, group, group});
    mass.push_back(size * ZipfWeight(begin + size / 2));
    total += mass.back();
  }
  // Counted in units of 1 / cells_.size(), every cell holds `total`, and the
  // masses of all groups fill the cells exactly.
  std::vector<size_t> small;
  std::vector<size_t> large;
  for (size_t i = 0; i < cells_.size(); ++i) {
    mass[i] *= cells_.size();
    (mass[i] < total ? small : large).push_back(i);
  }
  while (!small.empty() && !large.empty()) {
    const size_t i = small.back();
    const size_t giver = large.back();
    small.pop_back();
    cells_[i].share =
        static_cast<uint32_t>((absl::uint128(mass[i]) << 32) / total);
    cells_[i].other = cells_[giver].own;
    mass[giver] -= total - mass[i];
    if (mass[giver] < total) {
      large.pop_back();
      small.push_back(giver);
    }
  }
}

}  // namespace telusur
