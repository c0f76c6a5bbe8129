// Text of so many different words that little of it fills a build's memory.

#ifndef TELUSUR_TESTS_END_TO_END_MANY_WORDS_H_
#define TELUSUR_TESTS_END_TO_END_MANY_WORDS_H_

#include <cstdint>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"

namespace telusur {

// Of 40 words, out of 200,000 of which the first are the most frequent.
inline std::string TextOfManyWords(std::mt19937_64* random) {
  std::string text;
  for (int i = 0; i < 40; ++i) {
    absl::StrAppend(&text, "k", (*random)() % (1 + (*random)() % 200000), " ");
  }
  return text;
}

// Documents as TSV. 6,000 fill the least memory that a build may have more than
// twice.
inline std::string DocumentsOfManyWords(uint64_t count) {
  std::mt19937_64 random(2);
  std::string lines;
  for (uint64_t i = 0; i < count; ++i) {
    absl::StrAppend(&lines, i, "\t", TextOfManyWords(&random), "\n");
  }
  return lines;
}

}  // namespace telusur

#endif  // TELUSUR_TESTS_END_TO_END_MANY_WORDS_H_
