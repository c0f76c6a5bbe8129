// Where a phrase stands in a document, from the positions of its words.

#ifndef TELUSUR_QUERY_PHRASE_MATCH_H_
#define TELUSUR_QUERY_PHRASE_MATCH_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace telusur {

// One thread: it keeps its buffers from document to document.
class PhraseMatcher {
 public:
  // REQUIRES: at least one word; as many offsets, not decreasing, from 0.
  PhraseMatcher(std::vector<uint32_t> offsets, uint32_t slop);

  // The positions of word i in the document, to be filled before a call of
  // Match.
  std::vector<uint32_t>* positions(size_t i) { return &positions_[i]; }

  // Sets `*starts` to the positions, increasing, at which the phrase starts.
  void Match(std::vector<uint32_t>* starts);

 private:
  void MatchExactly(std::vector<uint32_t>* starts) const;
  bool MatchesAt(uint32_t start, bool* exhausted);

  const std::vector<uint32_t> offsets_;
  const uint32_t slop_;
  std::vector<std::vector<uint32_t>> positions_;
  std::vector<size_t> next_;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_PHRASE_MATCH_H_
