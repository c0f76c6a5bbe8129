// From the doc_ids of a build to those of its segment, which leaves documents
// out.

#ifndef TELUSUR_INDEX_DOC_ID_MAP_H_
#define TELUSUR_INDEX_DOC_ID_MAP_H_

#include <cstdint>
#include <vector>

#include "index/types.h"

namespace telusur {

// Two bits a document, and none while nothing is left out. Thread-compatible.
class DocIdMap {
 public:
  // Leaves a document out. REQUIRES: doc_id < num_docs, which is the same at
  // every call; Finish was not called. Calls for one document count once.
  void LeaveOut(DocId doc_id, uint32_t num_docs) {
    if (words_.empty()) words_.resize(num_docs / 64 + 1, Word{0, 0});
    words_[doc_id / 64].left_out |= uint64_t{1} << (doc_id % 64);
  }

  // Counts, after the last LeaveOut.
  void Finish() {
    uint32_t before = 0;
    for (Word& word : words_) {
      word.num_before = before;
      before += static_cast<uint32_t>(__builtin_popcountll(word.left_out));
    }
  }

  // Whether every document keeps its doc_id.
  bool keeps_all() const { return words_.empty(); }

  // The doc_id in the segment, kNoMoreDocs for a document that is left out.
  // REQUIRES: Finish was called, or LeaveOut never.
  DocId Get(DocId doc_id) const {
    if (words_.empty()) return doc_id;
    const Word& word = words_[doc_id / 64];
    const uint64_t bit = uint64_t{1} << (doc_id % 64);
    if ((word.left_out & bit) != 0) return kNoMoreDocs;
    return doc_id - word.num_before -
           static_cast<DocId>(__builtin_popcountll(word.left_out & (bit - 1)));
  }

 private:
  struct Word {
    uint64_t left_out;
    uint64_t num_before;
  };

  std::vector<Word> words_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_DOC_ID_MAP_H_
