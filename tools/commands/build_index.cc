#include "tools/commands/build_index.h"

#include <malloc.h>

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "index/document.h"
#include "index/index_writer.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "tools/commands/build_report.h"
#include "tools/commands/describe_inputs.h"
#include "tools/input/file_walker.h"
#include "tools/interrupt.h"
#include "tools/message.h"
#include "tools/output/file_output.h"
#include "tools/progress.h"

namespace telusur {
namespace {

// Bytes of all inputs as they lie on disk, as far as that is known.
uint64_t TotalFileBytes(const BuildIndexRequest& request) {
  FileWalker walker(request.inputs, request.output);
  uint64_t bytes = 0;
  WalkedFile file;
  while (walker.Next(&file)) bytes += file.size;
  return bytes;
}

// "file:line:column: reason (skipped)".
std::string Describe(const RecordProblem& problem) {
  std::string place = problem.file;
  if (problem.line > 0) absl::StrAppend(&place, ":", problem.line);
  if (problem.column > 0) absl::StrAppend(&place, ":", problem.column);
  if (problem.offset.has_value()) {
    absl::StrAppend(&place, ":@", *problem.offset);
  }
  return absl::StrCat(place, ": ", problem.reason, " (skipped)");
}

// Has large blocks given back to the system as soon as they are freed: by
// default glibc keeps ever larger ones, and a build's memory is a promise.
void ReturnFreedMemory() {
#if defined(__GLIBC__)
  constexpr int kLargeBlockBytes = 512 << 10;
  mallopt(M_MMAP_THRESHOLD, kLargeBlockBytes);
  mallopt(M_TRIM_THRESHOLD, 2 * kLargeBlockBytes);
#endif
}

class IndexBuild {
 public:
  explicit IndexBuild(const BuildIndexRequest& request)
      : request_(request),
        start_(absl::Now()),
        progress_(ProgressLine::IsPossible() ? TotalFileBytes(request) : 0),
        reader_(request.inputs, InputOptionsOf(request, this),
                [this](const RecordProblem& problem) {
                  progress_.Clear();
                  PrintMessage(Describe(problem));
                  return absl::OkStatus();
                }) {}

  absl::StatusOr<BuildReport> Run() {
    IndexOptions options = request_.index_options;
    ASSIGN_OR_RETURN(options.inputs, DescribeInputs(request_));
    ASSIGN_OR_RETURN(writer_, IndexWriter::Create(FileSystem::Posix(),
                                                  request_.output, options));
    if (options.resume) SayWhatIsResumed();
    Document document;
    for (uint64_t number = 0;; ++number) {
      ASSIGN_OR_RETURN(bool more, reader_.Next(&document));
      if (!more) break;
      if (Interrupted()) return absl::CancelledError("interrupted");
      progress_.Update(reader_.file_bytes_read(), counts().num_documents);
      if (number < writer_->num_resumed()) continue;
      RETURN_IF_ERROR(writer_->Add(std::move(document)));
    }
    if (counts().num_documents < writer_->num_resumed()) {
      return absl::FailedPreconditionError(
          "cannot resume the build: the inputs have fewer documents now");
    }
    if (counts().num_documents == 0 && num_problems() > 0) {
      return absl::NotFoundError(
          "no record could be read; the index was not written");
    }
    // The rest cannot be put away half done: a signal ends the program, and
    // the next build removes what it leaves.
    ReleaseInterrupts();
    progress_.Say("writing the index ...");
    absl::StatusOr<BuildReport> report = writer_->Finish();
    progress_.Clear();
    return report;
  }

  ExitCode Conclude(const BuildReport& report) {
    PrintNotes(counts(), report);
    FileOutput output(1, "standard output");
    *output.buffer() =
        request_.json_report
            ? JsonReport(counts(), report, request_.index_options)
            : Summary(counts(), report, absl::Now() - start_);
    const absl::Status written = output.Flush();
    if (!written.ok()) return PrintError(written);
    return num_problems() > 0 ? kExitNothing : kExitOk;
  }

  ExitCode Fail(const absl::Status& status) {
    progress_.Clear();
    if (absl::IsCancelled(status)) {
      PrintMessage("interrupted; the index is as it was");
      return kExitInterrupted;
    }
    return PrintError(status);
  }

 private:
  static InputOptions InputOptionsOf(const BuildIndexRequest& request,
                                     IndexBuild* build) {
    InputOptions options = request.input_options;
    options.except_folder = request.output;
    options.before_large_record = [build](uint64_t bytes) {
      return build->writer_ == nullptr ? absl::OkStatus()
                                       : build->writer_->MakeRoom(bytes);
    };
    return options;
  }

  void SayWhatIsResumed() {
    PrintMessage(
        writer_->num_resumed() == 0
            ? "there is no unfinished build; beginning a new one"
            : absl::StrCat("going on after document ", writer_->num_resumed()));
  }

  const InputCounts& counts() const { return reader_.counts(); }
  uint64_t num_problems() const {
    return counts().num_skipped + counts().num_failed_files;
  }

  const BuildIndexRequest& request_;
  const absl::Time start_;
  ProgressLine progress_;
  std::unique_ptr<IndexWriter> writer_;
  InputReader reader_;
};

}  // namespace

ExitCode BuildIndex(const BuildIndexRequest& request) {
  absl::Status status = CheckInputsExist(request.inputs);
  if (!status.ok()) {
    PrintError(status);
    return kExitMissing;
  }
  ReturnFreedMemory();
  CatchInterrupts(CaughtSignals::kAll);
  IndexBuild build(request);
  const absl::StatusOr<BuildReport> report = build.Run();
  return report.ok() ? build.Conclude(*report) : build.Fail(report.status());
}

}  // namespace telusur
