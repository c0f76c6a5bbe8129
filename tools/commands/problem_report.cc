#include "tools/commands/problem_report.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"
#include "tools/counted.h"
#include "tools/message.h"
#include "tools/output/escaped_text.h"

namespace telusur {
namespace {

// "file:line:column: reason".
std::string Describe(const RecordProblem& problem) {
  std::string place = problem.file;
  if (problem.line > 0) absl::StrAppend(&place, ":", problem.line);
  if (problem.column > 0) absl::StrAppend(&place, ":", problem.column);
  if (problem.offset.has_value()) {
    absl::StrAppend(&place, ":@", *problem.offset);
  }
  return absl::StrCat(place, ": ", problem.reason);
}

}  // namespace

absl::StatusOr<std::unique_ptr<ProblemReport>> ProblemReport::Open(
    const RejectOptions& options) {
  int fd = -1;
  if (!options.file.empty()) {
    fd = open(options.file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
              0666);
    if (fd < 0) return absl::ErrnoToStatus(errno, options.file);
  }
  return absl::WrapUnique(new ProblemReport(options, fd));
}

ProblemReport::~ProblemReport() {
  // A build that failed for another reason has said so.
  output_.Flush().IgnoreError();
  if (fd_ >= 0) close(fd_);
}

absl::Status ProblemReport::Add(const RecordProblem& problem) {
  ++num_problems_;
  if (fd_ < 0) {
    PrintMessage(absl::StrCat(Describe(problem), " (skipped)"));
  } else {
    AppendEscapedText(Describe(problem), output_.buffer());
    output_.buffer()->push_back('\t');
    AppendEscapedText(problem.record, output_.buffer());
    output_.buffer()->push_back('\n');
    RETURN_IF_ERROR(output_.MaybeFlush());
  }
  if (!options_.max_rejects.has_value() ||
      num_problems_ <= *options_.max_rejects) {
    return absl::OkStatus();
  }
  return absl::OutOfRangeError(
      absl::StrCat("more than ", Counted(*options_.max_rejects, "record"),
                   " rejected (--max-rejects); the index was not written"));
}

}  // namespace telusur
