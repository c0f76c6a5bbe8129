#include "index/io/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

// Large enough that the calls' cost vanishes, small enough to stay in L2.
constexpr size_t kBufferBytes = 128 << 10;

// The most that one read or write moves: Linux stops just below 2 GiB.
constexpr uint64_t kMaxCallBytes = 1 << 30;

// `what` says what could not be done.
absl::Status ErrnoStatus(int error, absl::string_view what,
                         absl::string_view path) {
  return absl::ErrnoToStatus(error, absl::StrCat("cannot ", what, " ", path));
}

// Calls `call` again as long as a signal interrupts it.
template <typename Call>
auto RetryInterrupted(Call call) {
  auto result = call();
  while (result == -1 && errno == EINTR) result = call();
  return result;
}

// Owns a file descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.Release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }

  int get() const { return fd_; }
  int Release() { return std::exchange(fd_, -1); }

 private:
  int fd_ = -1;
};

absl::StatusOr<Descriptor> Open(const std::string& path, int flags,
                                absl::string_view what) {
  Descriptor fd(RetryInterrupted(
      [&] { return ::open(path.c_str(), flags | O_CLOEXEC, 0666); }));
  if (fd.get() < 0) return ErrnoStatus(errno, what, path);
  return fd;
}

// A regular file, open for reading.
struct OpenedFile {
  Descriptor fd;
  uint64_t size;
};

absl::StatusOr<OpenedFile> OpenRegularFile(const std::string& path) {
  // O_NONBLOCK: opening a pipe would wait for a writer.
  OpenedFile file;
  ASSIGN_OR_RETURN(file.fd, Open(path, O_RDONLY | O_NONBLOCK, "open"));
  struct stat info;
  if (::fstat(file.fd.get(), &info) != 0)
    return ErrnoStatus(errno, "stat", path);
  if (!S_ISREG(info.st_mode)) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot read ", path, ": not a regular file"));
  }
  file.size = static_cast<uint64_t>(info.st_size);
  return file;
}

class PosixWritableFile : public WritableFile {
 public:
  PosixWritableFile(std::string path, Descriptor fd)
      : path_(std::move(path)),
        fd_(std::move(fd)),
        buffer_(new char[kBufferBytes]) {}

  absl::Status Append(absl::string_view bytes) override {
    assert(fd_.get() >= 0);
    RETURN_IF_ERROR(status_);
    size_ += bytes.size();
    if (buffered_ > 0 && bytes.size() > kBufferBytes - buffered_) {
      const size_t head = kBufferBytes - buffered_;
      FillBuffer(bytes.substr(0, head));
      bytes.remove_prefix(head);
      RETURN_IF_ERROR(WriteBuffer());
    }
    if (bytes.size() > kBufferBytes) {
      const size_t whole = bytes.size() - bytes.size() % kBufferBytes;
      RETURN_IF_ERROR(Write(bytes.substr(0, whole)));
      bytes.remove_prefix(whole);
    }
    FillBuffer(bytes);
    return absl::OkStatus();
  }

  absl::Status Sync() override {
    assert(fd_.get() >= 0);
    RETURN_IF_ERROR(WriteBuffer());
    if (RetryInterrupted([&] { return ::fsync(fd_.get()); }) != 0) {
      status_ = ErrnoStatus(errno, "sync", path_);
    }
    return status_;
  }

  absl::Status Close() override {
    if (fd_.get() < 0) return status_;
    if (status_.ok()) status_ = WriteBuffer();
    // Linux frees the descriptor also when close is interrupted.
    if (::close(fd_.Release()) != 0 && errno != EINTR && status_.ok()) {
      status_ = ErrnoStatus(errno, "close", path_);
    }
    return status_;
  }

  uint64_t size() const override { return size_; }

 private:
  // REQUIRES: `bytes` fit.
  void FillBuffer(absl::string_view bytes) {
    std::copy(bytes.begin(), bytes.end(), buffer_.get() + buffered_);
    buffered_ += bytes.size();
  }

  absl::Status WriteBuffer() {
    const absl::string_view bytes(buffer_.get(), buffered_);
    buffered_ = 0;
    return Write(bytes);
  }

  absl::Status Write(absl::string_view bytes) {
    while (status_.ok() && !bytes.empty()) {
      const size_t size = std::min<uint64_t>(bytes.size(), kMaxCallBytes);
      const ssize_t written = RetryInterrupted(
          [&] { return ::write(fd_.get(), bytes.data(), size); });
      if (written < 0) {
        status_ = ErrnoStatus(errno, "write", path_);
      } else {
        bytes.remove_prefix(static_cast<size_t>(written));
      }
    }
    return status_;
  }

  const std::string path_;
  Descriptor fd_;
  absl::Status status_;
  std::unique_ptr<char[]> buffer_;
  size_t buffered_ = 0;
  uint64_t size_ = 0;
};

class PosixRandomAccessFile : public RandomAccessFile {
 public:
  PosixRandomAccessFile(std::string path, OpenedFile file)
      : path_(std::move(path)), file_(std::move(file)) {}

  absl::Status Read(uint64_t offset, uint64_t size,
                    char* buffer) const override {
    if (offset > file_.size || size > file_.size - offset) {
      return EndOfFile(offset, size);
    }
    uint64_t done = 0;
    while (done < size) {
      const ssize_t read = RetryInterrupted([&] {
        return ::pread(file_.fd.get(), buffer + done,
                       std::min(size - done, kMaxCallBytes),
                       static_cast<off_t>(offset + done));
      });
      if (read < 0) return ErrnoStatus(errno, "read", path_);
      if (read == 0) return EndOfFile(offset, size);  // shortened meanwhile
      done += static_cast<uint64_t>(read);
    }
    return absl::OkStatus();
  }

  uint64_t size() const override { return file_.size; }

 private:
  absl::Status EndOfFile(uint64_t offset, uint64_t size) const {
    return absl::DataLossError(absl::StrCat("cannot read ", size,
                                            " bytes at offset ", offset, " of ",
                                            path_, ": the file ends before"));
  }

  const std::string path_;
  const OpenedFile file_;
};

class PosixMappedFile : public MappedFile {
 public:
  explicit PosixMappedFile(absl::string_view bytes) : bytes_(bytes) {}
  ~PosixMappedFile() override {
    if (bytes_.empty()) return;
    ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
  }
  PosixMappedFile(const PosixMappedFile&) = delete;
  PosixMappedFile& operator=(const PosixMappedFile&) = delete;

  absl::string_view bytes() const override { return bytes_; }

  void DropPages() const override {
    if (bytes_.empty()) return;
    // Of a file's pages only the mapping is given up. Not being able to is no
    // error: they are then given up under pressure.
    ::madvise(const_cast<char*>(bytes_.data()), bytes_.size(), MADV_DONTNEED);
  }

 private:
  const absl::string_view bytes_;
};

class PosixFileLock : public FileLock {
 public:
  explicit PosixFileLock(Descriptor fd) : fd_(std::move(fd)) {}

 private:
  const Descriptor fd_;  // closing it gives the lock back
};

struct DirectoryCloser {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

class PosixFileSystem : public FileSystem {
 public:
  absl::StatusOr<std::unique_ptr<WritableFile>> Create(
      const std::string& path) override {
    Descriptor fd;
    ASSIGN_OR_RETURN(fd, Open(path, O_WRONLY | O_CREAT | O_TRUNC, "create"));
    return std::make_unique<PosixWritableFile>(path, std::move(fd));
  }

  absl::StatusOr<std::unique_ptr<RandomAccessFile>> OpenForRead(
      const std::string& path) override {
    OpenedFile file;
    ASSIGN_OR_RETURN(file, OpenRegularFile(path));
    return std::make_unique<PosixRandomAccessFile>(path, std::move(file));
  }

  absl::StatusOr<std::unique_ptr<MappedFile>> Map(
      const std::string& path) override {
    OpenedFile file;
    ASSIGN_OR_RETURN(file, OpenRegularFile(path));
    if (file.size == 0) return std::make_unique<PosixMappedFile>("");
    // No advice: postings lists are streamed, and dictionary blocks and stored
    // documents touched here and there; the system's read-ahead tells them
    // apart.
    void* base = ::mmap(nullptr, file.size, PROT_READ, MAP_SHARED,
                        file.fd.get(), /*offset=*/0);
    if (base == MAP_FAILED) return ErrnoStatus(errno, "map", path);
    return std::make_unique<PosixMappedFile>(
        absl::string_view(static_cast<const char*>(base), file.size));
  }

  absl::StatusOr<std::vector<std::string>> List(
      const std::string& directory) override {
    std::unique_ptr<DIR, DirectoryCloser> stream(::opendir(directory.c_str()));
    if (stream == nullptr) return ErrnoStatus(errno, "list", directory);
    std::vector<std::string> names;
    for (;;) {
      errno = 0;
      const dirent* entry = ::readdir(stream.get());
      if (entry == nullptr) break;
      const absl::string_view name = entry->d_name;
      if (name != "." && name != "..") names.emplace_back(name);
    }
    if (errno != 0) return ErrnoStatus(errno, "list", directory);
    std::sort(names.begin(), names.end());
    return names;
  }

  bool Exists(const std::string& path) override {
    return ::access(path.c_str(), F_OK) == 0;
  }

  absl::Status Rename(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) == 0) return absl::OkStatus();
    const int error = errno;
    return ErrnoStatus(error, absl::StrCat("rename ", from, " to"), to);
  }

  absl::Status Remove(const std::string& path) override {
    if (::unlink(path.c_str()) == 0) return absl::OkStatus();
    return ErrnoStatus(errno, "remove", path);
  }

  absl::Status MakeDirectory(const std::string& path) override {
    if (::mkdir(path.c_str(), 0777) == 0) return absl::OkStatus();
    const int error = errno;
    struct stat info;
    if (error == EEXIST && ::stat(path.c_str(), &info) == 0 &&
        S_ISDIR(info.st_mode)) {
      return absl::OkStatus();
    }
    return ErrnoStatus(error, "create directory", path);
  }

  absl::Status SyncDirectory(const std::string& directory) override {
    Descriptor fd;
    ASSIGN_OR_RETURN(fd, Open(directory, O_RDONLY | O_DIRECTORY, "sync"));
    // EINVAL is the answer of file systems that cannot sync a directory.
    if (RetryInterrupted([&] { return ::fsync(fd.get()); }) != 0 &&
        errno != EINVAL) {
      return ErrnoStatus(errno, "sync", directory);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::unique_ptr<FileLock>> Lock(
      const std::string& path) override {
    Descriptor fd;
    ASSIGN_OR_RETURN(fd, Open(path, O_RDWR | O_CREAT, "create"));
    if (RetryInterrupted(
            [&] { return ::flock(fd.get(), LOCK_EX | LOCK_NB); }) == 0) {
      return std::make_unique<PosixFileLock>(std::move(fd));
    }
    if (errno != EWOULDBLOCK) return ErrnoStatus(errno, "lock", path);
    return absl::FailedPreconditionError(
        absl::StrCat("cannot lock ", path, ": it is locked already"));
  }
};

}  // namespace

FileSystem* FileSystem::Posix() {
  static FileSystem* const posix = new PosixFileSystem;
  return posix;
}

absl::StatusOr<std::string> ReadWholeFile(FileSystem* fs,
                                          const std::string& path,
                                          uint64_t max_bytes) {
  std::unique_ptr<RandomAccessFile> file;
  ASSIGN_OR_RETURN(file, fs->OpenForRead(path));
  if (file->size() > max_bytes) {
    return absl::DataLossError(absl::StrCat("cannot read ", path, ": ",
                                            file->size(), " bytes, at most ",
                                            max_bytes, " expected"));
  }
  std::string bytes(file->size(), '\0');
  RETURN_IF_ERROR(file->Read(0, bytes.size(), &bytes[0]));
  return bytes;
}

std::string JoinPath(absl::string_view directory, absl::string_view name) {
  if (directory.empty()) return std::string(name);
  return absl::StrCat(absl::StripSuffix(directory, "/"), "/", name);
}

std::string ParentDirectory(absl::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  const size_t slash = path.rfind('/');
  if (slash == absl::string_view::npos) return ".";
  path = path.substr(0, slash);
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  return path.empty() ? "/" : std::string(path);
}

}  // namespace telusur
