#include "tools/commands/repl_command.h"

#include <memory>
#include <string>

#include "tools/commands/help_formatter.h"
#include "tools/commands/query_flags.h"
#include "tools/repl/repl.h"
#include "tools/search/answer.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur repl news.idx\n"
    "  telusur repl news.idx < queries.txt > results.tsv\n";

}  // namespace

void AddReplCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "repl",
      "Opens a prompt: what you type is a query, what begins with a dot is a\n"
      "command (.help). The lines are kept in $TELUSUR_HISTORY or\n"
      "~/.telusur_history.");
  SetHelp(command, kExamples);
  struct Flags {
    std::string index;
    QuerySettings settings;
  };
  auto flags = std::make_shared<Flags>();
  command->add_option("DIR", flags->index, "The index's folder")
      ->type_name("")
      ->required();
  AddRankingFlags(command, &flags->settings);
  AddLimitFlags(command, &flags->settings);
  command->callback([flags, exit_code] {
    *exit_code = RunRepl(flags->index, flags->settings);
  });
}

}  // namespace telusur
