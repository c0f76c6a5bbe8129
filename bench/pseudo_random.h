// Pseudo-random integers that are the same on every machine and compiler.
//
// SplitMix64: a counter with an odd increment, and a bijection that mixes it.
// Any seed is good, so a stream of its own can be had for every document or
// word. (G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number
// generators", OOPSLA 2014.)

#ifndef TELUSUR_BENCH_PSEUDO_RANDOM_H_
#define TELUSUR_BENCH_PSEUDO_RANDOM_H_

#include <cstdint>

namespace telusur {

// Thread-compatible. Not for secrets.
class PseudoRandom {
 public:
  explicit PseudoRandom(uint64_t seed) : state_(seed) {}

  // The stream number `stream` of `seed`; streams look unrelated.
  PseudoRandom(uint64_t seed, uint64_t stream)
      : state_(Mix(seed) ^ Mix(stream + kIncrement)) {}

  uint64_t Next() { return Mix(state_ += kIncrement); }

  // An integer below `n`. Its bias is at most n / 2^32.
  uint32_t Below(uint32_t n) {
    return static_cast<uint32_t>((Next() >> 32) * n >> 32);
  }

  // True `numerator` times of 65,536.
  bool Chance(uint32_t numerator) { return (Next() >> 48) < numerator; }

 private:
  static constexpr uint64_t kIncrement = 0x9e3779b97f4a7c15;

  static uint64_t Mix(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  uint64_t state_;
};

}  // namespace telusur

#endif  // TELUSUR_BENCH_PSEUDO_RANDOM_H_
