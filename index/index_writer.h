// Builds an index from documents.
//
// The documents become one segment (segment_builder.h), which a commit makes
// the index. Until then the old index, if there is one, stays as it was,
// whatever happens to the builder.

#ifndef TELUSUR_INDEX_INDEX_WRITER_H_
#define TELUSUR_INDEX_INDEX_WRITER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "index/date_column.h"
#include "index/document.h"
#include "index/index_directory.h"
#include "index/index_options.h"
#include "index/io/file.h"
#include "index/manifest.h"
#include "index/segment_builder.h"

namespace telusur {

// One thread; it starts others as its options say.
class IndexWriter {
 public:
  // Starts a build of the index in `directory`, which is created when missing,
  // and locks it. A present index is replaced, or appended to, when the build
  // finishes.
  //
  // InvalidArgument for unusable options, FailedPrecondition when another
  // builder holds the lock, the directory holds something else, or the build
  // that is to be resumed was another one. To append, an index must be there:
  // the errors of ReadManifest.
  static absl::StatusOr<std::unique_ptr<IndexWriter>> Create(
      FileSystem* fs, const std::string& directory,
      const IndexOptions& options);

  // Documents that an interrupted build had added: when it is resumed, the
  // first of its input, which are not to be added again.
  uint64_t num_resumed() const { return num_resumed_; }

  // Adds a document. A later document with the same id replaces it.
  absl::Status Add(Document document) {
    return builder_->Add(std::move(document));
  }

  // Frees memory, so that a record of `record_bytes` can be read.
  absl::Status MakeRoom(uint64_t record_bytes) {
    return builder_->MakeRoom(record_bytes);
  }

  // Writes the segment and commits. Called once, after the last Add. Appending
  // no documents changes nothing.
  absl::StatusOr<BuildReport> Finish();

 private:
  IndexWriter(FileSystem* fs, std::string directory,
              const IndexOptions& options, std::unique_ptr<IndexUpdate> update)
      : fs_(fs),
        directory_(std::move(directory)),
        options_(options),
        update_(std::move(update)) {}

  absl::Status Commit(SegmentEntry entry);

  FileSystem* const fs_;
  const std::string directory_;
  const IndexOptions options_;
  const std::unique_ptr<IndexUpdate> update_;
  std::unique_ptr<SegmentBuilder> builder_;
  uint64_t num_resumed_ = 0;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_INDEX_WRITER_H_
