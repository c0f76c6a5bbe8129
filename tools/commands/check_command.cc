#include "tools/commands/check_command.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "index/index_reader.h"
#include "index/io/file.h"
#include "tools/byte_size.h"
#include "tools/commands/help_formatter.h"
#include "tools/counted.h"
#include "tools/message.h"
#include "tools/output/file_output.h"
#include "tools/output/terminal_text.h"

namespace telusur {
namespace {

constexpr char kExamples[] = "  telusur check news.idx\n";

ExitCode Run(const std::string& index) {
  absl::StatusOr<std::unique_ptr<IndexReader>> reader =
      IndexReader::Open(FileSystem::Posix(), index);
  if (!reader.ok()) return PrintError(reader.status());
  uint64_t bytes = 0;
  absl::Status result;
  for (uint32_t i = 0; i < (*reader)->num_segments(); ++i) {
    const SegmentReader& segment = (*reader)->segment(i);
    bytes += segment.file_bytes();
    const absl::Status status = segment.VerifyAll();
    if (status.ok()) continue;
    PrintError(status);
    result = status;
  }
  if (!result.ok()) return ExitCodeOf(result);
  FileOutput output(1, "standard output");
  absl::StrAppend(output.buffer(), TerminalText(index), ": sound, ",
                  Counted((*reader)->num_docs(), "document"), ", ",
                  Counted((*reader)->num_segments(), "segment"), ", ",
                  FormatByteSize(bytes), "\n");
  const absl::Status written = output.Flush();
  return written.ok() ? kExitOk : PrintError(written);
}

}  // namespace

void AddCheckCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "check",
      "Reads every byte of an index and verifies it. Exits with 5 when one is\n"
      "damaged.");
  SetHelp(command, kExamples);
  auto index = std::make_shared<std::string>();
  command->add_option("DIR", *index, "The index's folder")
      ->type_name("")
      ->required();
  command->callback([index, exit_code] { *exit_code = Run(*index); });
}

}  // namespace telusur
