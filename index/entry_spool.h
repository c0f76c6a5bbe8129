// The documents' entries of a build (document_batch.h), in order, from when the
// documents are read until the segment takes them: in memory, past a limit in a
// file, and in a file of its own after each checkpoint.

#ifndef TELUSUR_INDEX_ENTRY_SPOOL_H_
#define TELUSUR_INDEX_ENTRY_SPOOL_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "index/build_state.h"
#include "index/io/file.h"
#include "index/segment/segment_writer.h"

namespace telusur {

// One thread.
class EntrySpool {
 public:
  // `new_number` numbers files, and `path` names the file of a number.
  EntrySpool(FileSystem* fs, std::function<uint32_t()> new_number,
             std::function<std::string(uint32_t)> path, uint64_t memory_bytes)
      : fs_(fs),
        new_number_(std::move(new_number)),
        path_(std::move(path)),
        memory_bytes_(memory_bytes) {}

  // Appends the next bytes of entries: heads, as AppendEntryHead wrote them,
  // each with its record behind it.
  absl::Status Append(absl::string_view bytes);

  // Puts what came since the last call durably into a file. Called after whole
  // entries.
  absl::Status Seal();

  // The files of all calls of Seal, in order.
  const std::vector<BuildState::File>& sealed() const { return sealed_; }

  // Takes the files that an earlier build sealed. Before the first Append.
  void SetSealed(std::vector<BuildState::File> files) {
    sealed_ = std::move(files);
  }

  using Visit = absl::FunctionRef<absl::Status(const DocumentEntry&)>;
  using VisitMore = absl::FunctionRef<absl::Status(absl::string_view)>;

  // Calls `visit` for every entry, in order, with the first bytes of its record
  // and, while there are more, `visit_more` with the next. Called after the
  // last Append.
  absl::Status ForEach(Visit visit, VisitMore visit_more);

 private:
  absl::Status CreateFile();
  absl::Status ReadFile(BuildState::File file, Visit visit,
                        VisitMore visit_more);

  FileSystem* const fs_;
  const std::function<uint32_t()> new_number_;
  const std::function<std::string(uint32_t)> path_;
  const uint64_t memory_bytes_;
  std::vector<BuildState::File> sealed_;

  // What came since: in memory, or in a file and the rest in memory.
  std::string tail_;
  uint32_t file_number_ = 0;
  std::unique_ptr<WritableFile> file_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ENTRY_SPOOL_H_
