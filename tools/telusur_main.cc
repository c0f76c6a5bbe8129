// The program `telusur`: full-text search for Indonesian text.

#include <signal.h>

#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tools/commands/analyze_command.h"
#include "tools/commands/bench_command.h"
#include "tools/commands/check_command.h"
#include "tools/commands/delete_command.h"
#include "tools/commands/dump_command.h"
#include "tools/commands/eval_command.h"
#include "tools/commands/export_command.h"
#include "tools/commands/get_command.h"
#include "tools/commands/help_formatter.h"
#include "tools/commands/index_command.h"
#include "tools/commands/optimize_command.h"
#include "tools/commands/repl_command.h"
#include "tools/commands/search_command.h"
#include "tools/commands/stats_command.h"
#include "tools/exit_code.h"
#include "tools/message.h"
#include "tools/output/file_output.h"
#include "tools/version.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur index --output news.idx news.jsonl.gz\n"
    "  telusur search news.idx 'harga beras naik'\n"
    "  telusur repl news.idx\n";

ExitCode PrintToStandardOutput(absl::string_view text) {
  FileOutput output(1, "standard output");
  absl::StrAppend(output.buffer(), text);
  const absl::Status status = output.Flush();
  return status.ok() ? kExitOk : PrintError(status);
}

// The subcommand that was named, or the program itself.
const CLI::App* Named(const CLI::App& program) {
  const std::vector<CLI::App*> commands = program.get_subcommands();
  return commands.empty() ? &program : commands.front();
}

std::string FullName(const CLI::App& program) {
  const CLI::App* command = Named(program);
  return command == &program ? "telusur"
                             : absl::StrCat("telusur ", command->get_name());
}

ExitCode PrintUsageError(const CLI::App& program, const CLI::Error& error) {
  const std::string name = FullName(program);
  std::string what = error.what();
  const size_t end = what.find('\n');  // the rest points to --help, as we do
  if (end != std::string::npos) what.resize(end);
  PrintMessage(absl::StrCat(name, ": ", what, " (see ", name, " --help)"));
  return kExitUsage;
}

struct Command {
  absl::string_view name;
  void (*add)(CLI::App* program, ExitCode* exit_code);
};

// In the order of --help.
constexpr Command kCommands[] = {
    {"index", AddIndexCommand},       {"delete", AddDeleteCommand},
    {"optimize", AddOptimizeCommand}, {"search", AddSearchCommand},
    {"repl", AddReplCommand},         {"get", AddGetCommand},
    {"stats", AddStatsCommand},       {"check", AddCheckCommand},
    {"dump", AddDumpCommand},         {"export", AddExportCommand},
    {"analyze", AddAnalyzeCommand},   {"eval", AddEvalCommand},
    {"bench", AddBenchCommand},
};

// Adds the command that the first argument names, or all of them if it names
// none: describing the flags of thirteen commands takes longer than a search.
void AddCommands(absl::string_view first_argument, CLI::App* program,
                 ExitCode* exit_code) {
  for (const Command& command : kCommands) {
    if (command.name == first_argument) {
      return command.add(program, exit_code);
    }
  }
  for (const Command& command : kCommands) command.add(program, exit_code);
}

ExitCode Run(int argc, char** argv) {
  CLI::App program("Telusur, full-text search for Indonesian text.", "telusur");
  SetHelp(&program, kExamples);
  program.set_version_flag("--version", absl::StrCat("telusur ", kVersion),
                           "Print the version and exit");
  program.require_subcommand(1);
  ExitCode exit_code = kExitOk;
  AddCommands(argc > 1 ? argv[1] : "", &program, &exit_code);
  // CLI11 reports by exceptions; they end here.
  try {
    program.parse(argc, argv);
  } catch (const CLI::CallForVersion& call) {
    return PrintToStandardOutput(absl::StrCat(call.what(), "\n"));
  } catch (const CLI::CallForHelp&) {
    return PrintToStandardOutput(program.help());
  } catch (const CLI::Error& error) {
    return PrintUsageError(program, error);
  }
  return exit_code;
}

}  // namespace
}  // namespace telusur

int main(int argc, char** argv) {
  // A reader that goes away ends the program silently, also when the caller
  // ignores the signal.
  signal(SIGPIPE, SIG_DFL);
  return telusur::Run(argc, argv);
}
