// The bytes of a section while they are produced, before the segment file is
// put together: in large pages, and past a limit in a temporary file.

#ifndef TELUSUR_INDEX_SEGMENT_SECTION_SPOOL_H_
#define TELUSUR_INDEX_SEGMENT_SECTION_SPOOL_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/io/file.h"
#include "index/io/large_pages.h"

namespace telusur {

// One thread.
class SectionSpool {
 public:
  // Keeps up to `memory_bytes` in memory; with more, all of it goes to a file,
  // which is named by `new_path` and removed by the destructor. Pages come from
  // `pool`, if there is one, which outlives the spool.
  SectionSpool(FileSystem* fs, std::function<std::string()> new_path,
               uint64_t memory_bytes = ~uint64_t{0},
               LargePagePool* pool = nullptr)
      : fs_(fs),
        new_path_(std::move(new_path)),
        memory_bytes_(memory_bytes),
        pool_(pool) {}
  ~SectionSpool() { Clear(); }

  SectionSpool(const SectionSpool&) = delete;
  SectionSpool& operator=(const SectionSpool&) = delete;

  // The end of the section's bytes, to be appended to; call Appended after.
  std::string* tail() { return &tail_; }

  // Bytes so far.
  uint64_t size() const { return spilled_bytes_ + paged_bytes_ + tail_.size(); }

  // Moves the tail to where it is kept when it has grown. Errors are kept and
  // returned again by ForEach.
  absl::Status Appended();

  // Bytes held in memory.
  uint64_t memory_bytes() const {
    return pages_.size() * kLargePageBytes + tail_.size();
  }

  // Moves all bytes to the file, where those that follow go, too. Errors are
  // kept.
  absl::Status MoveToFile();

  // Maps the file, to which all bytes are moved. Nothing may be appended after.
  absl::StatusOr<std::unique_ptr<MappedFile>> Map();

  // Forgets all bytes and errors, as if the spool were new.
  void Clear();

  // Calls `visit` with the section's bytes in order, in pieces whose sizes are
  // multiples of `piece_bytes`, the last one excepted.
  // REQUIRES: `piece_bytes` divides kLargePageBytes.
  absl::Status ForEach(
      uint64_t piece_bytes,
      absl::FunctionRef<absl::Status(absl::string_view)> visit);

 private:
  void MoveTailToPages();
  absl::Status AppendToFile();
  absl::Status CloseFile();

  FileSystem* fs_;
  std::function<std::string()> new_path_;
  std::string path_;
  uint64_t memory_bytes_;
  LargePagePool* pool_;
  std::string tail_;

  // Before the tail: full pages and the one being filled, or a file.
  std::vector<LargePages<kLargePageBytes>> pages_;
  uint64_t paged_bytes_ = 0;
  uint64_t spilled_bytes_ = 0;
  std::unique_ptr<WritableFile> file_;
  absl::Status status_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_SECTION_SPOOL_H_
