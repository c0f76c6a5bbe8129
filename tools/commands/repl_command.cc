#include "tools/commands/repl_command.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <string>

#include "tools/commands/help_formatter.h"
#include "tools/commands/query_flags.h"
#include "tools/repl/repl.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur repl news.idx\n"
    "  telusur repl news.idx < queries.txt > results.tsv\n"
    "  telusur repl news.idx --format jsonl -c 'harga beras' | jq -r .title\n"
    "  telusur repl news.idx -c '.mode csv' -f queries.txt\n";

constexpr uint32_t kMaxK = std::numeric_limits<int32_t>::max();

}  // namespace

void AddReplCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "repl",
      "Opens a prompt: what you type is a query, what begins with a dot is a\n"
      "command (.help). The lines are kept in $TELUSUR_HISTORY or\n"
      "~/.telusur_history.");
  SetHelp(command, kExamples);
  auto request = std::make_shared<ReplRequest>();
  command->add_option("DIR", request->index, "The index's folder")
      ->type_name("")
      ->required();
  command
      ->add_option("-c", request->lines,
                   "Do what LINE says, as at the prompt, and leave; may be "
                   "given several times")
      ->type_name("LINE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      ->add_option("-f", request->files,
                   "Do what the lines of FILE say, after those of -c, and "
                   "leave")
      ->type_name("FILE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("-k", request->settings.k, "The most hits a query")
      ->check(CLI::Range(uint32_t{1}, kMaxK))
      ->type_name("N")
      ->capture_default_str();
  AddFormatFlag(command, &request->format);
  AddLanguageFlag(command, &request->language);
  AddQueryFlags(command, &request->settings);
  command->callback([request, exit_code] { *exit_code = RunRepl(*request); });
}

}  // namespace telusur
