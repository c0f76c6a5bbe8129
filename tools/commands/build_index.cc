#include "tools/commands/build_index.h"

#include <malloc.h>

#include <algorithm>
#include <cstdint>
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
#include "tools/commands/problem_report.h"
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

// Has large blocks given back to the system as soon as they are freed: by
// default glibc keeps ever larger ones, and the build's memory is a promise.
// What a batch of documents takes is kept for the next: to have the system give
// it again takes longer than to analyse it.
void LimitFreedMemory(uint64_t memory_bytes) {
#if defined(__GLIBC__)
  constexpr uint64_t kMinKeptBytes = 1 << 20;
  constexpr uint64_t kMaxKeptBytes = 16 << 20;
  const int kept_bytes = static_cast<int>(
      std::min(std::max(memory_bytes / 16, kMinKeptBytes), kMaxKeptBytes));
  mallopt(M_MMAP_THRESHOLD, kept_bytes / 2);
  mallopt(M_TRIM_THRESHOLD, kept_bytes);
#endif
}

class IndexBuild {
 public:
  // `problems` must outlive this.
  IndexBuild(const BuildIndexRequest& request, ProblemReport* problems)
      : request_(request),
        start_(absl::Now()),
        problems_(problems),
        progress_(ProgressLine::IsPossible() ? TotalFileBytes(request) : 0,
                  request.index_options.memory_bytes),
        reader_(request.inputs, InputOptionsOf(request, this),
                [this](const RecordProblem& problem) {
                  if (problems_->prints()) progress_.Clear();
                  return problems_->Add(problem);
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
    RETURN_IF_ERROR(problems_->Finish());
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
  ProblemReport* const problems_;
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
  const absl::StatusOr<std::unique_ptr<ProblemReport>> problems =
      ProblemReport::Open(request.rejects);
  if (!problems.ok()) return PrintError(problems.status());
  LimitFreedMemory(request.index_options.memory_bytes);
  CatchInterrupts(CaughtSignals::kAll);
  IndexBuild build(request, problems->get());
  const absl::StatusOr<BuildReport> report = build.Run();
  return report.ok() ? build.Conclude(*report) : build.Fail(report.status());
}

}  // namespace telusur
