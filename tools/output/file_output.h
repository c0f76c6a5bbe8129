// Results on their way to standard output or a file, every write checked.

#ifndef TELUSUR_TOOLS_OUTPUT_FILE_OUTPUT_H_
#define TELUSUR_TOOLS_OUTPUT_FILE_OUTPUT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace telusur {

// One thread.
class FileOutput {
 public:
  // Writes to the descriptor `fd`, which stays the caller's; `name` is for
  // messages.
  FileOutput(int fd, std::string name);

  // Whether the descriptor is a terminal.
  bool is_terminal() const { return is_terminal_; }

  // The caller appends to this and calls MaybeFlush at the end of a record.
  std::string* buffer() { return &buffer_; }

  // Writes the buffer out when it is large or a person is waiting.
  absl::Status MaybeFlush();

  // Writes the buffer out. After an error every later call returns it.
  absl::Status Flush();

 private:
  const int fd_;
  const std::string name_;
  const bool is_terminal_;
  std::string buffer_;
  absl::Status status_;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_FILE_OUTPUT_H_
