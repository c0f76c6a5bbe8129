#include "tools/commands/build_index.h"

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "index/document.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "tools/byte_size.h"
#include "tools/counted.h"
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
  return absl::StrCat(place, ": ", problem.reason, " (skipped)");
}

void PrintNotes(const InputCounts& counts, const BuildReport& report) {
  if (!counts.ignored_fields.empty()) {
    PrintMessage(absl::StrCat("fields that were not indexed: ",
                              absl::StrJoin(counts.ignored_fields, ", ")));
  }
  if (counts.num_without_id > 0) {
    PrintMessage(absl::StrCat(Counted(counts.num_without_id, "record"),
                              " without an id, named after file and line"));
  }
  if (report.num_replaced > 0) {
    PrintMessage(absl::StrCat(Counted(report.num_replaced, "document"),
                              " replaced by a later one with the same id"));
  }
  if (report.num_dates_unreadable > 0) {
    PrintMessage(absl::StrCat(Counted(report.num_dates_unreadable, "date"),
                              " could not be read"));
  }
  if (report.num_invalid_bytes > 0) {
    PrintMessage(absl::StrCat(Counted(report.num_invalid_bytes, "byte"),
                              " that are no UTF-8"));
  }
  if (report.num_dropped_terms > 0) {
    PrintMessage(absl::StrCat(Counted(report.num_dropped_terms, "word"),
                              " too long to be indexed"));
  }
}

std::string Summary(const InputCounts& counts, const BuildReport& report,
                    absl::Duration elapsed) {
  const double seconds = absl::ToDoubleSeconds(elapsed);
  std::string summary =
      absl::StrCat(Counted(report.num_documents, "document"), ", ",
                   counts.num_skipped + counts.num_failed_files, " skipped, ",
                   Counted(counts.num_bytes, "byte"));
  absl::StrAppendFormat(&summary, ", %.1f s", seconds);
  if (seconds > 0) {
    absl::StrAppendFormat(&summary, " (%.1f MB/s)",
                          counts.num_bytes / seconds / 1e6);
  }
  absl::StrAppend(&summary, ", index ", FormatByteSize(report.index_bytes),
                  "\n");
  return summary;
}

class IndexBuild {
 public:
  explicit IndexBuild(const BuildIndexRequest& request)
      : request_(request),
        start_(absl::Now()),
        progress_(ProgressLine::IsPossible() ? TotalFileBytes(request) : 0),
        reader_(request.inputs, InputOptionsOf(request),
                [this](const RecordProblem& problem) {
                  progress_.Clear();
                  PrintMessage(Describe(problem));
                }) {}

  absl::StatusOr<BuildReport> Run() {
    ASSIGN_OR_RETURN(std::unique_ptr<IndexWriter> writer,
                     IndexWriter::Create(FileSystem::Posix(), request_.output,
                                         request_.index_options));
    Document document;
    for (;;) {
      ASSIGN_OR_RETURN(bool more, reader_.Next(&document));
      if (!more) break;
      if (Interrupted()) return absl::CancelledError("interrupted");
      RETURN_IF_ERROR(writer->Add(document));
      progress_.Update(reader_.file_bytes_read(), counts().num_documents);
    }
    if (counts().num_documents == 0 && num_problems() > 0) {
      return absl::NotFoundError(
          "no record could be read; the index was not written");
    }
    // The rest cannot be put away half done: a signal ends the program, and
    // the next build removes what it leaves.
    ReleaseInterrupts();
    progress_.Say("writing the index ...");
    absl::StatusOr<BuildReport> report = writer->Finish();
    progress_.Clear();
    return report;
  }

  ExitCode Conclude(const BuildReport& report) {
    PrintNotes(counts(), report);
    FileOutput output(1, "standard output");
    *output.buffer() = Summary(counts(), report, absl::Now() - start_);
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
  static InputOptions InputOptionsOf(const BuildIndexRequest& request) {
    InputOptions options = request.input_options;
    options.except_folder = request.output;
    return options;
  }

  const InputCounts& counts() const { return reader_.counts(); }
  uint64_t num_problems() const {
    return counts().num_skipped + counts().num_failed_files;
  }

  const BuildIndexRequest& request_;
  const absl::Time start_;
  ProgressLine progress_;
  InputReader reader_;
};

}  // namespace

ExitCode BuildIndex(const BuildIndexRequest& request) {
  absl::Status status = CheckInputsExist(request.inputs);
  if (!status.ok()) {
    PrintError(status);
    return kExitMissing;
  }
  CatchInterrupts(CaughtSignals::kAll);
  IndexBuild build(request);
  const absl::StatusOr<BuildReport> report = build.Run();
  return report.ok() ? build.Conclude(*report) : build.Fail(report.status());
}

}  // namespace telusur
