#include "tools/commands/program.h"

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
#include "tools/version.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur index --output news.idx news.jsonl.gz\n"
    "  telusur search news.idx 'harga beras naik'\n"
    "  telusur repl news.idx\n";

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

void AddCommands(absl::string_view only, CLI::App* program,
                 ExitCode* exit_code) {
  for (const Command& command : kCommands) {
    if (command.name == only) return command.add(program, exit_code);
  }
  for (const Command& command : kCommands) command.add(program, exit_code);
}

}  // namespace

void DefineProgram(absl::string_view only, CLI::App* program,
                   ExitCode* exit_code) {
  program->name("telusur");
  program->description("Telusur, full-text search for Indonesian text.");
  SetHelp(program, kExamples);
  program->set_version_flag("--version", absl::StrCat("telusur ", kVersion),
                            "Print the version and exit");
  program->require_subcommand(1);
  AddCommands(only, program, exit_code);
}

}  // namespace telusur
