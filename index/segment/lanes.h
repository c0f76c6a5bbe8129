// Vectors of the compilers' own kind (GCC and Clang): one instruction an
// operation where the machine has such, several where it has not.

#ifndef TELUSUR_INDEX_SEGMENT_LANES_H_
#define TELUSUR_INDEX_SEGMENT_LANES_H_

#include <cstdint>
#include <cstring>

namespace telusur {

using Lanes64 = uint64_t __attribute__((vector_size(16)));
using Lanes32 = uint32_t __attribute__((vector_size(16)));
using Lanes16 = uint16_t __attribute__((vector_size(16)));

// Reads a vector from an address of any alignment.
template <typename Lanes>
Lanes LoadLanes(const void* from) {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof(lanes));
  return lanes;
}

template <typename Lanes>
void StoreLanes(const Lanes& lanes, void* to) {
  std::memcpy(to, &lanes, sizeof(lanes));
}

// A mask of the first `n` (at least 0) of sixteen lanes; of all when n is more.
inline uint16_t FirstLanes(int n) {
  return static_cast<uint16_t>(n >= 16 ? 0xffff : (1 << n) - 1);
}

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_LANES_H_
