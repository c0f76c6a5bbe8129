#include "tests/support/recording_file_system.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "index/io/status_macros.h"

namespace telusur {

using Kind = FileOperation::Kind;
using NodePtr = std::shared_ptr<MemoryDisk::Node>;

namespace {

absl::string_view Words(Kind kind) {
  switch (kind) {
    case Kind::kCreate:
      return "create";
    case Kind::kAppend:
      return "append";
    case Kind::kSync:
      return "sync";
    case Kind::kClose:
      return "close";
    case Kind::kRename:
      return "rename";
    case Kind::kRemove:
      return "remove";
    case Kind::kMakeDirectory:
      return "make directory";
    case Kind::kSyncDirectory:
      return "sync directory";
    case Kind::kLock:
      return "lock";
    case Kind::kOpen:
      return "open";
    case Kind::kRead:
      return "read";
    case Kind::kList:
      return "list";
  }
  return "";
}

absl::Status EndOfFile(const std::string& path) {
  return absl::DataLossError(absl::StrCat("cannot read beyond ", path));
}

}  // namespace

class RecordingFileSystem::Writable : public WritableFile {
 public:
  Writable(RecordingFileSystem* fs, std::string path, NodePtr file)
      : fs_(fs), path_(std::move(path)), file_(std::move(file)) {}

  absl::Status Append(absl::string_view bytes) override {
    assert(!closed_);
    RETURN_IF_ERROR(status_);
    size_ += bytes.size();
    status_ = fs_->Perform(
        {Kind::kAppend, path_, ""},
        [&] {
          file_->bytes.append(bytes.data(), bytes.size());
          return absl::OkStatus();
        },
        [&] { file_->bytes.append(bytes.data(), bytes.size() / 2); });
    return status_;
  }

  absl::Status Sync() override {
    assert(!closed_);
    RETURN_IF_ERROR(status_);
    status_ = fs_->Perform({Kind::kSync, path_, ""}, [&] {
      file_->durable_bytes = file_->bytes;
      return absl::OkStatus();
    });
    return status_;
  }

  absl::Status Close() override {
    if (closed_) return status_;
    closed_ = true;
    const absl::Status status = fs_->Perform({Kind::kClose, path_, ""},
                                             [] { return absl::OkStatus(); });
    status_.Update(status);
    return status_;
  }

  uint64_t size() const override { return size_; }

 private:
  RecordingFileSystem* const fs_;
  const std::string path_;
  const NodePtr file_;
  absl::Status status_;
  bool closed_ = false;
  uint64_t size_ = 0;
};

class RecordingFileSystem::Readable : public RandomAccessFile {
 public:
  Readable(RecordingFileSystem* fs, std::string path, std::string bytes)
      : fs_(fs), path_(std::move(path)), bytes_(std::move(bytes)) {}

  absl::Status Read(uint64_t offset, uint64_t size,
                    char* buffer) const override {
    return fs_->Perform({Kind::kRead, path_, ""}, [&] {
      if (offset > bytes_.size() || size > bytes_.size() - offset) {
        return EndOfFile(path_);
      }
      std::copy_n(bytes_.begin() + offset, size, buffer);
      return absl::OkStatus();
    });
  }

  uint64_t size() const override { return bytes_.size(); }

 private:
  RecordingFileSystem* const fs_;
  const std::string path_;
  const std::string bytes_;
};

class RecordingFileSystem::Mapped : public MappedFile {
 public:
  explicit Mapped(std::string bytes) : bytes_(std::move(bytes)) {}
  absl::string_view bytes() const override { return bytes_; }

 private:
  const std::string bytes_;
};

class RecordingFileSystem::HeldLock : public FileLock {
 public:
  HeldLock(RecordingFileSystem* fs, std::string path)
      : fs_(fs), path_(std::move(path)) {}
  ~HeldLock() override {
    MutexLock lock(&fs_->mutex_);
    fs_->locks_.erase(path_);
  }

 private:
  RecordingFileSystem* const fs_;
  const std::string path_;
};

std::string ToString(const FileOperation& operation) {
  return absl::StrCat(Words(operation.kind), " ", operation.path,
                      operation.target.empty() ? "" : " ", operation.target);
}

std::vector<FileOperation> RecordingFileSystem::operations() const {
  MutexLock lock(&mutex_);
  return operations_;
}

int RecordingFileSystem::num_operations() const {
  MutexLock lock(&mutex_);
  return static_cast<int>(operations_.size());
}

int RecordingFileSystem::num_syncs() const {
  MutexLock lock(&mutex_);
  return num_syncs_;
}

void RecordingFileSystem::Observe(std::function<void()> observer) {
  observer_ = std::move(observer);
}

void RecordingFileSystem::SetFault(std::optional<FileFault> fault) {
  MutexLock lock(&mutex_);
  fault_ = fault;
}

void RecordingFileSystem::IgnoreSync(int sync) {
  MutexLock lock(&mutex_);
  ignored_sync_ = sync;
}

void RecordingFileSystem::ForEachCrashState(
    absl::FunctionRef<void(RecordingFileSystem* state,
                           const std::string& description)>
        visit) const {
  MutexLock lock(&mutex_);
  disk_.ForEachCrashState([&](MemoryDisk disk, const std::string& description) {
    RecordingFileSystem state(std::move(disk));
    visit(&state, description);
  });
}

absl::Status RecordingFileSystem::Perform(
    FileOperation operation, absl::FunctionRef<absl::Status()> effect,
    absl::FunctionRef<void()> torn_effect) {
  const bool may_change = operation.kind < Kind::kOpen;
  absl::Status status;
  {
    MutexLock lock(&mutex_);
    status = PerformLocked(std::move(operation), effect, torn_effect);
  }
  if (may_change && observer_ != nullptr) observer_();
  return status;
}

absl::Status RecordingFileSystem::PerformLocked(
    FileOperation operation, absl::FunctionRef<absl::Status()> effect,
    absl::FunctionRef<void()> torn_effect) {
  const int number = static_cast<int>(operations_.size());
  operations_.push_back(std::move(operation));
  const FileOperation& recorded = operations_.back();
  const bool is_sync =
      recorded.kind == Kind::kSync || recorded.kind == Kind::kSyncDirectory;
  const bool ignored = is_sync && ignored_sync_ == num_syncs_;
  if (is_sync) ++num_syncs_;
  if (fault_.has_value() && (number == fault_->operation ||
                             (fault_->lasting && number > fault_->operation))) {
    if (fault_->tears && number == fault_->operation) torn_effect();
    return absl::ErrnoToStatus(fault_->error,
                               absl::StrCat("cannot ", ToString(recorded)));
  }
  return ignored ? absl::OkStatus() : effect();
}

absl::StatusOr<std::unique_ptr<WritableFile>> RecordingFileSystem::Create(
    const std::string& path) {
  NodePtr file;
  RETURN_IF_ERROR(Perform({Kind::kCreate, path, ""}, [&]() -> absl::Status {
    mutex_.AssertHeld();
    ASSIGN_OR_RETURN(file, disk_.CreateFile(path));
    return absl::OkStatus();
  }));
  return std::make_unique<Writable>(this, path, std::move(file));
}

absl::StatusOr<std::string> RecordingFileSystem::ReadAll(
    const std::string& path) {
  std::string bytes;
  RETURN_IF_ERROR(Perform({Kind::kOpen, path, ""}, [&]() -> absl::Status {
    mutex_.AssertHeld();
    NodePtr file;
    ASSIGN_OR_RETURN(file, disk_.FindFile(path));
    bytes = file->bytes;
    return absl::OkStatus();
  }));
  return bytes;
}

absl::StatusOr<std::unique_ptr<RandomAccessFile>>
RecordingFileSystem::OpenForRead(const std::string& path) {
  std::string bytes;
  ASSIGN_OR_RETURN(bytes, ReadAll(path));
  return std::make_unique<Readable>(this, path, std::move(bytes));
}

absl::StatusOr<std::unique_ptr<MappedFile>> RecordingFileSystem::Map(
    const std::string& path) {
  std::string bytes;
  ASSIGN_OR_RETURN(bytes, ReadAll(path));
  return std::make_unique<Mapped>(std::move(bytes));
}

absl::StatusOr<std::vector<std::string>> RecordingFileSystem::List(
    const std::string& directory) {
  std::vector<std::string> names;
  RETURN_IF_ERROR(Perform({Kind::kList, directory, ""}, [&]() -> absl::Status {
    mutex_.AssertHeld();
    ASSIGN_OR_RETURN(names, disk_.List(directory));
    return absl::OkStatus();
  }));
  return names;
}

bool RecordingFileSystem::Exists(const std::string& path) {
  MutexLock lock(&mutex_);
  return disk_.Find(path) != nullptr;
}

absl::Status RecordingFileSystem::Rename(const std::string& from,
                                         const std::string& to) {
  return Perform({Kind::kRename, from, to}, [&] {
    mutex_.AssertHeld();
    return disk_.Rename(from, to);
  });
}

absl::Status RecordingFileSystem::Remove(const std::string& path) {
  return Perform({Kind::kRemove, path, ""}, [&] {
    mutex_.AssertHeld();
    return disk_.RemoveFile(path);
  });
}

absl::Status RecordingFileSystem::MakeDirectory(const std::string& path) {
  return Perform({Kind::kMakeDirectory, path, ""}, [&] {
    mutex_.AssertHeld();
    return disk_.MakeDirectory(path);
  });
}

absl::Status RecordingFileSystem::SyncDirectory(const std::string& directory) {
  return Perform({Kind::kSyncDirectory, directory, ""}, [&] {
    mutex_.AssertHeld();
    return disk_.SyncDirectory(directory);
  });
}

absl::StatusOr<std::unique_ptr<FileLock>> RecordingFileSystem::Lock(
    const std::string& path) {
  RETURN_IF_ERROR(Perform({Kind::kLock, path, ""}, [&]() -> absl::Status {
    mutex_.AssertHeld();
    RETURN_IF_ERROR(disk_.CreateFile(path).status());
    if (locks_.insert(path).second) return absl::OkStatus();
    return absl::FailedPreconditionError(
        absl::StrCat("cannot lock ", path, ": it is locked already"));
  }));
  return std::make_unique<HeldLock>(this, path);
}

}  // namespace telusur
