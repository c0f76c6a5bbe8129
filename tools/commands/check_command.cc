#include "tools/commands/check_command.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "index/index_reader.h"
#include "index/io/file.h"
#include "tools/byte_size.h"
#include "tools/commands/help_formatter.h"
#include "tools/counted.h"
#include "tools/message.h"
#include "tools/output/file_output.h"
#include "tools/output/terminal_text.h"
#include "tools/search/index_check.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur check news.idx\n"
    "  telusur check news.idx --deep\n";

struct Flags {
  std::string index;
  bool deep = false;
};

ExitCode Run(const Flags& flags) {
  const absl::Time start = absl::Now();
  absl::StatusOr<std::unique_ptr<IndexReader>> reader =
      IndexReader::Open(FileSystem::Posix(), flags.index);
  if (!reader.ok()) return PrintError(reader.status());
  const absl::Status result =
      CheckSegments(**reader, flags.deep,
                    [](const absl::Status& damage) { PrintError(damage); });
  if (!result.ok()) return ExitCodeOf(result);
  const uint64_t bytes = FileBytesOf(**reader);
  const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
  FileOutput output(1, "standard output");
  absl::StrAppend(output.buffer(), TerminalText(flags.index),
                  flags.deep ? ": sound to the last posting, " : ": sound, ",
                  Counted((*reader)->num_docs(), "document"), ", ",
                  Counted((*reader)->num_segments(), "segment"), ", ",
                  FormatByteSize(bytes));
  if (seconds > 0) {
    absl::StrAppendFormat(output.buffer(), ", %.3g GB/s",
                          static_cast<double>(bytes) / seconds / 1e9);
  }
  output.buffer()->push_back('\n');
  const absl::Status written = output.Flush();
  return written.ok() ? kExitOk : PrintError(written);
}

}  // namespace

void AddCheckCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "check",
      "Reads every byte of an index and verifies its checksum; with --deep,\n"
      "decodes all of it as well and checks that its parts agree. Says where\n"
      "each damaged segment's first damage is. Exits with 5 when one is\n"
      "damaged.");
  SetHelp(command, kExamples);
  auto flags = std::make_shared<Flags>();
  command->add_option("DIR", flags->index, "The index's folder")
      ->type_name("")
      ->required();
  command->add_flag("--deep", flags->deep,
                    "Decode every posting, position and document too");
  command->callback([flags, exit_code] { *exit_code = Run(*flags); });
}

}  // namespace telusur
