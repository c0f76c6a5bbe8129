// A program at a pseudo-terminal, as a person meets it.

#ifndef TELUSUR_TESTS_END_TO_END_TERMINAL_H_
#define TELUSUR_TESTS_END_TO_END_TERMINAL_H_

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "tests/support/run_program.h"

namespace telusur {

// A program on a terminal of its own, of 24 lines of 80 characters.
class Terminal {
 public:
  // How long a test waits for what must come; it never waits for nothing.
  static constexpr int kPatienceMs = 60000;

  Terminal(const std::vector<std::string>& command,
           const ChildProcess::Options& options) {
    struct winsize size = {};
    size.ws_row = 24;
    size.ws_col = 80;
    pid_ = forkpty(&master_, nullptr, nullptr, &size);
    if (pid_ < 0) abort();
    if (pid_ != 0) return;
    if (chdir(options.folder.c_str()) != 0) _exit(126);
    for (const auto& [name, value] : options.environment) {
      if (value.empty()) {
        unsetenv(name.c_str());
      } else {
        setenv(name.c_str(), value.c_str(), 1);
      }
    }
    setenv("TERM", "xterm", 1);
    std::vector<char*> argv;
    for (const std::string& argument : command) {
      argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    execv(argv[0], argv.data());
    _exit(127);
  }

  ~Terminal() {
    close(master_);
    if (pid_ < 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }

  // What the program shows meanwhile is read, so that it never has to wait.
  void Type(absl::string_view keys) {
    while (!keys.empty()) {
      struct pollfd wanted = {master_, POLLIN | POLLOUT, 0};
      ASSERT_GT(poll(&wanted, 1, kPatienceMs), 0);
      if (wanted.revents & POLLIN) {
        ASSERT_TRUE(ReadMore());
      }
      if (!(wanted.revents & POLLOUT)) continue;
      const ssize_t n =
          write(master_, keys.data(), std::min(keys.size(), kMostKeys));
      ASSERT_GT(n, 0);
      keys.remove_prefix(static_cast<size_t>(n));
    }
  }

  // Types a line and returns all that comes up to the next prompt.
  std::string Ask(absl::string_view line) {
    Type(absl::StrCat(line, "\r"));
    return WaitFor(kPrompt);
  }

  // Reads until `text` has come after all that earlier calls waited for;
  // returns what came, up to its end. Fails after kPatienceMs without it.
  std::string WaitFor(absl::string_view text) {
    for (;;) {
      const size_t found = pending_.find(std::string(text));
      if (found != std::string::npos) {
        const std::string seen = pending_.substr(0, found + text.size());
        pending_.erase(0, seen.size());
        return seen;
      }
      if (!ReadMore()) {
        ADD_FAILURE() << "\"" << text << "\" does not come; there is \""
                      << pending_ << "\"";
        return pending_;
      }
    }
  }

  // Waits for the program's end; returns its exit code.
  int Wait() {
    while (ReadMore()) {
    }
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  void Resize(int columns) {
    struct winsize size = {};
    size.ws_row = 24;
    size.ws_col = columns;
    ioctl(master_, TIOCSWINSZ, &size);
  }

  static constexpr char kPrompt[] = "telusur> ";

 private:
  static constexpr size_t kMostKeys = 1024;  // a terminal takes no more at once

  bool ReadMore() {
    struct pollfd wanted = {master_, POLLIN, 0};
    if (poll(&wanted, 1, kPatienceMs) <= 0) return false;
    char buffer[4096];
    const ssize_t n = read(master_, buffer, sizeof(buffer));
    if (n <= 0) return false;
    pending_.append(buffer, n);
    return true;
  }

  int master_ = -1;
  pid_t pid_ = -1;
  std::string pending_;
};

}  // namespace telusur

#endif  // TELUSUR_TESTS_END_TO_END_TERMINAL_H_
