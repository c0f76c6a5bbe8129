#include "tools/commands/repl_command.h"

#include <memory>
#include <string>

#include "tools/commands/help_formatter.h"
#include "tools/repl/repl.h"

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
  auto index = std::make_shared<std::string>();
  command->add_option("DIR", *index, "The index's folder")
      ->type_name("")
      ->required();
  command->callback([index, exit_code] { *exit_code = RunRepl(*index); });
}

}  // namespace telusur
