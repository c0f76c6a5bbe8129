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
// After an error every later call returns that error: a disk that failed once
// may have dropped any byte before, so a second attempt proves nothing.
//
// Destroying a file that was not closed drops its buffer and closes the
// descriptor; the bytes on disk are then of no use to anyone.
class WritableFile {
 public:
  virtual ~WritableFile() = default;

  // Appends `bytes`. REQUIRES: Close was not called.
  virtual absl::Status Append(absl::string_view bytes) = 0;

  // Writes the buffer and makes the file's bytes durable (fsync), its name not:
  // that is FileSystem::SyncDirectory. REQUIRES: Close was not called.
  virtual absl::Status Sync() = 0;

  // Writes the buffer and closes, also after an error. Does not imply Sync.
  // A second call does nothing and returns what the first one did.
  virtual absl::Status Close() = 0;

  // Bytes appended so far, buffered ones included.
  virtual uint64_t size() const = 0;
};

// A file that is read at arbitrary offsets with pread. Thread-safe.
class RandomAccessFile {
 public:
  virtual ~RandomAccessFile() = default;

  // Reads exactly `size` bytes at `offset` into `buffer`; DataLoss when the
  // file ends before. No range is too large or too far to be asked for.
  virtual absl::Status Read(uint64_t offset, uint64_t size,
                            char* buffer) const = 0;

  // The file's size when it was opened.
  virtual uint64_t size() const = 0;
};

// A whole file mapped read-only; an empty file is empty bytes. Thread-safe. The
// bytes live as long as the object, also when the file is unlinked meanwhile. A
// file that is shortened meanwhile ends the process (SIGBUS): the files of an
// index are replaced by renames and never changed in place.
class MappedFile {
 public:
  virtual ~MappedFile() = default;
  virtual absl::string_view bytes() const = 0;

  // Gives the memory of the pages touched so far back to the system, for
  // whoever reads a large file once: mapped pages count as the process's. The
  // bytes stay what they are; a page touched again is read again.
  virtual void DropPages() const {}
};

// An advisory lock, held until the object is destroyed or the process ends.
class FileLock {
 public:
  virtual ~FileLock() = default;
};

// Errors carry the path and have the code that absl::ErrnoToStatus gives to
// their errno: NotFound for ENOENT, ResourceExhausted for ENOSPC and EDQUOT,
// PermissionDenied for EACCES. Thread-safe.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // Creates `path`, or empties it.
  virtual absl::StatusOr<std::unique_ptr<WritableFile>> Create(
      const std::string& path) = 0;

  // FailedPrecondition when `path` is no regular file; a pipe never blocks.
  virtual absl::StatusOr<std::unique_ptr<RandomAccessFile>> OpenForRead(
      const std::string& path) = 0;
  virtual absl::StatusOr<std::unique_ptr<MappedFile>> Map(
      const std::string& path) = 0;

  // Names in `directory`, sorted, without "." and "..".
  virtual absl::StatusOr<std::vector<std::string>> List(
      const std::string& directory) = 0;

  // Whether something is at `path`; false also when that cannot be known.
  virtual bool Exists(const std::string& path) = 0;

  // Replaces `to` in one step when it exists.
  virtual absl::Status Rename(const std::string& from,
                              const std::string& to) = 0;

  // Removes a file; no directory.
  virtual absl::Status Remove(const std::string& path) = 0;

  // Creates one directory; an existing one is no error, an existing file is.
  virtual absl::Status MakeDirectory(const std::string& path) = 0;

  // Makes the names in `directory` durable: what was created, renamed and
  // removed there. (Its own name is its parent's affair.)
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

// The path of `name` in `directory`. An empty directory is the current one.
std::string JoinPath(absl::string_view directory, absl::string_view name);

// The directory that holds the last component of `path`: "." for "news", "/"
// for "/news", "a" for "a/news" and "a/news/".
std::string ParentDirectory(absl::string_view path);

}  // namespace telusur

#endif  // TELUSUR_INDEX_IO_FILE_H_
