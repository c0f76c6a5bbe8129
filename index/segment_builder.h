// Builds a segment from documents: the part of a build that does not care what
// the segment is for.
//
// Documents are collected into batches, which worker threads analyse, each into
// a memory index of its own. When the indexes are full they are written to
// runs, which is a checkpoint: from there a build that is killed can be
// resumed. At the end the runs are merged into one segment, whose bytes depend
// on the documents and the options, and on nothing else.

#ifndef TELUSUR_INDEX_SEGMENT_BUILDER_H_
#define TELUSUR_INDEX_SEGMENT_BUILDER_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/analysis/analyzer.h"
#include "index/build_state.h"
#include "index/doc_id_map.h"
#include "index/document.h"
#include "index/document_batch.h"
#include "index/duplicate_finder.h"
#include "index/entry_spool.h"
#include "index/index_directory.h"
#include "index/index_options.h"
#include "index/io/file.h"
#include "index/io/large_pages.h"
#include "index/manifest.h"
#include "index/memory_index.h"
#include "index/ordered_workers.h"
#include "index/phase_clock.h"
#include "index/run.h"
#include "index/segment/segment_writer.h"

namespace telusur {

// One thread.
class SegmentBuilder {
 public:
  // Builds a segment of the index that `update` changes. File numbers from
  // `first_file_number` on are the builder's. The pointers outlive it.
  //
  // With options.resume, goes on from where an interrupted build of the same
  // job came, if there is one: num_documents() of its documents are there.
  // FailedPrecondition if it was another job.
  static absl::StatusOr<std::unique_ptr<SegmentBuilder>> Create(
      FileSystem* fs, const std::string& directory, IndexUpdate* update,
      const IndexOptions& options, uint32_t first_file_number);

  ~SegmentBuilder();

  // The documents so far.
  uint64_t num_documents() const { return num_documents_; }

  // Adds a document. A later document with the same id replaces it.
  absl::Status Add(Document document);

  // Puts what is in memory away, so that memory for a record of `record_bytes`
  // is free.
  absl::Status MakeRoom(uint64_t record_bytes);

  // Writes the segment as the file of the number `first_file_number` and
  // returns its entry, without orders. Called once, after the last Add.
  absl::StatusOr<SegmentEntry> Finish();

  // Whether a document of this id was added. After Finish, with options.append.
  bool HasId(absl::string_view id) const {
    return duplicates_.Contains(HashId(id));
  }

  // After Finish; phases may still be charged.
  BuildReport* report() { return &report_; }
  PhaseClock* clock() { return &clock_; }

 private:
  class AnalyzeJob;
  class SpillJob;
  class CursorJob;

  SegmentBuilder(FileSystem* fs, std::string directory, IndexUpdate* update,
                 const IndexOptions& options, uint32_t first_file_number,
                 std::unique_ptr<Analyzer> analyzer);

  std::string Path(uint32_t number) const;
  std::string NewPath();
  absl::Status Resume();
  uint64_t MaxBytesWithinBatch() const;
  absl::Status SendBatch();
  absl::Status TakeBatch(const DocumentBatch& batch);
  absl::Status SpillIndex(int worker);
  absl::Status Checkpoint();
  uint64_t index_bytes() const;
  absl::Status FindDuplicates();
  absl::Status AddDocuments(SegmentWriter* writer);
  absl::Status MergeInto(SegmentWriter* writer);

  FileSystem* const fs_;
  const std::string directory_;
  IndexUpdate* const update_;
  const IndexOptions options_;
  const uint32_t first_file_number_;
  const BuildJob job_;
  const std::unique_ptr<Analyzer> analyzer_;
  const std::string state_path_;
  const uint64_t max_index_bytes_;  // of each worker
  const uint64_t max_batch_bytes_;
  std::atomic<uint32_t> next_file_number_;
  PhaseClock clock_;
  BuildReport report_;

  uint64_t num_documents_ = 0;
  DocumentBatch batch_;
  uint64_t batch_bytes_ = 0;
  EntrySpool entries_;
  DuplicateFinder duplicates_;
  DocIdMap doc_ids_;

  // From the last blocks of the indexes to the segment's sections.
  LargePagePool pages_;

  // By worker. A worker's index is its own while a job runs.
  struct Worker {
    std::unique_ptr<MemoryIndex> index;
    std::atomic<uint64_t> index_bytes{0};
    std::vector<BuildState::File> runs;
  };
  std::vector<std::unique_ptr<Worker>> indexes_;
  std::vector<BuildState::File> runs_;
  std::atomic<int> num_loose_runs_{0};  // since the last checkpoint

  // The last member: its threads use the others.
  std::unique_ptr<OrderedWorkers> workers_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_BUILDER_H_
