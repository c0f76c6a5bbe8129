#include "index/segment/block_search.h"

#include <cstring>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "index/io/processor_target.h"
#include "index/segment/bit_packing.h"
#include "index/segment/lanes.h"
#include "index/segment/ones_of_bytes.h"

namespace telusur {
namespace {

namespace portable {

int NumOnesOf(uint64_t word) { return static_cast<int>(NumOnes(word)); }

// The place of the `i`-th one of `word`, which has more than `i`. Without a
// branch: finds its byte by comparing the numbers of ones up to each byte with
// `i`, all at once.
int PlaceOfOne(uint64_t word, int i) {
  constexpr uint64_t kLowBits = 0x0101010101010101;
  constexpr uint64_t kHighBits = 0x8080808080808080;
  uint64_t sums = word - (word >> 1 & 0x5555555555555555);
  sums = (sums & 0x3333333333333333) + (sums >> 2 & 0x3333333333333333);
  sums = ((sums + (sums >> 4)) & 0x0f0f0f0f0f0f0f0f) * kLowBits;
  const uint64_t is_before =
      ((static_cast<uint64_t>(i) * kLowBits | kHighBits) - sums) & kHighBits;
  const int bit = static_cast<int>((is_before >> 7) * kLowBits >> 56) * 8;
  const int before = static_cast<int>(sums << 8 >> bit & 0xff);
  return bit + kOnesOfBytes.places[word >> bit & 0xff][i - before];
}

#include "index/segment/block_search_version.inc"

}  // namespace portable

#ifdef __x86_64__

TELUSUR_BEGIN_TARGET("bmi,bmi2,popcnt")

namespace bmi2 {

int NumOnesOf(uint64_t word) { return static_cast<int>(_mm_popcnt_u64(word)); }

int PlaceOfOne(uint64_t word, int i) {
  return static_cast<int>(_tzcnt_u64(_pdep_u64(uint64_t{1} << i, word)));
}

#include "index/segment/block_search_version.inc"

}  // namespace bmi2

TELUSUR_END_TARGET

// The first processors of one family have pdep as a slow loop.
bool HasFastBmi2() {
  return __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt") &&
         !__builtin_cpu_is("znver1") && !__builtin_cpu_is("znver2");
}

const BlockSearch& ChooseBlockSearch() {
  return HasFastBmi2() ? bmi2::kVersion : portable::kVersion;
}

#else

const BlockSearch& ChooseBlockSearch() { return portable::kVersion; }

#endif

}  // namespace

const BlockSearch& PortableBlockSearch() { return portable::kVersion; }

const BlockSearch& FastestBlockSearch() {
  static const BlockSearch& fastest = ChooseBlockSearch();
  return fastest;
}

}  // namespace telusur
