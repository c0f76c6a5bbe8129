// A collection of any size whose answers can be computed without an index.
//
// Words and documents are numbers. Document d has, at position p < length, the
// word
//
//   (step(d) * p + d) mod P,     step(d) = 1 + d * 7919 mod (P - 1)
//
// of the P there are. P is a prime, so that a document's words differ and the
// place of a word in it is found by a division modulo P. Nearly all of an
// index of it are postings and positions: they are as hard to compress as
// random numbers, and every term is in length / P of the documents.

#ifndef TELUSUR_BENCH_MODULAR_COLLECTION_H_
#define TELUSUR_BENCH_MODULAR_COLLECTION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace telusur {

// Immutable, thread-safe.
class ModularCollection {
 public:
  static constexpr uint64_t kNumWords = 131071;  // 2^17 - 1, a prime

  // REQUIRES: num_documents > 0, 1 < length < kNumWords.
  ModularCollection(uint64_t num_documents, uint64_t length)
      : num_documents_(num_documents), length_(length) {}

  uint64_t num_documents() const { return num_documents_; }
  uint64_t length() const { return length_; }

  // The spelling of a word: one to four small letters.
  static std::string Spelling(uint64_t word);

  uint64_t WordAt(uint64_t document, uint64_t position) const;

  // The words of a document, with a blank behind each.
  std::string Text(uint64_t document) const;

  // Where `word` stands in the document; none when it does not.
  std::optional<uint64_t> PositionOf(uint64_t word, uint64_t document) const;

  // The documents, in their order, in which `words` (at least one) follow each
  // other. O(documents).
  std::vector<uint64_t> Matches(const std::vector<uint64_t>& words) const;

 private:
  const uint64_t num_documents_;
  const uint64_t length_;
};

}  // namespace telusur

#endif  // TELUSUR_BENCH_MODULAR_COLLECTION_H_
