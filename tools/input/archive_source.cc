#include "tools/input/archive_source.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <string>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr size_t kInputBytes = 64 << 10;

class ArchiveSource : public ByteSource {
 public:
  explicit ArchiveSource(ByteSource* compressed)
      : compressed_(compressed),
        input_(kInputBytes, '\0'),
        archive_(archive_read_new()) {}
  ~ArchiveSource() override { archive_read_free(archive_); }

  absl::Status Start() {
    if (archive_ == nullptr) return OutOfMemory();
    archive_read_support_filter_zstd(archive_);
    archive_read_support_filter_xz(archive_);
    archive_read_support_filter_bzip2(archive_);
    archive_read_support_format_raw(archive_);
    archive_read_support_format_empty(archive_);
    archive_entry* entry;
    if (archive_read_open(archive_, this, nullptr, &ReadCompressed, nullptr) !=
        ARCHIVE_OK) {
      return Error();
    }
    int result = archive_read_next_header(archive_, &entry);
    if (result == ARCHIVE_EOF) {
      ended_ = true;
    } else if (result != ARCHIVE_OK) {
      return Error();
    }
    if (archive_filter_count(archive_) < 2) {
      return absl::DataLossError("damaged compressed data");
    }
    return absl::OkStatus();
  }

  absl::StatusOr<size_t> Read(char* buffer, size_t size) override {
    if (!status_.ok()) return status_;
    if (ended_) return 0;
    la_ssize_t n = archive_read_data(archive_, buffer, size);
    if (n < 0) return status_ = Error();
    if (n == 0) ended_ = true;
    return static_cast<size_t>(n);
  }

 private:
  static absl::Status OutOfMemory() {
    return absl::ResourceExhaustedError("no memory to decompress");
  }

  static la_ssize_t ReadCompressed(archive* archive, void* self_pointer,
                                   const void** bytes) {
    auto* self = static_cast<ArchiveSource*>(self_pointer);
    absl::StatusOr<size_t> n =
        self->compressed_->Read(self->input_.data(), self->input_.size());
    if (!n.ok()) {
      self->source_status_ = n.status();
      archive_set_error(archive, EIO, "unreadable");
      return -1;
    }
    *bytes = self->input_.data();
    return static_cast<la_ssize_t>(*n);
  }

  absl::Status Error() {
    if (!source_status_.ok()) return source_status_;
    const char* detail = archive_error_string(archive_);
    if (archive_errno(archive_) == ENOMEM) return OutOfMemory();
    return absl::DataLossError(
        absl::StrCat("damaged compressed data",
                     detail ? absl::StrCat(" (", detail, ")") : std::string()));
  }

  ByteSource* const compressed_;
  std::string input_;
  archive* const archive_;
  bool ended_ = false;
  absl::Status source_status_;
  absl::Status status_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> OpenArchiveSource(
    ByteSource* compressed) {
  auto source = absl::make_unique<ArchiveSource>(compressed);
  RETURN_IF_ERROR(source->Start());
  return absl::StatusOr<std::unique_ptr<ByteSource>>(std::move(source));
}

}  // namespace telusur
