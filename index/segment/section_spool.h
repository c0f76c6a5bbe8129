// The bytes of a section while they are produced, before the segment file is
// put together: in memory, and past a limit in a temporary file.

#ifndef TELUSUR_INDEX_SEGMENT_SECTION_SPOOL_H_
#define TELUSUR_INDEX_SEGMENT_SECTION_SPOOL_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "index/io/file.h"

namespace telusur {

// One thread.
class SectionSpool {
 public:
  // Keeps up to `memory_bytes` in memory; the rest goes to a file, which is
  // named by `new_path` and created when needed, and removed by the destructor.
  SectionSpool(FileSystem* fs, std::function<std::string()> new_path,
               uint64_t memory_bytes)
      : fs_(fs), new_path_(std::move(new_path)), memory_bytes_(memory_bytes) {}
  ~SectionSpool() { Clear(); }

  SectionSpool(const SectionSpool&) = delete;
  SectionSpool& operator=(const SectionSpool&) = delete;

  // The end of the section's bytes, to be appended to; call Appended after.
  std::string* tail() { return &tail_; }

  // Bytes so far.
  uint64_t size() const { return spilled_bytes_ + tail_.size(); }

  // Moves the tail to the file when it has grown past the limit. Errors are
  // kept and returned again by ForEach.
  absl::Status Appended();

  // Forgets all bytes and errors, as if the spool were new.
  void Clear();

  // Calls `visit` with the section's bytes in order, in pieces whose sizes are
  // multiples of `piece_bytes`, the last one excepted.
  absl::Status ForEach(
      uint64_t piece_bytes,
      absl::FunctionRef<absl::Status(absl::string_view)> visit);

 private:
  FileSystem* fs_;
  std::function<std::string()> new_path_;
  std::string path_;
  uint64_t memory_bytes_;
  std::string tail_;
  uint64_t spilled_bytes_ = 0;
  std::unique_ptr<WritableFile> file_;
  absl::Status status_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_SECTION_SPOOL_H_
