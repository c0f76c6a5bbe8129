#include "query/ranking_sort.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace telusur {
namespace {

// Fewer documents are compared.
constexpr size_t kMinByDigits = 64;

constexpr int kDigitBits = 8;
constexpr size_t kNumDigits = size_t{1} << kDigitBits;
constexpr int kNumPasses = 64 / kDigitBits;

using Keys = std::vector<uint64_t>;

size_t DigitOf(uint64_t key, int pass) {
  return key >> (pass * kDigitBits) & (kNumDigits - 1);
}

// Sorts by one digit, keeping the order of equals.
void SortByDigit(const Keys& from, int pass,
                 const std::array<uint32_t, kNumDigits>& counts, Keys* to) {
  std::array<uint32_t, kNumDigits> places;
  uint32_t place = 0;
  for (size_t digit = 0; digit < kNumDigits; ++digit) {
    places[digit] = place;
    place += counts[digit];
  }
  for (const uint64_t key : from) (*to)[places[DigitOf(key, pass)]++] = key;
}

void SortByDigits(Keys* keys) {
  uint64_t all = 0;
  uint64_t common = ~uint64_t{0};
  for (const uint64_t key : *keys) {
    all |= key;
    common &= key;
  }
  Keys other(keys->size());
  for (int pass = 0; pass < kNumPasses; ++pass) {
    // A digit that all keys share orders nothing.
    if (DigitOf(all ^ common, pass) == 0) continue;
    std::array<uint32_t, kNumDigits> counts = {};
    for (const uint64_t key : *keys) ++counts[DigitOf(key, pass)];
    SortByDigit(*keys, pass, counts, &other);
    keys->swap(other);
  }
}

}  // namespace

void SortRanking(std::vector<ScoredDoc>* docs) {
  uint64_t all = 0;
  for (const ScoredDoc& doc : *docs) all |= doc.score | doc.order;
  if (docs->size() < kMinByDigits || docs->size() > UINT32_MAX ||
      all > UINT32_MAX) {
    std::sort(docs->begin(), docs->end());
    return;
  }
  Keys keys;
  keys.reserve(docs->size());
  for (const ScoredDoc& doc : *docs) {
    keys.push_back((UINT32_MAX - doc.score) << 32 | doc.order);
  }
  SortByDigits(&keys);
  for (size_t i = 0; i < keys.size(); ++i) {
    (*docs)[i] = {UINT32_MAX - (keys[i] >> 32), keys[i] & UINT32_MAX};
  }
}

}  // namespace telusur
