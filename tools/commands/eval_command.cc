#include "tools/commands/eval_command.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "index/io/status_macros.h"
#include "tools/commands/help_formatter.h"
#include "tools/eval/measures.h"
#include "tools/eval/trec_files.h"
#include "tools/message.h"
#include "tools/output/file_output.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur search news.idx --queries topics.tsv --format trec -k 1000 "
    "> my.run\n"
    "  telusur eval --run my.run --qrels qrels.tsv\n"
    "  telusur eval --run my.run --qrels qrels.txt --measure MAP --measure "
    "P@5\n"
    "  telusur eval --run my.run --qrels beir/scifact --per-query\n";

struct Flags {
  std::string run;
  std::string qrels;
  std::vector<std::string> measures = {"nDCG@10", "MRR@10",    "MAP",
                                       "P@10",    "Recall@10", "Recall@100"};
  bool per_query = false;
  bool complete = false;
};

absl::StatusOr<std::vector<Measure>> ParseMeasures(
    const std::vector<std::string>& names) {
  std::vector<Measure> measures;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(const Measure measure, ParseMeasure(name));
    measures.push_back(measure);
  }
  return measures;
}

std::vector<int64_t> GradesOf(
    const std::vector<std::string>& ranking,
    const absl::flat_hash_map<std::string, int64_t>& judged) {
  std::vector<int64_t> grades;
  for (const std::string& id : ranking) {
    const auto found = judged.find(id);
    grades.push_back(found == judged.end() ? 0 : found->second);
  }
  return grades;
}

void AppendFigure(const std::string& measure, const std::string& query,
                  double value, std::string* out) {
  absl::StrAppendFormat(out, "%s\t%s\t%.4f\n", measure, query, value);
}

// Writes the figures; returns the number of queries they are the mean of.
absl::StatusOr<uint64_t> EvaluateRun(const Flags& flags,
                                     const std::vector<Measure>& measures,
                                     FileOutput* output) {
  ASSIGN_OR_RETURN(const Judgements judgements, ReadJudgements(flags.qrels));
  ASSIGN_OR_RETURN(const Rankings rankings, ReadRun(flags.run));
  std::vector<double> sums(measures.size(), 0);
  uint64_t num_queries = 0;
  uint64_t num_left_out = 0;
  for (const auto& query : judgements) {
    const auto ranking = rankings.find(query.first);
    if (ranking == rankings.end() && !flags.complete) {
      ++num_left_out;
      continue;
    }
    ++num_queries;
    std::vector<int64_t> judged;
    for (const auto& [id, grade] : query.second) judged.push_back(grade);
    const std::vector<int64_t> ranked =
        ranking == rankings.end() ? std::vector<int64_t>()
                                  : GradesOf(ranking->second, query.second);
    for (size_t i = 0; i < measures.size(); ++i) {
      const double value = Evaluate(measures[i], ranked, judged);
      sums[i] += value;
      if (flags.per_query) {
        AppendFigure(measures[i].Name(), query.first, value, output->buffer());
      }
    }
    RETURN_IF_ERROR(output->MaybeFlush());
  }
  if (num_left_out > 0) {
    PrintMessage(
        absl::StrCat("judged queries that are not in the run: ", num_left_out,
                     " (left out; --complete counts them as 0)"));
  }
  absl::StrAppend(output->buffer(), "queries\tall\t", num_queries, "\n");
  for (size_t i = 0; i < measures.size(); ++i) {
    AppendFigure(measures[i].Name(), "all",
                 num_queries == 0 ? 0 : sums[i] / num_queries,
                 output->buffer());
  }
  return num_queries;
}

ExitCode Run(const Flags& flags) {
  const absl::StatusOr<std::vector<Measure>> measures =
      ParseMeasures(flags.measures);
  if (!measures.ok()) return PrintError(measures.status());
  FileOutput output(1, "standard output");
  const absl::StatusOr<uint64_t> num_queries =
      EvaluateRun(flags, *measures, &output);
  if (!num_queries.ok()) return PrintError(num_queries.status());
  const absl::Status written = output.Flush();
  if (!written.ok()) return PrintError(written);
  return *num_queries > 0 ? kExitOk : kExitNothing;
}

}  // namespace

void AddEvalCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "eval",
      "Judges the results of queries by relevance judgements. The measures "
      "and\n"
      "the order of equal scores are trec_eval's. Prints measure, query (or\n"
      "all) and figure between tabs. Exits with 1 when no query is judged.");
  SetHelp(command, kExamples);
  auto flags = std::make_shared<Flags>();
  command
      ->add_option("--run", flags->run,
                   "Results, as search --format trec writes them")
      ->type_name("FILE")
      ->required();
  command
      ->add_option("--qrels", flags->qrels,
                   "Judgements in TREC's or BEIR's form, or a BEIR folder")
      ->type_name("FILE")
      ->required();
  command
      ->add_option("--measure", flags->measures,
                   "nDCG@k, MRR@k, MAP, P@k or Recall@k; may be repeated")
      ->type_name("NAME")
      ->capture_default_str();
  command->add_flag("--per-query", flags->per_query,
                    "Print the figures of each query, too");
  command->add_flag("--complete", flags->complete,
                    "Count judged queries without results as 0");
  command->callback([flags, exit_code] { *exit_code = Run(*flags); });
}

}  // namespace telusur
