#include "bench/modular_collection.h"

#include <cassert>

namespace telusur {
namespace {

constexpr uint64_t kPrime = ModularCollection::kNumWords;

uint64_t StepOf(uint64_t document) {
  return 1 + document * 7919 % (kPrime - 1);
}

// The number that gives 1 modulo the prime when multiplied with `x`: a power of
// it, by Fermat's little theorem.
uint64_t InverseOf(uint64_t x) {
  uint64_t inverse = 1;
  for (uint64_t exponent = kPrime - 2; exponent > 0; exponent /= 2) {
    if (exponent % 2 == 1) inverse = inverse * x % kPrime;
    x = x * x % kPrime;
  }
  return inverse;
}

void AppendSpelling(uint64_t word, std::string* out) {
  constexpr uint64_t kNumLetters = 26;
  do {
    out->push_back(static_cast<char>('a' + word % kNumLetters));
    word /= kNumLetters;
  } while (word > 0);
}

}  // namespace

std::string ModularCollection::Spelling(uint64_t word) {
  std::string spelling;
  AppendSpelling(word, &spelling);
  return spelling;
}

uint64_t ModularCollection::WordAt(uint64_t document, uint64_t position) const {
  assert(position < length_);
  return (StepOf(document) * position + document) % kPrime;
}

std::string ModularCollection::Text(uint64_t document) const {
  const uint64_t step = StepOf(document);
  uint64_t word = document % kPrime;
  std::string text;
  for (uint64_t i = 0; i < length_; ++i) {
    AppendSpelling(word, &text);
    text.push_back(' ');
    word += step;
    if (word >= kPrime) word -= kPrime;
  }
  return text;
}

std::optional<uint64_t> ModularCollection::PositionOf(uint64_t word,
                                                      uint64_t document) const {
  const uint64_t distance = (word + kPrime - document % kPrime) % kPrime;
  const uint64_t position = distance * InverseOf(StepOf(document)) % kPrime;
  if (position >= length_) return std::nullopt;
  return position;
}

std::vector<uint64_t> ModularCollection::Matches(
    const std::vector<uint64_t>& words) const {
  assert(!words.empty());
  std::vector<uint64_t> matches;
  for (uint64_t document = 0; document < num_documents_; ++document) {
    const std::optional<uint64_t> first = PositionOf(words[0], document);
    if (!first.has_value() || *first + words.size() > length_) continue;
    bool follow = true;
    for (uint64_t i = 1; i < words.size() && follow; ++i) {
      follow = WordAt(document, *first + i) == words[i];
    }
    if (follow) matches.push_back(document);
  }
  return matches;
}

}  // namespace telusur
