#include "index/io/reopened_file.h"

#include <cstdint>
#include <utility>

#include "absl/status/status.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

class ReopenedFile : public RandomAccessFile {
 public:
  ReopenedFile(FileSystem* fs, std::string path, uint64_t size)
      : fs_(fs), path_(std::move(path)), size_(size) {}

  absl::Status Read(uint64_t offset, uint64_t size,
                    char* buffer) const override {
    ASSIGN_OR_RETURN(const std::unique_ptr<RandomAccessFile> file,
                     fs_->OpenForRead(path_));
    return file->Read(offset, size, buffer);
  }

  uint64_t size() const override { return size_; }

 private:
  FileSystem* const fs_;
  const std::string path_;
  const uint64_t size_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<RandomAccessFile>> OpenOneOf(
    size_t num_files, FileSystem* fs, const std::string& path) {
  ASSIGN_OR_RETURN(std::unique_ptr<RandomAccessFile> file,
                   fs->OpenForRead(path));
  if (num_files <= kMaxOpenFiles) return file;
  return std::make_unique<ReopenedFile>(fs, path, file->size());
}

}  // namespace telusur
