// Makes one segment of an index.

#ifndef TELUSUR_INDEX_OPTIMIZER_H_
#define TELUSUR_INDEX_OPTIMIZER_H_

#include <atomic>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "index/io/file.h"
#include "index/segment/compressed_block.h"

namespace telusur {

// The order of the documents in the new segment. Answers do not depend on it.
enum class Reorder {
  kNone,        // of their addition
  kSourceDate,  // by source, then date: nearly free
  kBisection,   // similar ones together (graph_bisection.h)
};

struct OptimizeOptions {
  Reorder reorder = Reorder::kNone;
  PostingsCompression compression = PostingsCompression::kAuto;

  // What the merge may hold in memory, at least kMinMemoryBytes
  // (index_writer.h).
  uint64_t memory_bytes = uint64_t{1} << 30;

  // Ends with Cancelled, and the old index, when it turns true; may be nullptr.
  const std::atomic<bool>* cancelled = nullptr;
};

struct OptimizeReport {
  bool changed = false;  // false: there was nothing to do
  uint64_t num_documents = 0;
  uint64_t num_dropped = 0;  // deleted documents
  uint32_t num_segments_before = 0;
  uint64_t bytes_before = 0;
  uint64_t bytes_after = 0;
};

// Merges the segments of the index in `directory` to one without deleted
// documents, in one commit. The errors of IndexUpdate::Begin, of reading the
// index and of writing; OutOfRange when the documents are too many for a
// segment or for a bisection in this memory.
absl::StatusOr<OptimizeReport> OptimizeIndex(FileSystem* fs,
                                             const std::string& directory,
                                             const OptimizeOptions& options);

}  // namespace telusur

#endif  // TELUSUR_INDEX_OPTIMIZER_H_
