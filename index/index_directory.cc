#include "index/index_directory.h"

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

#include "absl/memory/memory.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

absl::string_view Extension(IndexFileKind kind) {
  switch (kind) {
    case IndexFileKind::kSegment:
      return "segment";
    case IndexFileKind::kDeletions:
      return "deletions";
    case IndexFileKind::kRun:
      return "run";
    case IndexFileKind::kState:
      return "state";
  }
  assert(false);
  return "";
}

// Takes the digits in front of `*text` away and returns how many there were.
size_t ConsumeDigits(absl::string_view* text) {
  size_t digits = 0;
  while (digits < text->size() && absl::ascii_isdigit((*text)[digits])) {
    ++digits;
  }
  text->remove_prefix(digits);
  return digits;
}

// Whether `name` is <generation>-<number>.<kind>.
bool IsIndexFileName(absl::string_view name) {
  const size_t generation_digits = ConsumeDigits(&name);
  if (generation_digits < 8 || generation_digits > 20) return false;
  if (!absl::ConsumePrefix(&name, "-")) return false;
  const size_t number_digits = ConsumeDigits(&name);
  if (number_digits < 1 || number_digits > 10) return false;
  if (!absl::ConsumePrefix(&name, ".")) return false;
  return name == Extension(IndexFileKind::kSegment) ||
         name == Extension(IndexFileKind::kDeletions) ||
         name == Extension(IndexFileKind::kRun) ||
         name == Extension(IndexFileKind::kState);
}

// Whether `name` is what an interrupted build of `generation` is resumed from.
bool IsUnfinished(absl::string_view name, uint64_t generation) {
  const std::string prefix = absl::StrFormat("%08d-", generation);
  const absl::string_view final_name =
      absl::StripSuffix(name, kTemporarySuffix);
  return absl::StartsWith(name, prefix) &&
         (absl::EndsWith(final_name, Extension(IndexFileKind::kRun)) ||
          absl::EndsWith(name, Extension(IndexFileKind::kState)));
}

bool Mentions(const Manifest& manifest, absl::string_view name) {
  return std::any_of(manifest.segments.begin(), manifest.segments.end(),
                     [name](const SegmentEntry& segment) {
                       return segment.file_name == name ||
                              segment.deletions_file == name;
                     });
}

// The manifest of `directory`, or none when the directory holds no index and
// nothing that would be somebody else's.
absl::StatusOr<std::optional<Manifest>> ReadCurrent(
    FileSystem* fs, const std::string& directory, bool create) {
  std::vector<std::string> names;
  if (create) {
    ASSIGN_OR_RETURN(names, fs->List(directory));
  }
  if (!create || std::binary_search(names.begin(), names.end(),
                                    absl::string_view(kManifestFileName))) {
    Manifest manifest;
    ASSIGN_OR_RETURN(manifest, ReadManifest(fs, directory));
    return std::optional<Manifest>(std::move(manifest));
  }
  for (const std::string& name : names) {
    if (name != kLockFileName && !IsBuilderFileName(name)) {
      return absl::FailedPreconditionError(absl::StrCat(
          directory, ": neither empty nor a Telusur index (it holds ", name,
          "); nothing was changed"));
    }
  }
  return std::optional<Manifest>();
}

absl::StatusOr<std::unique_ptr<FileLock>> LockDirectory(
    FileSystem* fs, const std::string& directory) {
  auto lock = fs->Lock(JoinPath(directory, kLockFileName));
  if (!absl::IsFailedPrecondition(lock.status())) return lock;
  return absl::FailedPreconditionError(absl::StrCat(
      directory, ": another build is changing this index (it holds ",
      kLockFileName, "); nothing was changed"));
}

// Removes the litter beside the index of `manifest`; what cannot be removed
// stays. With `sync_first`, what `directory` shows is made durable before the
// first file goes. What an interrupted build of generation `unfinished` is
// resumed from stays; 0: none does.
absl::Status RemoveLitter(FileSystem* fs, const std::string& directory,
                          const std::optional<Manifest>& manifest,
                          bool sync_first, uint64_t unfinished) {
  std::vector<std::string> names;
  ASSIGN_OR_RETURN(names, fs->List(directory));
  for (const std::string& name : names) {
    if (!IsBuilderFileName(name)) continue;
    if (manifest.has_value() && Mentions(*manifest, name)) continue;
    if (unfinished != 0 && IsUnfinished(name, unfinished)) continue;
    if (sync_first) RETURN_IF_ERROR(fs->SyncDirectory(directory));
    sync_first = false;
    fs->Remove(JoinPath(directory, name)).IgnoreError();
  }
  return absl::OkStatus();
}

uint64_t NextGeneration(const std::optional<Manifest>& current) {
  return current.has_value() ? current->generation + 1 : 1;
}

}  // namespace

std::string IndexFileName(uint64_t generation, uint32_t number,
                          IndexFileKind kind) {
  return absl::StrFormat("%08d-%d.%s", generation, number, Extension(kind));
}

bool IsBuilderFileName(absl::string_view name) {
  return name == kStagedManifestFileName ||
         IsIndexFileName(absl::StripSuffix(name, kTemporarySuffix));
}

absl::StatusOr<std::unique_ptr<IndexUpdate>> IndexUpdate::Begin(
    FileSystem* fs, const std::string& directory, const Options& options) {
  if (options.create) RETURN_IF_ERROR(fs->MakeDirectory(directory));
  // Asked before the lock file is made, which would be a trace in a directory
  // that is not ours, and again under the lock.
  RETURN_IF_ERROR(ReadCurrent(fs, directory, options.create).status());
  std::unique_ptr<FileLock> lock;
  ASSIGN_OR_RETURN(lock, LockDirectory(fs, directory));
  std::optional<Manifest> current;
  ASSIGN_OR_RETURN(current, ReadCurrent(fs, directory, options.create));
  if (!current.has_value()) {
    RETURN_IF_ERROR(fs->SyncDirectory(ParentDirectory(directory)));
  }
  const uint64_t unfinished =
      options.keep_unfinished ? NextGeneration(current) : 0;
  RETURN_IF_ERROR(
      RemoveLitter(fs, directory, current, /*sync_first=*/true, unfinished));
  return absl::WrapUnique(
      new IndexUpdate(fs, directory, std::move(lock), std::move(current)));
}

IndexUpdate::IndexUpdate(FileSystem* fs, std::string directory,
                         std::unique_ptr<FileLock> lock,
                         std::optional<Manifest> current)
    : fs_(fs),
      directory_(std::move(directory)),
      lock_(std::move(lock)),
      current_(std::move(current)),
      generation_(NextGeneration(current_)) {}

IndexUpdate::~IndexUpdate() {
  if (manifest_may_be_replaced_) return;
  RemoveLitter(fs_, directory_, current_, /*sync_first=*/false,
               keep_unfinished_ ? generation_ : 0)
      .IgnoreError();
}

absl::StatusOr<std::unique_ptr<WritableFile>> IndexUpdate::CreateFile(
    absl::string_view name) {
  if (!IsIndexFileName(name) ||
      !absl::StartsWith(name, absl::StrFormat("%08d-", generation_))) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot create ", Path(name),
                     ": not a file name of generation ", generation_));
  }
  return fs_->Create(absl::StrCat(Path(name), kTemporarySuffix));
}

absl::Status IndexUpdate::FinishFile(WritableFile* file,
                                     absl::string_view name) {
  RETURN_IF_ERROR(file->Sync());
  RETURN_IF_ERROR(file->Close());
  const std::string path = Path(name);
  RETURN_IF_ERROR(fs_->Rename(absl::StrCat(path, kTemporarySuffix), path));
  MutexLock lock(&mutex_);
  finished_.emplace(name);
  return absl::OkStatus();
}

absl::Status IndexUpdate::Commit(Manifest manifest) {
  assert(!manifest_may_be_replaced_);
  manifest.generation = generation_;
  RETURN_IF_ERROR(CheckNames(manifest));
  RETURN_IF_ERROR(fs_->SyncDirectory(directory_));
  RETURN_IF_ERROR(StageManifest(fs_, directory_, manifest));
  // From here on nobody knows which manifest a crash would leave, so that the
  // files of both must stay until the directory is synced.
  manifest_may_be_replaced_ = true;
  RETURN_IF_ERROR(PublishManifest(fs_, directory_));
  current_ = std::move(manifest);
  // The commit is done: what cannot be removed now, the next update removes.
  RemoveLitter(fs_, directory_, current_, /*sync_first=*/false,
               /*unfinished=*/0)
      .IgnoreError();
  return absl::OkStatus();
}

std::string IndexUpdate::Path(absl::string_view name) const {
  return JoinPath(directory_, name);
}

absl::Status IndexUpdate::CheckNames(const Manifest& manifest) const {
  MutexLock lock(&mutex_);
  for (const SegmentEntry& segment : manifest.segments) {
    for (const std::string& name :
         {segment.file_name, segment.deletions_file}) {
      if (!name.empty() && !finished_.contains(name) &&
          !(current_.has_value() && Mentions(*current_, name))) {
        return absl::InvalidArgumentError(absl::StrCat(
            "cannot commit ", directory_, ": ", name, " was not finished"));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace telusur
