#include "tools/commands/optimize_command.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "index/index_writer.h"
#include "index/io/file.h"
#include "index/optimizer.h"
#include "index/segment/compressed_block.h"
#include "tools/byte_size.h"
#include "tools/commands/flag_values.h"
#include "tools/commands/help_formatter.h"
#include "tools/counted.h"
#include "tools/interrupt.h"
#include "tools/message.h"
#include "tools/output/file_output.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur optimize news.idx\n"
    "  telusur optimize news.idx --reorder bisection\n";

struct Flags {
  std::string index;
  std::string reorder = "none";
  std::string compression = "auto";
  OptimizeOptions options;
};

void Resolve(Flags* flags) {
  OptimizeOptions& options = flags->options;
  options.reorder = flags->reorder == "source-date" ? Reorder::kSourceDate
                    : flags->reorder == "bisection" ? Reorder::kBisection
                                                    : Reorder::kNone;
  options.compression =
      flags->compression == "always" ? PostingsCompression::kAlways
      : flags->compression == "off"  ? PostingsCompression::kOff
                                     : PostingsCompression::kAuto;
}

std::string Summary(const OptimizeReport& report) {
  if (!report.changed) {
    return absl::StrCat(
        "nothing to do: ", Counted(report.num_documents, "document"),
        " in one segment, none deleted\n");
  }
  return absl::StrCat(Counted(report.num_segments_before, "segment"),
                      " made one, ", Counted(report.num_documents, "document"),
                      ", ", report.num_dropped, " deleted dropped, index ",
                      FormatByteSize(report.bytes_after), " (was ",
                      FormatByteSize(report.bytes_before), ")\n");
}

ExitCode Run(Flags* flags) {
  Resolve(flags);
  CatchInterrupts(CaughtSignals::kAll);
  flags->options.cancelled = InterruptFlag();
  const absl::StatusOr<OptimizeReport> report =
      OptimizeIndex(FileSystem::Posix(), flags->index, flags->options);
  if (absl::IsCancelled(report.status())) {
    PrintMessage("interrupted; the index is as it was");
    return kExitInterrupted;
  }
  if (!report.ok()) return PrintError(report.status());
  FileOutput output(1, "standard output");
  *output.buffer() = Summary(*report);
  const absl::Status written = output.Flush();
  return written.ok() ? kExitOk : PrintError(written);
}

}  // namespace

void AddOptimizeCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "optimize",
      "Makes one segment of an index, without the documents that were deleted\n"
      "or replaced. Queries meanwhile see the old index, then the new one.");
  SetHelp(command, kExamples);
  auto flags = std::make_shared<Flags>();
  command->add_option("DIR", flags->index, "The index's folder")
      ->type_name("")
      ->required();
  command
      ->add_option("--reorder", flags->reorder,
                   "How documents stand inside; answers stay the same. "
                   "bisection puts similar ones together, which is slow to do "
                   "and makes the index smaller and faster")
      ->check(CLI::IsMember({"none", "source-date", "bisection"}))
      ->type_name("none|source-date|bisection")
      ->capture_default_str();
  command
      ->add_option("--postings-compression", flags->compression,
                   "When Snappy compresses packed postings")
      ->check(CLI::IsMember({"auto", "always", "off"}))
      ->type_name("auto|always|off")
      ->capture_default_str();
  AddMemoryFlag(command, &flags->options.memory_bytes);
  command->callback([flags, exit_code] { *exit_code = Run(flags.get()); });
}

}  // namespace telusur
