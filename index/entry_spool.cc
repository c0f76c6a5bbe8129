#include "index/entry_spool.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "index/document_batch.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr uint64_t kReadBytes = 1 << 18;

// Takes entries apart that come piece by piece.
class EntryDecoder {
 public:
  EntryDecoder(EntrySpool::Visit visit, EntrySpool::VisitMore visit_more)
      : visit_(visit), visit_more_(visit_more) {}

  // Visits what `bytes` hold, which begin where the last call came to. Returns
  // how many it came by: all but the beginning of a head.
  absl::StatusOr<size_t> Decode(absl::string_view bytes) {
    const char* p = bytes.data();
    const char* const end = p + bytes.size();
    while (p < end) {
      if (record_bytes_left_ > 0) {
        const absl::string_view piece = TakeRecordBytes(p, end);
        RETURN_IF_ERROR(visit_more_(piece));
        p += piece.size();
        continue;
      }
      DocumentEntry entry;
      const char* const record =
          DecodeEntryHead(p, end, &entry, &record_bytes_left_);
      if (record == nullptr) {
        record_bytes_left_ = 0;
        break;
      }
      entry.record = TakeRecordBytes(record, end);
      RETURN_IF_ERROR(visit_(entry));
      p = record + entry.record.size();
    }
    return p - bytes.data();
  }

  bool is_between_entries() const { return record_bytes_left_ == 0; }

 private:
  absl::string_view TakeRecordBytes(const char* p, const char* end) {
    const uint64_t n = std::min<uint64_t>(record_bytes_left_, end - p);
    record_bytes_left_ -= n;
    return absl::string_view(p, n);
  }

  const EntrySpool::Visit visit_;
  const EntrySpool::VisitMore visit_more_;
  uint64_t record_bytes_left_ = 0;
};

}  // namespace

absl::Status EntrySpool::CreateFile() {
  if (file_ != nullptr) return absl::OkStatus();
  file_number_ = new_number_();
  ASSIGN_OR_RETURN(file_, fs_->Create(path_(file_number_)));
  return absl::OkStatus();
}

absl::Status EntrySpool::Append(absl::string_view bytes) {
  if (tail_.size() + bytes.size() > memory_bytes_) {
    RETURN_IF_ERROR(CreateFile());
    RETURN_IF_ERROR(file_->Append(tail_));
    tail_.clear();
    if (bytes.size() > memory_bytes_) return file_->Append(bytes);
  }
  tail_.append(bytes.data(), bytes.size());
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

absl::Status EntrySpool::ForEach(Visit visit, VisitMore visit_more) {
  for (const BuildState::File& file : sealed_) {
    RETURN_IF_ERROR(ReadFile(file, visit, visit_more));
  }
  if (file_ == nullptr) {
    return EntryDecoder(visit, visit_more).Decode(tail_).status();
  }
  RETURN_IF_ERROR(file_->Append(tail_));
  RETURN_IF_ERROR(file_->Close());
  std::string().swap(tail_);
  return ReadFile({file_number_, file_->size()}, visit, visit_more);
}

absl::Status EntrySpool::ReadFile(BuildState::File sealed, Visit visit,
                                  VisitMore visit_more) {
  const std::string path = path_(sealed.number);
  const uint64_t size = sealed.size;
  ASSIGN_OR_RETURN(const std::unique_ptr<RandomAccessFile> file,
                   fs_->OpenForRead(path));
  EntryDecoder decoder(visit, visit_more);
  std::string buffer;
  for (uint64_t offset = 0; offset < size;) {
    // A head larger than the buffer, of a long id, makes it grow.
    const size_t kept = buffer.size();
    const uint64_t more =
        std::min(std::max<uint64_t>(kReadBytes, kept), size - offset);
    buffer.resize(kept + more);
    RETURN_IF_ERROR(file->Read(offset, more, &buffer[kept]));
    offset += more;
    ASSIGN_OR_RETURN(const size_t used, decoder.Decode(buffer));
    buffer.erase(0, used);
  }
  if (buffer.empty() && decoder.is_between_entries()) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat(path, ": the build's file of documents is damaged"));
}

}  // namespace telusur
