// A file system in memory that records what is done to it, fails on demand and
// forgets what a power failure may make it forget (memory_disk.h).
//
// A killed process is one whose every operation fails from some point on
// (FileFault::lasting); a power failure leaves one of the crash states.

#ifndef TELUSUR_TESTS_SUPPORT_RECORDING_FILE_SYSTEM_H_
#define TELUSUR_TESTS_SUPPORT_RECORDING_FILE_SYSTEM_H_

#include <cerrno>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "index/io/file.h"
#include "index/io/mutex.h"
#include "tests/support/memory_disk.h"

namespace telusur {

struct FileOperation {
  enum class Kind {
    kCreate,
    kAppend,
    kSync,
    kClose,
    kRename,
    kRemove,
    kMakeDirectory,
    kSyncDirectory,
    kLock,
    // The following change nothing.
    kOpen,  // OpenForRead and Map
    kRead,
    kList,
  };
  Kind kind;
  std::string path;
  std::string target;  // of a rename
};

// For messages: "rename a/MANIFEST.tmp a/MANIFEST".
std::string ToString(const FileOperation& operation);

// Makes operations fail.
struct FileFault {
  int operation;  // the first one, counted from 0
  int error = EIO;
  bool lasting = false;  // and every later one
  bool tears = false;    // an Append that fails writes half of its bytes first
};

// Nothing is buffered: an Append is at once what other readers see.
// Thread-safe, except that Observe is called when nothing else runs.
class RecordingFileSystem : public FileSystem {
 public:
  RecordingFileSystem() = default;
  explicit RecordingFileSystem(MemoryDisk disk) : disk_(std::move(disk)) {}

  // What was done so far, failed operations included. Exists is not recorded
  // and does not fail.
  std::vector<FileOperation> operations() const;
  int num_operations() const;

  // How many of them were syncs, of files or of directories.
  int num_syncs() const;

  // Calls `observer` after every operation that may have changed something.
  void Observe(std::function<void()> observer);

  // None: nothing fails any more.
  void SetFault(std::optional<FileFault> fault);

  // Makes sync number `sync`, counted from 0, claim success and do nothing.
  void IgnoreSync(int sync);

  // Calls `visit` with a file system for every disk that a power failure may
  // leave now. `visit` must not use this file system.
  void ForEachCrashState(absl::FunctionRef<void(RecordingFileSystem* state,
                                                const std::string& description)>
                             visit) const;

  absl::StatusOr<std::unique_ptr<WritableFile>> Create(
      const std::string& path) override;
  absl::StatusOr<std::unique_ptr<RandomAccessFile>> OpenForRead(
      const std::string& path) override;
  absl::StatusOr<std::unique_ptr<MappedFile>> Map(
      const std::string& path) override;
  absl::StatusOr<std::vector<std::string>> List(
      const std::string& directory) override;
  bool Exists(const std::string& path) override;
  absl::Status Rename(const std::string& from, const std::string& to) override;
  absl::Status Remove(const std::string& path) override;
  absl::Status MakeDirectory(const std::string& path) override;
  absl::Status SyncDirectory(const std::string& directory) override;
  absl::StatusOr<std::unique_ptr<FileLock>> Lock(
      const std::string& path) override;

 private:
  class Writable;
  class Readable;
  class Mapped;
  class HeldLock;

  // Records `operation` and performs `effect` on the disk, or what the faults
  // ask for instead: before an error that tears, `torn_effect`.
  absl::Status Perform(
      FileOperation operation, absl::FunctionRef<absl::Status()> effect,
      absl::FunctionRef<void()> torn_effect = [] {});
  absl::Status PerformLocked(FileOperation operation,
                             absl::FunctionRef<absl::Status()> effect,
                             absl::FunctionRef<void()> torn_effect)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<std::string> ReadAll(const std::string& path);

  mutable Mutex mutex_;
  MemoryDisk disk_ ABSL_GUARDED_BY(mutex_);
  std::vector<FileOperation> operations_ ABSL_GUARDED_BY(mutex_);
  int num_syncs_ ABSL_GUARDED_BY(mutex_) = 0;
  std::optional<FileFault> fault_ ABSL_GUARDED_BY(mutex_);
  std::optional<int> ignored_sync_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_set<std::string> locks_ ABSL_GUARDED_BY(mutex_);
  std::function<void()> observer_;
};

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_RECORDING_FILE_SYSTEM_H_
