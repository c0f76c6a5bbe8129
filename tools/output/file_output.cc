#include "tools/output/file_output.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"

namespace telusur {
namespace {

constexpr size_t kBufferBytes = 64 << 10;

}  // namespace

FileOutput::FileOutput(int fd, std::string name)
    : fd_(fd), name_(std::move(name)), is_terminal_(isatty(fd) == 1) {}

absl::Status FileOutput::MaybeFlush() {
  if (is_terminal_ || buffer_.size() >= kBufferBytes) return Flush();
  return status_;
}

absl::Status FileOutput::Flush() {
  absl::string_view rest = buffer_;
  while (status_.ok() && !rest.empty()) {
    const ssize_t n = write(fd_, rest.data(), rest.size());
    if (n >= 0) {
      rest.remove_prefix(n);
    } else if (errno != EINTR) {
      status_ = absl::ErrnoToStatus(errno, absl::StrCat("writing ", name_));
    }
  }
  buffer_.clear();
  return status_;
}

}  // namespace telusur
