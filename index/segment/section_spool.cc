#include "index/segment/section_spool.h"

#include <algorithm>

#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr uint64_t kReadBytes = 1 << 18;
constexpr uint64_t kKeptBytes = 1 << 16;

}  // namespace

void SectionSpool::Clear() {
  if (spilled_bytes_ > 0 || file_ != nullptr) {
    file_.reset();
    // The file is litter; the next build would clear it as well.
    fs_->Remove(path_).IgnoreError();
    spilled_bytes_ = 0;
  }
  status_ = absl::OkStatus();
  // The writers that append to the tail need no memory of a large list.
  if (tail_.capacity() > kKeptBytes) std::string().swap(tail_);
  tail_.clear();
}

absl::Status SectionSpool::Appended() {
  if (tail_.size() <= memory_bytes_ || !status_.ok()) return status_;
  if (file_ == nullptr) {
    path_ = new_path_();
    auto file = fs_->Create(path_);
    if (!file.ok()) return status_ = file.status();
    file_ = *std::move(file);
  }
  status_ = file_->Append(tail_);
  spilled_bytes_ += tail_.size();
  tail_.clear();
  return status_;
}

absl::Status SectionSpool::ForEach(
    uint64_t piece_bytes,
    absl::FunctionRef<absl::Status(absl::string_view)> visit) {
  RETURN_IF_ERROR(status_);
  if (spilled_bytes_ == 0)
    return tail_.empty() ? absl::OkStatus() : visit(tail_);
  if (file_ != nullptr) {
    RETURN_IF_ERROR(file_->Append(tail_));
    RETURN_IF_ERROR(file_->Close());
    file_.reset();
    spilled_bytes_ += tail_.size();
    tail_.clear();
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<RandomAccessFile> file,
                   fs_->OpenForRead(path_));
  const uint64_t step =
      std::max<uint64_t>(kReadBytes / piece_bytes, 1) * piece_bytes;
  std::string buffer;
  for (uint64_t offset = 0; offset < spilled_bytes_; offset += step) {
    buffer.resize(std::min(step, spilled_bytes_ - offset));
    RETURN_IF_ERROR(file->Read(offset, buffer.size(), &buffer[0]));
    RETURN_IF_ERROR(visit(buffer));
  }
  return absl::OkStatus();
}

}  // namespace telusur
