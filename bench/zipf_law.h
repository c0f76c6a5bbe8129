// Ranks as words of a language have them: rank r is drawn with probability
// proportional to (r + 3.5)^(-9/8).
//
// This is the law of Zipf and Mandelbrot with an exponent whose power needs no
// more than three square roots, so that the tables are built in integers and
// are the same everywhere. Ranks stand in groups of equal probability, a group
// spanning at most 1/64 of its first rank; a group is drawn in constant time by
// the alias method, a table of cells of equal mass, each shared by at most two
// groups. So the table has about 64 * ln(num_ranks) cells and stays in the
// first-level cache, where a cell per rank would cost a cache miss per draw.
// (B. Mandelbrot, "An informational theory of the statistical structure of
// language", 1953; M. Vose, "A linear algorithm for generating random numbers
// with a given distribution", 1991.)

#ifndef TELUSUR_BENCH_ZIPF_LAW_H_
#define TELUSUR_BENCH_ZIPF_LAW_H_

#include <cstdint>
#include <vector>

namespace telusur {

inline constexpr uint32_t kMaxZipfRanks = 1 << 23;

// The relative mass of a rank below kMaxZipfRanks. Decreases with the rank.
uint64_t ZipfWeight(uint32_t rank);

// Immutable, thread-safe.
class ZipfLaw {
 public:
  // A law over the ranks below `num_ranks`.
  // REQUIRES: 1 <= num_ranks <= kMaxZipfRanks.
  explicit ZipfLaw(uint32_t num_ranks);

  // The rank that belongs to 64 random bits. O(1).
  uint32_t Draw(uint64_t random_bits) const {
    const uint64_t place = (random_bits >> 32) * cells_.size();
    const Cell& cell = cells_[place >> 32];
    const Group& group =
        static_cast<uint32_t>(place) < cell.share ? cell.own : cell.other;
    return group.begin +
           static_cast<uint32_t>((random_bits & 0xffffffff) * group.size >> 32);
  }

  uint32_t num_ranks() const { return num_ranks_; }

 private:
  struct Group {
    uint32_t begin;
    uint32_t size;
  };

  struct Cell {
    uint32_t share;  // of 2^32, of the cell's own group
    Group own;
    Group other;  // has the rest
  };

  uint32_t num_ranks_;
  std::vector<Cell> cells_;
};

}  // namespace telusur

#endif  // TELUSUR_BENCH_ZIPF_LAW_H_
