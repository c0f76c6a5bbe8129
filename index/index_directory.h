// Changing an index directory so that a crash at any moment leaves the old
// index or the new one, whole.
//
// A change writes new files under names that no manifest mentions, and then
// replaces MANIFEST. The order, of which every step has its reason:
//
//   1. lock LOCK                   two builders would remove each other's files
//   2. sync the directory          the manifest just read may be a commit that
//                                  was killed before (7): it must last before
//                                  (3) relies on it
//   3. remove the litter           what a killed builder left
//   4. write NAME.tmp, sync it,    for each file
//      rename it to NAME
//   5. sync the directory          the names must last before the manifest does
//   6. write MANIFEST.tmp, sync
//      it, rename it to MANIFEST
//   7. sync the directory          here the commit is done
//   8. remove the litter           what only the old manifest mentioned
//
// (2) is left out when there is no litter. A directory that holds no index yet
// is also made durable in its parent, in (1).
//
// Litter are the files named as below that the manifest does not mention, and
// MANIFEST.tmp. Files of other names are never touched, and a directory that
// holds such files but no index is refused.
//
//   <generation>-<number>.<kind>[.tmp]      00000008-0.segment
//
//   generation : that of the manifest whose commit wrote the file, so that no
//                name of the present index is ever written; >= 8 digits
//   number     : from 0, chosen by the builder
//   kind       : segment | deletions | run | state
//
// Files of the last two kinds belong to one build and no manifest mentions
// them: runs, and the state by which a build that was interrupted is resumed
// (build_state.h). A change that resumes it keeps those of its generation.

#ifndef TELUSUR_INDEX_INDEX_DIRECTORY_H_
#define TELUSUR_INDEX_INDEX_DIRECTORY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/io/file.h"
#include "index/io/mutex.h"
#include "index/manifest.h"

namespace telusur {

inline constexpr char kLockFileName[] = "LOCK";

enum class IndexFileKind {
  kSegment,
  kDeletions,
  kRun,    // private to a build, never in a manifest
  kState,  // the same: what is needed to resume it
};

// Behind the name of a file that is not finished, and of every run.
inline constexpr char kTemporarySuffix[] = ".tmp";

// The name of a file that the manifest of `generation` is the first to mention.
std::string IndexFileName(uint64_t generation, uint32_t number,
                          IndexFileKind kind);

// Whether `name` is one that a builder gives to a file that a manifest may
// leave out: the only files that are ever removed.
bool IsBuilderFileName(absl::string_view name);

// One change of an index directory, from Begin to Commit. Destroying an update
// that was not committed removes its files, as far as that succeeds, and leaves
// the index as it was.
//
// Thread-safe, except that Commit and the destructor come after all else.
class IndexUpdate {
 public:
  struct Options {
    // Whether a missing directory or an empty one becomes a new index; if not,
    // they are the errors of ReadManifest.
    bool create = true;

    // Whether the runs and the state of an interrupted build stay.
    bool keep_unfinished = false;
  };

  // Locks `directory` and removes the litter of killed builders.
  //
  // FailedPrecondition when another update holds the lock, or when the
  // directory is not empty and holds no index; nothing is changed then. A
  // present index that cannot be read (DataLoss, Unimplemented) is never
  // replaced: whoever gives it up removes it.
  static absl::StatusOr<std::unique_ptr<IndexUpdate>> Begin(
      FileSystem* fs, const std::string& directory, const Options& options);
  ~IndexUpdate();

  // The manifest of the index as it is; none when there is no index yet.
  const std::optional<Manifest>& current() const { return current_; }

  // The generation that Commit will write.
  uint64_t generation() const { return generation_; }

  // Creates `name`.tmp. REQUIRES: `name` is an IndexFileName of this
  // generation (InvalidArgument), and used once.
  absl::StatusOr<std::unique_ptr<WritableFile>> CreateFile(
      absl::string_view name);

  // Syncs and closes `file`, which CreateFile returned for `name`, and gives it
  // its name. A private file that needs to outlast no crash (a run) is closed
  // instead; it keeps the name `name`.tmp.
  absl::Status FinishFile(WritableFile* file, absl::string_view name);

  // From now on, unless Commit succeeds, the destructor leaves the runs and the
  // state of this update, so that a later one can resume the build.
  void KeepUnfinished() { keep_unfinished_ = true; }

  // Makes `manifest`, with this update's generation, the directory's manifest.
  // Every file that it mentions was finished by this update or is mentioned by
  // current() (InvalidArgument). Called once.
  //
  // After an error the index is the old one; or, if the error came from the
  // last two steps (the rename and the sync of the directory), one of the two,
  // and the next Begin tells which.
  absl::Status Commit(Manifest manifest);

 private:
  IndexUpdate(FileSystem* fs, std::string directory,
              std::unique_ptr<FileLock> lock, std::optional<Manifest> current);

  std::string Path(absl::string_view name) const;
  absl::Status CheckNames(const Manifest& manifest) const;

  FileSystem* const fs_;
  const std::string directory_;
  const std::unique_ptr<FileLock> lock_;
  std::optional<Manifest> current_;
  const uint64_t generation_;
  bool manifest_may_be_replaced_ = false;
  bool keep_unfinished_ = false;

  mutable Mutex mutex_;
  absl::flat_hash_set<std::string> finished_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_INDEX_DIRECTORY_H_
