#include "tools/repl/pager.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace telusur {
namespace {

// What less does with output of ours: it passes colours on (R), leaves the text
// on the screen (X), and ends by itself where all fits (F).
constexpr char kLessOptions[] = "FRX";

bool IsInstalled(absl::string_view program) {
  const char* path = getenv("PATH");
  if (path == nullptr) return false;
  for (const absl::string_view folder : absl::StrSplit(path, ':')) {
    if (access(absl::StrCat(folder, "/", program).c_str(), X_OK) == 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string PagerCommand() {
  const char* command = getenv("PAGER");
  if (command != nullptr) return command;
  return IsInstalled("less") ? "less" : "";
}

absl::StatusOr<std::unique_ptr<Pager>> Pager::Start(
    const std::string& command) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return absl::ErrnoToStatus(errno, "starting a pager");
  }
  const pid_t pid = fork();
  if (pid == 0) {
    if (dup2(ends[0], 0) < 0) _exit(127);
    setenv("LESS", kLessOptions, /*overwrite=*/0);
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  const int error = errno;
  close(ends[0]);
  if (pid < 0) {
    close(ends[1]);
    return absl::ErrnoToStatus(error, "starting a pager");
  }
  return std::unique_ptr<Pager>(new Pager(pid, ends[1]));
}

Pager::Pager(pid_t pid, int input)
    : pid_(pid), input_(input), old_pipe_handler_(signal(SIGPIPE, SIG_IGN)) {}

Pager::~Pager() {
  close(input_);
  int status;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  signal(SIGPIPE, old_pipe_handler_);
}

bool Pager::Write(absl::string_view text) {
  while (!text.empty()) {
    const ssize_t n = write(input_, text.data(), text.size());
    if (n >= 0) {
      text.remove_prefix(static_cast<size_t>(n));
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

}  // namespace telusur
