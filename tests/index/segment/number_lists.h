// Lists of numbers of every shape that an integer encoding meets.

#ifndef TELUSUR_TESTS_INDEX_SEGMENT_NUMBER_LISTS_H_
#define TELUSUR_TESTS_INDEX_SEGMENT_NUMBER_LISTS_H_

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace telusur {

using TestRandom = std::mt19937_64;

// `n` numbers: usually small with a tail, as gaps and tfs are; sometimes
// constant, dense, evenly spread, or with outliers up to `max`.
inline std::vector<uint32_t> RandomNumbers(TestRandom* random, int n,
                                           uint32_t max = 0xffffffff) {
  TestRandom& r = *random;
  std::vector<uint32_t> numbers(n);
  const int bits = static_cast<int>(r() % 33);
  const uint64_t mask = (uint64_t{1} << bits) - 1;
  const int shape = static_cast<int>(r() % 5);
  const uint64_t constant = r() & mask;
  for (uint32_t& number : numbers) {
    uint64_t value = r() & mask;
    if (shape == 0) value = constant;
    if (shape == 1) value >>= r() % (bits + 1);  // many small, a long tail
    if (shape == 2) value = r() % 8 == 0 ? 1 : 0;
    if (shape == 3 && r() % 16 != 0) value &= 3;  // outliers
    number = static_cast<uint32_t>(std::min<uint64_t>(value, max));
  }
  return numbers;
}

// `size` random bytes; often mostly zeros or ones, which look like valid
// headers more often.
inline std::string RandomBytes(TestRandom* random, size_t size) {
  TestRandom& r = *random;
  std::string bytes(size, '\0');
  const int shape = static_cast<int>(r() % 3);
  for (char& byte : bytes) {
    uint64_t value = r();
    if (shape == 1) value &= r() & r();
    if (shape == 2) value |= r() | r();
    byte = static_cast<char>(value);
  }
  return bytes;
}

// `bytes` with one bit turned.
inline std::string WithFlippedBit(absl::string_view bytes, size_t bit) {
  std::string flipped(bytes);
  flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
  return flipped;
}

}  // namespace telusur

#endif  // TELUSUR_TESTS_INDEX_SEGMENT_NUMBER_LISTS_H_
