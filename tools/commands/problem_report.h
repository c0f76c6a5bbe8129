// What becomes of the records that `telusur index` rejects.

#ifndef TELUSUR_TOOLS_COMMANDS_PROBLEM_REPORT_H_
#define TELUSUR_TOOLS_COMMANDS_PROBLEM_REPORT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tools/input/record_reader.h"
#include "tools/output/file_output.h"

namespace telusur {

struct RejectOptions {
  std::string file;  // empty: problems go to standard error
  std::optional<uint64_t> max_rejects;
};

// The file has a line for each rejected record:
//
//   file:line:column: reason<TAB>record
//
// Line and column are left out where they are not known, and "@offset" stands
// for them in a web archive. The record is empty when it was not kept. What is
// before and behind the tab is escaped as AppendEscapedText does.
//
// One thread.
class ProblemReport {
 public:
  // Creates the file, if there is to be one.
  static absl::StatusOr<std::unique_ptr<ProblemReport>> Open(
      const RejectOptions& options);
  ~ProblemReport();

  ProblemReport(const ProblemReport&) = delete;
  ProblemReport& operator=(const ProblemReport&) = delete;

  // Whether Add prints a message.
  bool prints() const { return fd_ < 0; }

  // Tells of a problem. OutOfRange when it is one more than may be; the error
  // of writing the file.
  absl::Status Add(const RecordProblem& problem);

  // Writes out what is left.
  absl::Status Finish() { return output_.Flush(); }

 private:
  ProblemReport(const RejectOptions& options, int fd)
      : options_(options), fd_(fd), output_(fd, options.file) {}

  const RejectOptions options_;
  const int fd_;  // -1 without a file
  FileOutput output_;
  uint64_t num_problems_ = 0;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_PROBLEM_REPORT_H_
