// A program that shows long output a window at a time.

#ifndef TELUSUR_TOOLS_REPL_PAGER_H_
#define TELUSUR_TOOLS_REPL_PAGER_H_

#include <sys/types.h>

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace telusur {

// The command that shows output: $PAGER; if that is not set, `less` where it is
// installed. Empty: none is wanted, or there is none.
std::string PagerCommand();

// A pager under way. While it lives, a write to it that nobody reads raises no
// signal. One thread.
class Pager {
 public:
  // Starts `command` in a shell; it takes over the terminal.
  static absl::StatusOr<std::unique_ptr<Pager>> Start(
      const std::string& command);

  // Closes its input and waits until the user leaves it.
  ~Pager();

  Pager(const Pager&) = delete;
  Pager& operator=(const Pager&) = delete;

  // False when the user has left the pager: the rest is not wanted.
  bool Write(absl::string_view text);

 private:
  Pager(pid_t pid, int input);

  const pid_t pid_;
  const int input_;
  void (*old_pipe_handler_)(int);
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_PAGER_H_
