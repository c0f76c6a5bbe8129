#include "tools/input/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "tools/interrupt.h"

namespace telusur {

absl::StatusOr<std::unique_ptr<FileSource>> FileSource::Open(
    const std::string& path) {
  if (path == "-") return absl::WrapUnique(new FileSource(0, /*owned=*/false));
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return absl::ErrnoToStatus(errno, "cannot be opened");
  auto source = absl::WrapUnique(new FileSource(fd, /*owned=*/true));
  struct stat info;
  if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
    return absl::InvalidArgumentError("is a directory");
  }
  return source;
}

FileSource::~FileSource() {
  if (owned_) close(fd_);
}

absl::StatusOr<size_t> FileSource::Read(char* buffer, size_t size) {
  for (;;) {
    if (Interrupted()) return absl::CancelledError("interrupted");
    ssize_t n = read(fd_, buffer, size);
    if (n >= 0) {
      bytes_read_ += n;
      return static_cast<size_t>(n);
    }
    if (errno != EINTR) return absl::ErrnoToStatus(errno, "cannot be read");
  }
}

absl::StatusOr<size_t> MemorySource::Read(char* buffer, size_t size) {
  const size_t n = std::min(size, rest_.size());
  memcpy(buffer, rest_.data(), n);
  rest_.remove_prefix(n);
  return n;
}

absl::StatusOr<size_t> PrefixedSource::Read(char* buffer, size_t size) {
  size_t n = std::min(size, prefix_.size() - taken_);
  if (n == 0) return rest_->Read(buffer, size);
  memcpy(buffer, prefix_.data() + taken_, n);
  taken_ += n;
  return n;
}

}  // namespace telusur
