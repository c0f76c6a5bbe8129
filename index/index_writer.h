// Builds an index from documents.
//
// Documents are analysed into a memory index; when that is full it is written
// to a run, and at the end the runs are merged into one segment, which a commit
// makes the index. Until then the old index, if there is one, stays as it was,
// whatever happens to the builder.

#ifndef TELUSUR_INDEX_INDEX_WRITER_H_
#define TELUSUR_INDEX_INDEX_WRITER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/analysis/analyzer.h"
#include "index/document.h"
#include "index/index_directory.h"
#include "index/io/file.h"
#include "index/manifest.h"
#include "index/memory_index.h"
#include "index/segment/segment_writer.h"

namespace telusur {

struct IndexOptions {
  // Whether the build adds a segment to the index that is there, instead of
  // replacing it. Analyzer and bm25 must then be the index's, and store_text
  // should. Documents of the index whose ids come again are deleted.
  bool append = false;

  AnalyzerOptions analyzer;

  // For the impacts by which queries prune; queries may use other values.
  Bm25Parameters bm25;

  PostingsCompression compression = PostingsCompression::kAuto;

  // Whether documents' fields are kept, for snippets and `get`.
  bool store_text = true;

  // What the build may hold in memory, at least kMinMemoryBytes.
  uint64_t memory_bytes = uint64_t{1} << 30;
};

inline constexpr uint64_t kMinMemoryBytes = 32 << 20;

// A date in a segment's column: days since 1970-01-01 plus kDateColumnZero, or
// 0 for an absent date (and for those before the year -768).
inline constexpr int64_t kDateColumnZero = 1000000;
uint32_t DateColumnValue(std::optional<int32_t> days);

// What a build did.
struct BuildReport {
  uint64_t num_documents = 0;  // in the new segment
  uint64_t num_replaced = 0;   // documents whose id came again
  uint64_t num_dates_unreadable = 0;
  uint64_t num_invalid_bytes = 0;
  uint64_t num_dropped_terms = 0;
  uint64_t num_runs = 0;  // written to disk
  uint64_t index_bytes = 0;
  SegmentMetadata segment;
};

// One thread.
class IndexWriter {
 public:
  // Starts a build of the index in `directory`, which is created when missing,
  // and locks it. A present index is replaced, or appended to, when the build
  // finishes.
  //
  // InvalidArgument for unusable options, FailedPrecondition when another
  // builder holds the lock or the directory holds something else. To append,
  // an index must be there: the errors of ReadManifest.
  static absl::StatusOr<std::unique_ptr<IndexWriter>> Create(
      FileSystem* fs, const std::string& directory,
      const IndexOptions& options);

  // Adds a document. A later document with the same id replaces it.
  absl::Status Add(const Document& document);

  // Writes the segment and commits. Called once, after the last Add. Appending
  // no documents changes nothing.
  absl::StatusOr<BuildReport> Finish();

 private:
  struct DocumentState {
    uint32_t doc_length = 0;
    uint32_t title_length = 0;
    uint32_t date = 0;
    bool replaced = false;
  };

  IndexWriter(FileSystem* fs, std::string directory,
              const IndexOptions& options, std::unique_ptr<IndexUpdate> update,
              std::unique_ptr<Analyzer> analyzer);

  std::string NewTempPath();
  absl::Status SpillRun();
  void NoteId(absl::string_view id);
  absl::Status Commit(SegmentEntry entry);
  absl::Status Analyze(DocId doc_id, const Document& document,
                       DocumentState* state);
  absl::Status AddDocuments(SegmentWriter* writer,
                            std::vector<DocId>* new_doc_ids);
  absl::Status MergeInto(SegmentWriter* writer,
                         const std::vector<DocId>& new_doc_ids);

  FileSystem* const fs_;
  const std::string directory_;
  const IndexOptions options_;
  const std::unique_ptr<IndexUpdate> update_;
  const std::unique_ptr<Analyzer> analyzer_;
  uint32_t next_temp_number_ = 1;  // 0 is the segment's
  BuildReport report_;

  std::unique_ptr<MemoryIndex> memory_index_;
  std::vector<std::string> runs_;

  std::vector<DocumentState> documents_;
  absl::flat_hash_map<std::pair<uint64_t, uint64_t>, DocId> doc_of_id_hash_;

  // Ids, sources and records of the documents, in order, as they will be given
  // to the segment writer once it is known which documents were replaced.
  std::unique_ptr<SectionSpool> document_spool_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_INDEX_WRITER_H_
