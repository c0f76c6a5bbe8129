// Small random collections, the same for the same seed.

#ifndef TELUSUR_TESTS_SUPPORT_RANDOM_COLLECTION_H_
#define TELUSUR_TESTS_SUPPORT_RANDOM_COLLECTION_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "index/document.h"

namespace telusur {

using TestRandom = std::mt19937_64;

struct CollectionShape {
  uint32_t num_docs = 100;
  // By falling frequency: the first are in most documents, the last in few.
  std::vector<std::string> words;
  uint32_t max_title_words = 6;
  uint32_t max_text_words = 60;
  // Whether some documents have the id of an earlier one.
  bool duplicate_ids = false;
};

// The first `n` words over the letters a, b and c, shorter ones first: short
// enough that many begin alike and many are one edit apart.
std::vector<std::string> ShortWords(uint32_t n);

// Below n, 0 the most often and n - 1 very rarely.
uint32_t SkewedNumber(uint32_t n, TestRandom* random);

// `n` words of `words` with a blank between, the first of them the most often;
// sometimes a word stands twice in a row.
std::string RandomText(const std::vector<std::string>& words, uint32_t n,
                       TestRandom* random);

// Documents with titles, texts, dates (some absent, some unreadable) and
// sources (some absent, in two spellings of the same letters). Some have no
// title, no text or neither, or white space alone.
std::vector<Document> RandomCollection(uint64_t seed,
                                       const CollectionShape& shape);

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_RANDOM_COLLECTION_H_
