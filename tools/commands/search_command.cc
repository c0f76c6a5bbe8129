#include "tools/commands/search_command.h"

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "tools/commands/help_formatter.h"
#include "tools/commands/query_flags.h"
#include "tools/commands/run_search.h"
#include "tools/message.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur search news.idx harga beras naik\n"
    "  telusur search news.idx '\"kenaikan harga\" -impor date:2019-09'\n"
    "  telusur search news.idx 'beras' --format jsonl | jq -r .title\n"
    "  telusur search news.idx 'beras' --count\n"
    "  telusur search news.idx --queries topics.tsv --format trec -k 1000\n"
    "  telusur search scifact.idx --queries beir/scifact --format trec\n";

constexpr uint32_t kMaxK = std::numeric_limits<int32_t>::max();

struct Flags {
  SearchRequest request;
  std::vector<std::string> words;
  std::string colour = "auto";
};

void AddFlags(CLI::App* command, Flags* flags) {
  SearchRequest& request = flags->request;
  command
      ->add_option("--queries", request.queries_file,
                   "Answer every line of FILE, \"query\" or \"id<TAB>query\", "
                   "or the queries of a BEIR folder")
      ->type_name("FILE");
  command
      ->add_option("--threads", request.num_threads,
                   "Threads that answer the queries of FILE")
      ->check(CLI::Range(1, 256))
      ->type_name("N")
      ->capture_default_str();
  command->add_option("-k", request.settings.k, "The most hits a query")
      ->check(CLI::Range(uint32_t{1}, kMaxK))
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--offset", request.settings.offset, "Hits to leave out")
      ->check(CLI::Range(uint32_t{0}, kMaxK))
      ->type_name("N")
      ->capture_default_str();
  AddFormatFlag(command, &request.format);
  command->add_flag("-c,--count", request.count_only,
                    "Print how many documents match, and nothing else");
  command->add_flag("--explain", request.settings.explain,
                    "Show what scores are made of, in text, json and jsonl");
  command->add_option("--color", flags->colour, "Mark words in colour")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("auto|always|never")
      ->capture_default_str();
  AddLanguageFlag(command, &request.language);
  AddQueryFlags(command, &request.settings);
}

ExitCode Run(Flags* flags) {
  SearchRequest& request = flags->request;
  if (flags->words.empty() == request.queries_file.empty()) {
    PrintMessage("telusur search: give either a query or --queries FILE");
    return kExitUsage;
  }
  request.query = absl::StrJoin(flags->words, " ");
  if (request.settings.explain) {
    if (!request.format.has_value()) request.format = ResultFormat::kText;
    if (!ShowsSnippet(*request.format)) {
      PrintMessage(
          "telusur search: --explain needs --format text, json or jsonl");
      return kExitUsage;
    }
  }
  request.colour = flags->colour == "always"  ? ColourChoice::kAlways
                   : flags->colour == "never" ? ColourChoice::kNever
                                              : ColourChoice::kAuto;
  return RunSearch(request);
}

}  // namespace

void AddSearchCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "search",
      "Finds the best documents for a query. Exits with 0 when there is a hit\n"
      "and with 1 when there is none.");
  SetHelp(command, kExamples);
  auto flags = std::make_shared<Flags>();
  command->add_option("DIR", flags->request.index, "The index's folder")
      ->type_name("")
      ->required();
  command
      ->add_option("QUERY", flags->words,
                   "What to look for; put -- before it when it begins with -")
      ->type_name("");
  AddFlags(command, flags.get());
  command->callback([flags, exit_code] { *exit_code = Run(flags.get()); });
}

}  // namespace telusur
