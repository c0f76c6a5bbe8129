// The documents of a segment as results know them: without the deleted ones,
// and by their order of addition.
//
// A document's order is a 64-bit number that grows with every addition to the
// index. Ties are broken by it, and it outlives merges and reorderings.

#ifndef TELUSUR_INDEX_SEGMENT_DOCS_H_
#define TELUSUR_INDEX_SEGMENT_DOCS_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "index/segment/deletions.h"
#include "index/segment/segment_reader.h"
#include "index/types.h"

namespace telusur {

// A value: copies refer to the same segment and deletions, which outlive it.
class SegmentDocs {
 public:
  // `deletions` may be nullptr: nothing is deleted.
  SegmentDocs(const SegmentReader* segment, const Deletions* deletions,
              uint64_t first_order)
      : segment_(segment), deletions_(deletions), first_order_(first_order) {}

  bool has_deletions() const { return deletions_ != nullptr; }
  bool IsDeleted(DocId doc_id) const {
    return deletions_ != nullptr && deletions_->Contains(doc_id);
  }

  // Whether doc_ids increase with the order, so that of two documents with the
  // same score the one with the smaller doc_id is the better one.
  bool in_order() const { return !segment_->is_reordered(); }

  // REQUIRES: doc_id < num_docs().
  uint64_t OrderOf(DocId doc_id) const {
    return first_order_ + segment_->RankOf(doc_id);
  }

  // The document of an order that OrderOf returned.
  absl::StatusOr<DocId> DocOf(uint64_t order) const {
    return segment_->DocOfRank(static_cast<uint32_t>(order - first_order_));
  }

 private:
  const SegmentReader* segment_;
  const Deletions* deletions_;
  uint64_t first_order_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_DOCS_H_
