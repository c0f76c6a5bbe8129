#include "index/segment/section_spool.h"

#include <algorithm>

#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr uint64_t kReadBytes = 1 << 18;
constexpr uint64_t kKeptBytes = 1 << 16;

// Stays in the caches, and is little for each of a segment's sections.
constexpr uint64_t kMaxTailBytes = 1 << 16;

}  // namespace

void SectionSpool::Clear() {
  if (!path_.empty()) {
    file_.reset();
    // The file is litter; the next build would clear it as well.
    fs_->Remove(path_).IgnoreError();
    path_.clear();
    spilled_bytes_ = 0;
  }
  pages_.clear();
  paged_bytes_ = 0;
  status_ = absl::OkStatus();
  // The writers that append to the tail need no memory of a large list.
  if (tail_.capacity() > kKeptBytes) std::string().swap(tail_);
  tail_.clear();
}

absl::Status SectionSpool::Appended() {
  if (tail_.size() <= std::min(memory_bytes_, kMaxTailBytes) || !status_.ok()) {
    return status_;
  }
  const uint64_t needed =
      paged_bytes_ + tail_.size() + kLargePageBytes + kMaxTailBytes;
  if (path_.empty() && needed <= memory_bytes_) {
    MoveTailToPages();
    return absl::OkStatus();
  }
  return MoveToFile();
}

void SectionSpool::MoveTailToPages() {
  absl::string_view bytes = tail_;
  while (!bytes.empty()) {
    const size_t used = paged_bytes_ % kLargePageBytes;
    if (used == 0) {
      pages_.push_back(pool_ != nullptr ? pool_->Take()
                                        : MakeLargePages<kLargePageBytes>());
    }
    const size_t n = std::min(bytes.size(), kLargePageBytes - used);
    std::copy_n(bytes.data(), n, pages_.back().get() + used);
    paged_bytes_ += n;
    bytes.remove_prefix(n);
  }
  tail_.clear();
}

absl::Status SectionSpool::MoveToFile() {
  if (status_.ok()) status_ = AppendToFile();
  return status_;
}

absl::Status SectionSpool::AppendToFile() {
  if (path_.empty()) {
    path_ = new_path_();
    ASSIGN_OR_RETURN(file_, fs_->Create(path_));
  }
  for (const auto& page : pages_) {
    const uint64_t n = std::min<uint64_t>(kLargePageBytes, paged_bytes_);
    RETURN_IF_ERROR(file_->Append(absl::string_view(page.get(), n)));
    paged_bytes_ -= n;
    spilled_bytes_ += n;
  }
  pages_.clear();
  RETURN_IF_ERROR(file_->Append(tail_));
  spilled_bytes_ += tail_.size();
  tail_.clear();
  return absl::OkStatus();
}

// Has all bytes in the file, ready to be read.
absl::Status SectionSpool::CloseFile() {
  RETURN_IF_ERROR(status_);
  if (!path_.empty() && file_ == nullptr) return absl::OkStatus();
  RETURN_IF_ERROR(MoveToFile());
  status_ = file_->Close();
  file_.reset();
  return status_;
}

absl::StatusOr<std::unique_ptr<MappedFile>> SectionSpool::Map() {
  RETURN_IF_ERROR(CloseFile());
  return fs_->Map(path_);
}

absl::Status SectionSpool::ForEach(
    uint64_t piece_bytes,
    absl::FunctionRef<absl::Status(absl::string_view)> visit) {
  RETURN_IF_ERROR(status_);
  if (path_.empty()) {
    if (paged_bytes_ == 0) {
      return tail_.empty() ? absl::OkStatus() : visit(tail_);
    }
    MoveTailToPages();
    uint64_t left = paged_bytes_;
    for (const auto& page : pages_) {
      const uint64_t n = std::min<uint64_t>(kLargePageBytes, left);
      RETURN_IF_ERROR(visit(absl::string_view(page.get(), n)));
      left -= n;
    }
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(CloseFile());
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
