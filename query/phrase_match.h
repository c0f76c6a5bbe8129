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

  // Begins a document.
  void Begin() { has_starts_ = false; }

  // The positions of word i in the document, to be filled before Add(i).
  std::vector<uint32_t>* positions(size_t i) { return &positions_[i]; }

  // Takes the positions of a word; words come in any order, each once. False
  // when the phrase is not in the document, whatever the other words' are.
  bool Add(size_t i);

  // The positions, increasing, at which the phrase starts. Valid until the next
  // call. REQUIRES: every word was added, each with true.
  const std::vector<uint32_t>& Starts();

 private:
  bool AddExactly(size_t i);
  bool MatchesAt(uint32_t start, bool* exhausted);

  const std::vector<uint32_t> offsets_;
  const uint32_t slop_;
  std::vector<std::vector<uint32_t>> positions_;
  std::vector<size_t> next_;
  bool has_starts_ = false;  // exact: whether a word was added
  std::vector<uint32_t> starts_;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_PHRASE_MATCH_H_
