// The files of an index, behind one small interface, so that tests can record,
// fail, tear and replay every operation.

#ifndef TELUSUR_INDEX_IO_FILE_H_
#define TELUSUR_INDEX_IO_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace telusur {

// A file being written from its start to its end. Buffered. One thread.
//
// Destroying a file that was not closed drops its buffer and closes the
// descriptor; the bytes on disk are then of no use to anyone.
class WritableFile {
 public:
  virtual ~WritableFile() = default;

  // Appends `bytes`. After an error every later call returns that error.
  virtual absl::Status Append(absl::string_view bytes) = 0;

  // Writes the buffer and makes the file's bytes durable (fsync).
  virtual absl::Status Sync() = 0;

  // Writes the buffer and closes. Does not imply Sync.
  virtual absl::Status Close() = 0;

  // Bytes appended so far, buffered ones included.
  virtual uint64_t size() const = 0;
};

// A file that is read at arbitrary offsets with pread. Thread-safe.
class RandomAccessFile {
 public:
  virtual ~RandomAccessFile() = default;

  // Reads exactly `size` bytes at `offset` into `buffer`; DataLoss when the
  // file ends before.
  virtual absl::Status Read(uint64_t offset, uint64_t size,
                            char* buffer) const = 0;
  virtual uint64_t size() const = 0;
};

// A whole file mapped read-only. The bytes live as long as the object, also
// when the file is unlinked meanwhile.
class MappedFile {
 public:
  virtual ~MappedFile() = default;
  virtual absl::string_view bytes() const = 0;
};

// An advisory lock, held until the object is destroyed or the process ends.
class FileLock {
 public:
  virtual ~FileLock() = default;
};

// Errors carry the path. Thread-safe.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // Creates `path`, or empties it.
  virtual absl::StatusOr<std::unique_ptr<WritableFile>> Create(
      const std::string& path) = 0;
  virtual absl::StatusOr<std::unique_ptr<RandomAccessFile>> OpenForRead(
      const std::string& path) = 0;
  virtual absl::StatusOr<std::unique_ptr<MappedFile>> Map(
      const std::string& path) = 0;

  // Names in `directory`, sorted, without "." and "..".
  virtual absl::StatusOr<std::vector<std::string>> List(
      const std::string& directory) = 0;
  virtual bool Exists(const std::string& path) = 0;

  virtual absl::Status Rename(const std::string& from,
                              const std::string& to) = 0;
  virtual absl::Status Remove(const std::string& path) = 0;

  // Creates one directory; an existing one is no error.
  virtual absl::Status MakeDirectory(const std::string& path) = 0;

  // Makes the names in `directory` durable.
  virtual absl::Status SyncDirectory(const std::string& directory) = 0;

  // Takes the lock file at `path` (created when missing) without waiting.
  // FailedPrecondition when another process or object holds it.
  virtual absl::StatusOr<std::unique_ptr<FileLock>> Lock(
      const std::string& path) = 0;

  // The file system of the operating system; lives for ever.
  static FileSystem* Posix();
};

// Reads a whole file of at most `max_bytes`. DataLoss when it is larger.
absl::StatusOr<std::string> ReadWholeFile(FileSystem* fs,
                                          const std::string& path,
                                          uint64_t max_bytes);

std::string JoinPath(absl::string_view directory, absl::string_view name);

}  // namespace telusur

#endif  // TELUSUR_INDEX_IO_FILE_H_
