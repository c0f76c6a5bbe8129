// The lengths of a segment's documents while its lists are encoded.
//
// Lists reach for any of them. Many are in a mapped file, whose pages are given
// back again and again: they count as memory of the process.

#ifndef TELUSUR_INDEX_SEGMENT_DOC_LENGTHS_H_
#define TELUSUR_INDEX_SEGMENT_DOC_LENGTHS_H_

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "index/io/file.h"
#include "index/io/large_pages.h"
#include "index/segment/column.h"
#include "index/segment/section_spool.h"
#include "index/types.h"

namespace telusur {

// Thread-safe.
class DocLengths {
 public:
  explicit DocLengths(absl::Span<const uint32_t> lengths);

  DocLengths(const DocLengths&) = delete;
  DocLengths& operator=(const DocLengths&) = delete;

  // Takes the column of `num_docs` lengths that `*column` holds, which outlives
  // the object: into memory when it has at most `memory_bytes`, which is
  // otherwise about what the mapped pages hold.
  static absl::StatusOr<std::unique_ptr<DocLengths>> Read(
      SectionSpool* column, uint32_t num_docs, uint64_t memory_bytes);

  // Sets lengths[i] to the length of doc_ids[i], for n documents in increasing
  // order. REQUIRES: n > 0.
  void Gather(const DocId* doc_ids, int n, uint32_t* lengths) const {
    column_.Gather(doc_ids, n, lengths);
    if (file_ == nullptr) return;
    const uint64_t bytes = uint64_t{4} * (doc_ids[n - 1] - doc_ids[0]);
    AccountPieces(std::min<uint64_t>(n, bytes / kPieceBytes + 2));
  }

 private:
  // With a page that is touched the system maps its neighbours.
  static constexpr uint64_t kPieceBytes = 64 << 10;

  DocLengths() = default;

  void AccountPieces(uint64_t num_touched) const;

  std::vector<char, LargePageAllocator<char>> in_memory_;
  std::unique_ptr<MappedFile> file_;
  uint64_t max_pieces_ = 0;
  Column column_;
  mutable std::atomic<uint64_t> num_pieces_{0};
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_DOC_LENGTHS_H_
