// Reads an index: a snapshot of its segments as one manifest named them.

#ifndef TELUSUR_INDEX_INDEX_READER_H_
#define TELUSUR_INDEX_INDEX_READER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/analysis/analyzer.h"
#include "index/document.h"
#include "index/io/file.h"
#include "index/manifest.h"
#include "index/segment/deletions.h"
#include "index/segment/segment_reader.h"
#include "index/segment_docs.h"
#include "index/types.h"

namespace telusur {

// What scores depend on beside the postings. Sums over parts of a collection
// are the collection's, so that several indexes can score as one. Deleted
// documents count, here as in df, until a merge drops them.
struct CollectionStatistics {
  uint64_t num_docs = 0;    // with at least one token
  uint64_t num_tokens = 0;  // in all documents

  double avg_doc_length() const {
    return num_docs == 0 ? 0 : static_cast<double>(num_tokens) / num_docs;
  }
};

// A document's place in an index.
struct DocAddress {
  uint32_t segment = 0;
  DocId doc_id = 0;
};

// Immutable after Open. Thread-safe. Needs no write access, and stays whole
// when the index is replaced meanwhile.
class IndexReader {
 public:
  // NotFound or FailedPrecondition when there is no index, DataLoss or
  // Unimplemented when it cannot be read.
  static absl::StatusOr<std::unique_ptr<IndexReader>> Open(
      FileSystem* fs, const std::string& directory);

  const Manifest& manifest() const { return manifest_; }
  const Analyzer& analyzer() const { return *analyzer_; }

  uint32_t num_segments() const {
    return static_cast<uint32_t>(segments_.size());
  }
  const SegmentReader& segment(uint32_t i) const { return *segments_[i]; }

  // The documents of segment `i` that results may name.
  SegmentDocs docs(uint32_t i) const {
    return SegmentDocs(segments_[i].get(), deletions_[i].get(),
                       manifest_.segments[i].first_order);
  }
  bool IsDeleted(DocAddress address) const {
    return docs(address.segment).IsDeleted(address.doc_id);
  }

  CollectionStatistics statistics() const { return statistics_; }

  // Documents that are not deleted, and those that are but still take part in
  // statistics().
  uint64_t num_docs() const;
  uint64_t num_deleted_docs() const;

  // Finds a document by its id; no deleted one. O(number of documents).
  absl::StatusOr<std::optional<DocAddress>> FindDocument(
      absl::string_view id) const;

  absl::StatusOr<Document> ReadDocument(DocAddress address) const {
    return segments_[address.segment]->ReadDocument(address.doc_id);
  }

 private:
  IndexReader() = default;

  absl::Status OpenSegments(FileSystem* fs, const std::string& directory);

  Manifest manifest_;
  std::unique_ptr<Analyzer> analyzer_;
  std::vector<std::unique_ptr<SegmentReader>> segments_;
  std::vector<std::unique_ptr<Deletions>> deletions_;  // nullptr for none
  CollectionStatistics statistics_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_INDEX_READER_H_
