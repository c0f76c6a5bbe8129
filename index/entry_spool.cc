#include "index/entry_spool.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "index/document_batch.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr uint64_t kReadBytes = 1 << 18;

// Visits the whole entries in `bytes` and returns how many bytes they take.
absl::StatusOr<size_t> VisitEntries(
    absl::string_view bytes,
    absl::FunctionRef<absl::Status(const DocumentEntry&)> visit) {
  const char* p = bytes.data();
  const char* const end = p + bytes.size();
  while (p < end) {
    DocumentEntry entry;
    const char* const after = DecodeEntry(p, end, &entry);
    if (after == nullptr) break;
    RETURN_IF_ERROR(visit(entry));
    p = after;
  }
  return p - bytes.data();
}

}  // namespace

absl::Status EntrySpool::CreateFile() {
  if (file_ != nullptr) return absl::OkStatus();
  file_number_ = new_number_();
  ASSIGN_OR_RETURN(file_, fs_->Create(path_(file_number_)));
  return absl::OkStatus();
}

absl::Status EntrySpool::Append(absl::string_view entries) {
  if (tail_.size() + entries.size() > memory_bytes_) {
    RETURN_IF_ERROR(CreateFile());
    RETURN_IF_ERROR(file_->Append(tail_));
    tail_.clear();
    if (entries.size() > memory_bytes_) return file_->Append(entries);
  }
  tail_.append(entries.data(), entries.size());
  return absl::OkStatus();
}

absl::Status EntrySpool::Seal() {
  if (tail_.empty() && file_ == nullptr) return absl::OkStatus();
  RETURN_IF_ERROR(CreateFile());
  RETURN_IF_ERROR(file_->Append(tail_));
  tail_.clear();
  RETURN_IF_ERROR(file_->Sync());
  RETURN_IF_ERROR(file_->Close());
  sealed_.push_back({file_number_, file_->size()});
  file_.reset();
  return absl::OkStatus();
}

absl::Status EntrySpool::ForEach(
    absl::FunctionRef<absl::Status(const DocumentEntry&)> visit) {
  for (const BuildState::File& file : sealed_) {
    RETURN_IF_ERROR(ReadFile(file, visit));
  }
  if (file_ == nullptr) return VisitEntries(tail_, visit).status();
  RETURN_IF_ERROR(file_->Append(tail_));
  RETURN_IF_ERROR(file_->Close());
  std::string().swap(tail_);
  return ReadFile({file_number_, file_->size()}, visit);
}

absl::Status EntrySpool::ReadFile(
    BuildState::File sealed,
    absl::FunctionRef<absl::Status(const DocumentEntry&)> visit) {
  const std::string path = path_(sealed.number);
  const uint64_t size = sealed.size;
  ASSIGN_OR_RETURN(const std::unique_ptr<RandomAccessFile> file,
                   fs_->OpenForRead(path));
  std::string buffer;
  for (uint64_t offset = 0; offset < size;) {
    // An entry larger than the buffer makes it grow to twice what it has.
    const size_t kept = buffer.size();
    const uint64_t more =
        std::min(std::max<uint64_t>(kReadBytes, kept), size - offset);
    buffer.resize(kept + more);
    RETURN_IF_ERROR(file->Read(offset, more, &buffer[kept]));
    offset += more;
    ASSIGN_OR_RETURN(const size_t used, VisitEntries(buffer, visit));
    buffer.erase(0, used);
  }
  if (buffer.empty()) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat(path, ": the build's file of documents is damaged"));
}

}  // namespace telusur
