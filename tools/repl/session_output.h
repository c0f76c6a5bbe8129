// Where the results of a session go: standard output, perhaps through a pager,
// or the file that .output names.

#ifndef TELUSUR_TOOLS_REPL_SESSION_OUTPUT_H_
#define TELUSUR_TOOLS_REPL_SESSION_OUTPUT_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "tools/output/file_output.h"
#include "tools/output/result_format.h"
#include "tools/repl/pager.h"

namespace telusur {

// One thread.
class SessionOutput {
 public:
  SessionOutput();
  ~SessionOutput();

  SessionOutput(const SessionOutput&) = delete;
  SessionOutput& operator=(const SessionOutput&) = delete;

  bool is_terminal() const { return current()->is_terminal(); }
  bool is_file() const { return file_ != nullptr; }

  // How results have to look there, at the terminal's present size.
  ResultStyle style() const;

  // What was written goes on its way when MaybeFlush is called, at the end of a
  // record.
  std::string* buffer() { return current()->buffer(); }

  // Cancelled when the user has left the pager; other errors mean that results
  // are lost.
  absl::Status MaybeFlush();

  // Writes out everything, as MaybeFlush does.
  absl::Status Flush();

  // From here to EndLong, what is longer than the terminal's window goes
  // through the pager, if there is one.
  void BeginLong();
  absl::Status EndLong();

  // Sends what comes to the file `path`, whose contents are lost.
  absl::Status OpenFile(const std::string& path);

  // Back to standard output. Errors are those of what was left to be written to
  // the file.
  absl::Status CloseFile();

 private:
  struct File {
    File(int descriptor, const std::string& path)
        : fd(descriptor), output(descriptor, path) {}
    int fd;
    FileOutput output;
  };

  FileOutput* current() { return file_ ? &file_->output : &standard_; }
  const FileOutput* current() const {
    return file_ ? &file_->output : &standard_;
  }
  absl::Status WriteToPager();

  FileOutput standard_;
  std::unique_ptr<File> file_;
  bool is_long_ = false;
  std::string pager_command_;
  std::unique_ptr<Pager> pager_;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_SESSION_OUTPUT_H_
