#include "tools/commands/query_bench.h"

#include <time.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "index/io/status_macros.h"
#include "query/query_compiler.h"
#include "query/searcher.h"

namespace telusur {
namespace {

double ThreadMicroseconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e6 + now.tv_nsec * 1e-3;
}

double Percentile(const std::vector<double>& sorted, double share) {
  const size_t i = static_cast<size_t>(share * (sorted.size() - 1) + 0.5);
  return sorted[i];
}

// Answers one line as a program would: ids and all.
absl::StatusOr<size_t> Answer(const IndexReader& reader,
                              const std::string& line, const BenchMode& mode) {
  const Query query = CombineWords(line, mode.kind);
  SearchOptions options;
  options.k = mode.k;
  options.count = mode.k == 0;
  options.compile.keep_stop_words = true;
  ASSIGN_OR_RETURN(const CompiledQuery compiled,
                   CompileQuery(reader, query, options.compile));
  ASSIGN_OR_RETURN(const SearchResult result,
                   Search(reader, compiled, options));
  size_t answer_bytes = result.num_matches;
  for (const Hit& hit : result.hits) {
    ASSIGN_OR_RETURN(
        const std::string id,
        reader.segment(hit.address.segment).ids().Get(hit.address.doc_id));
    answer_bytes += id.size();
  }
  return answer_bytes;
}

}  // namespace

const std::vector<BenchMode>& BenchModes() {
  static const auto* const modes = new std::vector<BenchMode>{
      {"or10", BenchMode::kOr, 10},
      {"or1000", BenchMode::kOr, 1000},
      {"and10", BenchMode::kAnd, 10},
      {"phrase10", BenchMode::kPhrase, 10},
      {"countor", BenchMode::kOr, 0},
      {"countand", BenchMode::kAnd, 0},
      {"countphrase", BenchMode::kPhrase, 0},
  };
  return *modes;
}

Query CombineWords(absl::string_view line, BenchMode::Kind kind) {
  Query query;
  QueryNode all;
  all.kind = QueryKind::kBoolean;
  if (kind == BenchMode::kPhrase) {
    QueryNode phrase;
    phrase.quoted = true;
    phrase.text = std::string(absl::StripAsciiWhitespace(line));
    if (!phrase.text.empty()) query.nodes.push_back(std::move(phrase));
    return query;
  }
  for (const absl::string_view word :
       absl::StrSplit(line, absl::ByAnyChar(" \t\r"), absl::SkipEmpty())) {
    QueryNode node;
    node.text = std::string(word);
    all.clauses.push_back(
        {kind == BenchMode::kAnd ? Occur::kMust : Occur::kShould,
         static_cast<int>(query.nodes.size())});
    query.nodes.push_back(std::move(node));
  }
  if (!query.nodes.empty()) query.nodes.push_back(std::move(all));
  return query;
}

LatencySummary Summarize(std::vector<double> latencies) {
  std::sort(latencies.begin(), latencies.end());
  LatencySummary summary;
  for (const double latency : latencies) summary.mean += latency;
  summary.mean /= static_cast<double>(latencies.size());
  summary.p50 = Percentile(latencies, 0.5);
  summary.p95 = Percentile(latencies, 0.95);
  summary.p99 = Percentile(latencies, 0.99);
  return summary;
}

absl::StatusOr<std::vector<double>> TimeQueries(
    const IndexReader& reader, const std::vector<std::string>& lines,
    const BenchMode& mode, int runs) {
  std::vector<std::vector<double>> times(lines.size());
  for (int run = 0; run <= runs; ++run) {
    for (size_t i = 0; i < lines.size(); ++i) {
      const double begin = ThreadMicroseconds();
      RETURN_IF_ERROR(Answer(reader, lines[i], mode).status());
      const double end = ThreadMicroseconds();
      if (run > 0) times[i].push_back(end - begin);
    }
  }
  std::vector<double> medians;
  for (std::vector<double>& of_line : times) {
    std::nth_element(of_line.begin(), of_line.begin() + of_line.size() / 2,
                     of_line.end());
    medians.push_back(of_line[of_line.size() / 2]);
  }
  return medians;
}

}  // namespace telusur
