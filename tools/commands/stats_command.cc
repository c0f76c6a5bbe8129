#include "tools/commands/stats_command.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "index/index_reader.h"
#include "index/io/file.h"
#include "tools/commands/help_formatter.h"
#include "tools/message.h"
#include "tools/output/file_output.h"
#include "tools/search/index_stats.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur stats news.idx\n"
    "  telusur stats news.idx --format json | jq .documents\n";

struct Flags {
  std::string index;
  std::string format = "text";
};

ExitCode Run(const Flags& flags) {
  absl::StatusOr<std::unique_ptr<IndexReader>> reader =
      IndexReader::Open(FileSystem::Posix(), flags.index);
  if (!reader.ok()) return PrintError(reader.status());
  const IndexStats stats = StatsOf(**reader);
  FileOutput output(1, "standard output");
  if (flags.format == "json") {
    AppendStatsJson(stats, output.buffer());
  } else {
    AppendStatsText(stats, output.buffer());
  }
  const absl::Status written = output.Flush();
  return written.ok() ? kExitOk : PrintError(written);
}

}  // namespace

void AddStatsCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "stats", "Prints what an index holds and what its bytes are spent on.");
  SetHelp(command, kExamples);
  auto flags = std::make_shared<Flags>();
  command->add_option("DIR", flags->index, "The index's folder")
      ->type_name("")
      ->required();
  command->add_option("--format", flags->format)
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("text|json")
      ->capture_default_str();
  command->callback([flags, exit_code] { *exit_code = Run(*flags); });
}

}  // namespace telusur
