#include "tools/commands/bench_command.h"

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "index/index_reader.h"
#include "index/io/file.h"
#include "tools/commands/help_formatter.h"
#include "tools/commands/query_bench.h"
#include "tools/message.h"
#include "tools/output/file_output.h"
#include "tools/version.h"

namespace telusur {
namespace {

constexpr char kExamples[] =
    "  telusur bench news.idx --queries queries.txt\n"
    "  telusur bench news.idx --queries queries.txt --mode or10 --runs 21\n";

struct Flags {
  std::string index;
  std::string queries_file;
  std::vector<std::string> modes;
  std::string corpus = "corpus";
  BenchOptions bench;
};

absl::StatusOr<std::vector<std::string>> ReadLines(const std::string& path) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat(path, ": cannot be read"));
  std::vector<std::string> lines;
  std::string line;
  while (std::getline(file, line)) {
    if (!line.empty()) lines.push_back(line);
  }
  if (lines.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": no queries"));
  }
  return lines;
}

void AppendLine(const Flags& flags, const BenchMode& mode,
                absl::string_view metric, double value, absl::string_view unit,
                std::string* out) {
  absl::StrAppendFormat(
      out,
      "{\"engine\":\"telusur-%s\",\"config\":\"%s\",\"corpus\":\"%s\","
      "\"metric\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}\n",
      kVersion,
      absl::StrCat(mode.name, flags.bench.oracle_threshold ? "-oracle" : ""),
      flags.corpus, metric, value, unit);
}

absl::Status RunMode(const Flags& flags, const IndexReader& reader,
                     const std::vector<std::string>& lines,
                     const BenchMode& mode, std::string* out) {
  absl::StatusOr<std::vector<double>> times =
      TimeQueries(reader, lines, mode, flags.bench);
  if (!times.ok()) return times.status();
  const LatencySummary summary = Summarize(*std::move(times));
  AppendLine(flags, mode, "mean", summary.mean, "us", out);
  AppendLine(flags, mode, "p50", summary.p50, "us", out);
  AppendLine(flags, mode, "p95", summary.p95, "us", out);
  AppendLine(flags, mode, "p99", summary.p99, "us", out);
  AppendLine(flags, mode, "queries_per_s", 1e6 / summary.mean, "1/s", out);
  return absl::OkStatus();
}

ExitCode Run(const Flags& flags) {
  absl::StatusOr<std::unique_ptr<IndexReader>> reader =
      IndexReader::Open(FileSystem::Posix(), flags.index);
  if (!reader.ok()) return PrintError(reader.status());
  const absl::StatusOr<std::vector<std::string>> lines =
      ReadLines(flags.queries_file);
  if (!lines.ok()) return PrintError(lines.status());
  FileOutput output(1, "standard output");
  for (const BenchMode& mode : BenchModes()) {
    bool wanted = flags.modes.empty();
    for (const std::string& name : flags.modes) wanted |= name == mode.name;
    if (!wanted) continue;
    const absl::Status status =
        RunMode(flags, **reader, *lines, mode, output.buffer());
    if (!status.ok()) return PrintError(status);
    const absl::Status written = output.Flush();
    if (!written.ok()) return PrintError(written);
  }
  return kExitOk;
}

}  // namespace

void AddBenchCommand(CLI::App* program, ExitCode* exit_code) {
  CLI::App* command = program->add_subcommand(
      "bench",
      "Times the queries of a file, one bag of words a line, in one thread:\n"
      "the CPU time from words to ids, the median of the runs of each query.");
  SetHelp(command, kExamples);
  auto flags = std::make_shared<Flags>();
  command->add_option("DIR", flags->index, "The index's folder")
      ->type_name("")
      ->required();
  command->add_option("--queries", flags->queries_file, "One query a line")
      ->type_name("FILE")
      ->required();
  std::vector<std::string> names;
  for (const BenchMode& mode : BenchModes()) names.push_back(mode.name);
  command->add_option("--mode", flags->modes, "Only this mode [all]")
      ->check(CLI::IsMember(names))
      ->type_name("MODE");
  command->add_option("--runs", flags->bench.runs, "Runs of each query")
      ->check(CLI::Range(1, 1000))
      ->type_name("N")
      ->capture_default_str();
  command->add_flag("--oracle-threshold", flags->bench.oracle_threshold,
                    "Tell each search the score of its last hit from the "
                    "start: how much better pruning could be");
  command->add_option("--corpus", flags->corpus, "A name for the records")
      ->check(CLI::Validator(
          [](const std::string& name) {
            return name.find_first_of("\"\\\n") == std::string::npos
                       ? std::string()
                       : std::string("must hold no quote and no backslash");
          },
          ""))
      ->type_name("NAME")
      ->capture_default_str();
  command->callback([flags, exit_code] { *exit_code = Run(*flags); });
}

}  // namespace telusur
