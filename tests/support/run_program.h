// Runs a program as a shell would, for tests of whole programs.

#ifndef TELUSUR_TESTS_SUPPORT_RUN_PROGRAM_H_
#define TELUSUR_TESTS_SUPPORT_RUN_PROGRAM_H_

#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/support/temp_folder.h"

namespace telusur {

struct ProgramResult {
  int exit_code = -1;  // -1 when a signal ended it
  int signal = 0;      // the signal that did
  std::string out;
  std::string err;
};

// A program under way. Its output goes to files, so that it never waits for
// the test to read it.
class ChildProcess {
 public:
  struct Options {
    std::string folder;       // where it runs; empty: here
    std::string stdout_path;  // instead of being returned in the result

    // Set in its environment; an empty value removes the variable.
    std::vector<std::pair<std::string, std::string>> environment;

    // Called in the new process, right before it becomes the program.
    std::function<void()> before_program;
  };

  // `arguments[0]` is the program's path.
  ChildProcess(const std::vector<std::string>& arguments,
               const Options& options);
  ~ChildProcess();  // kills it if it still runs

  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Writes to its standard input; returns when all is written, at which time
  // the program has read all but a pipe's capacity (64 KiB). False when the
  // program no longer reads.
  bool Write(absl::string_view bytes);
  void CloseInput();

  void Signal(int signal_number);

  // Closes its input and waits for its end.
  ProgramResult Wait();

 private:
  TempFolder folder_;
  std::string out_path_;
  std::string err_path_;
  pid_t pid_ = -1;
  int input_ = -1;
};

// Runs a program to its end with `input` as its standard input.
ProgramResult RunProgram(
    const std::vector<std::string>& arguments, absl::string_view input = "",
    const ChildProcess::Options& options = ChildProcess::Options());

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_RUN_PROGRAM_H_
