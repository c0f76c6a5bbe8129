// Where an input's bytes come from: a file, a pipe, a decompressor on top.

#ifndef TELUSUR_TOOLS_INPUT_BYTE_SOURCE_H_
#define TELUSUR_TOOLS_INPUT_BYTE_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace telusur {

// One thread.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Reads up to `size` bytes, at least one unless the source has ended; then 0,
  // and 0 ever after. Bytes that precede damage are returned before the error.
  //
  // REQUIRES: size > 0.
  virtual absl::StatusOr<size_t> Read(char* buffer, size_t size) = 0;
};

// A file or pipe, read by descriptor. Errors carry no path: the caller knows
// by which name the user calls it.
class FileSource : public ByteSource {
 public:
  // "-" is standard input. NotFound, PermissionDenied ... by errno;
  // InvalidArgument for a directory.
  static absl::StatusOr<std::unique_ptr<FileSource>> Open(
      const std::string& path);
  ~FileSource() override;

  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  // Cancelled when a signal asked the program to stop while it waited.
  absl::StatusOr<size_t> Read(char* buffer, size_t size) override;

  // Bytes read so far.
  uint64_t bytes_read() const { return bytes_read_; }

 private:
  FileSource(int fd, bool owned) : fd_(fd), owned_(owned) {}

  const int fd_;
  const bool owned_;
  uint64_t bytes_read_ = 0;
};

// Bytes in memory.
class MemorySource : public ByteSource {
 public:
  // `bytes` must outlive this.
  explicit MemorySource(absl::string_view bytes) : rest_(bytes) {}

  absl::StatusOr<size_t> Read(char* buffer, size_t size) override;

 private:
  absl::string_view rest_;
};

// Bytes in memory, then those of `rest`: what a caller read ahead is put back.
class PrefixedSource : public ByteSource {
 public:
  // `rest` must outlive this.
  PrefixedSource(std::string prefix, ByteSource* rest)
      : prefix_(std::move(prefix)), rest_(rest) {}

  absl::StatusOr<size_t> Read(char* buffer, size_t size) override;

 private:
  std::string prefix_;
  size_t taken_ = 0;
  ByteSource* const rest_;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_BYTE_SOURCE_H_
