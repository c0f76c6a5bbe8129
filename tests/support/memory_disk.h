// What is on a disk, and what a power failure may leave of it.
//
// Durability, as weak as POSIX allows:
//
// - A file's bytes last once it was synced. Of what was written after that, a
//   crash keeps nothing, everything, a first part followed by a page of
//   garbage, or its length alone.
// - A name lasts once its directory was synced. After a crash, every name
// stands
//   for one of the things that it stood for since that sync, each name for
//   itself: a rename may be half done, and a removal may last while a rename
//   before it is lost.
// - A directory is a name in its parent.

#ifndef TELUSUR_TESTS_SUPPORT_MEMORY_DISK_H_
#define TELUSUR_TESTS_SUPPORT_MEMORY_DISK_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace telusur {

// Paths start at the root, with or without a slash in front; at first the root
// is all there is. Errors are those of the system calls. Thread-compatible.
class MemoryDisk {
 public:
  // A file or a directory.
  struct Node {
    bool is_directory = false;
    std::string bytes;          // of a file
    std::string durable_bytes;  // the same as of its last sync
    // Of a directory: what each name stood for since the last sync, null for
    // nothing. Never empty: the first lasts, the last is the present one.
    std::map<std::string, std::vector<std::shared_ptr<Node>>> entries;
  };

  MemoryDisk();
  MemoryDisk(MemoryDisk&&) = default;
  MemoryDisk& operator=(MemoryDisk&&) = default;

  // The node at `path`, or null.
  std::shared_ptr<Node> Find(absl::string_view path) const;

  absl::StatusOr<std::shared_ptr<Node>> FindFile(const std::string& path) const;
  absl::StatusOr<std::shared_ptr<Node>> CreateFile(const std::string& path);
  absl::StatusOr<std::vector<std::string>> List(const std::string& path) const;
  absl::Status Rename(const std::string& from, const std::string& to);
  absl::Status RemoveFile(const std::string& path);
  absl::Status MakeDirectory(const std::string& path);
  absl::Status SyncDirectory(const std::string& path);

  // Calls `visit` with every disk that a power failure may leave of this one,
  // and with words for it. When the names alone give more than
  // kMaxNameStates combinations: with the extreme ones and a fixed choice of
  // the others.
  static constexpr int kMaxNameStates = 1024;
  void ForEachCrashState(
      absl::FunctionRef<void(MemoryDisk state, const std::string& description)>
          visit) const;

 private:
  // Makes `path` stand for `node`, null for nothing.
  absl::Status Link(const std::string& path, std::shared_ptr<Node> node);

  std::shared_ptr<Node> root_;
};

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_MEMORY_DISK_H_
