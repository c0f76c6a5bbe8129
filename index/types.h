// The numbers that every layer shares.

#ifndef TELUSUR_INDEX_TYPES_H_
#define TELUSUR_INDEX_TYPES_H_

#include <cstdint>
#include <limits>

namespace telusur {

// A document's dense number in its segment, from 0.
using DocId = uint32_t;

// The end of every postings list; no document has this number.
inline constexpr DocId kNoMoreDocs = std::numeric_limits<DocId>::max();

// The most documents a segment holds, so that every valid doc_id + 1 fits.
inline constexpr uint32_t kMaxDocsPerSegment = kNoMoreDocs - 1;

// Consecutive postings that are coded together.
inline constexpr int kBlockSize = 128;

// A term's occurrences in one document.
struct Posting {
  DocId doc_id;
  uint32_t tf;  // >= 1

  friend bool operator==(const Posting& a, const Posting& b) {
    return a.doc_id == b.doc_id && a.tf == b.tf;
  }
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_TYPES_H_
