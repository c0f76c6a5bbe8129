// Joins the segments of an index to one: deleted documents are dropped, and the
// others may be put in another order.
//
// Every term's lists are read from the segments and pass the SegmentWriter, as
// in a build; no text is analysed again. A merge of segments gives the answers,
// and in the order of addition the very bytes, of a build of their documents.

#ifndef TELUSUR_INDEX_SEGMENT_MERGER_H_
#define TELUSUR_INDEX_SEGMENT_MERGER_H_

#include <atomic>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/index_reader.h"
#include "index/mapped_pages.h"
#include "index/merged_lists.h"
#include "index/merged_terms.h"
#include "index/segment/doc_store.h"
#include "index/segment/segment_writer.h"
#include "index/types.h"

namespace telusur {

// One thread.
class SegmentMerger {
 public:
  struct Options {
    // For sorting postings. The tables by document, of 24 bytes each, come on
    // top.
    uint64_t memory_bytes = 64 << 20;

    // The merge ends with Cancelled when it turns true; may be nullptr.
    const std::atomic<bool>* cancelled = nullptr;
  };

  // Merges the segments of `reader`, which outlives the object.
  SegmentMerger(const IndexReader* reader, const Options& options)
      : reader_(reader), options_(options), pages_(reader) {}

  // Gives `writer` everything up to its Finish. `docs` are DocsByAddition.
  // `order` is empty to keep their order, or their ranks in the new order.
  absl::Status Merge(const std::vector<DocAddress>& docs,
                     absl::Span<const uint32_t> order, SegmentWriter* writer);

 private:
  absl::Status AddDocuments(const std::vector<DocAddress>& docs,
                            absl::Span<const uint32_t> order,
                            SegmentWriter* writer);
  absl::Status AddDocument(DocAddress doc, SegmentWriter* writer);
  absl::Status AddRecord(DocAddress doc, absl::string_view source,
                         SegmentWriter* writer);
  absl::Status AddTerms(bool in_order, SegmentWriter* writer);
  absl::Status AddTerm(const MergedTerms& terms, MergedLists* lists,
                       SegmentWriter* writer);

  // Called with the bytes that were read since the last call; also looks at the
  // flag.
  absl::Status Account(uint64_t bytes);

  const IndexReader* const reader_;
  const Options options_;
  NewDocIds new_doc_ids_;
  std::vector<StoredText::Cursor> stored_texts_;  // by segment
  MappedPages pages_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_MERGER_H_
