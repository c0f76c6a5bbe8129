#include "tools/commands/query_bench.h"

#include <time.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
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

double Median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2,
                   values.end());
  return values[values.size() / 2];
}

// What reading the clock takes itself, which every interval between two
// readings holds once.
double ClockMicroseconds() {
  std::vector<double> intervals(1001);
  double before = ThreadMicroseconds();
  for (double& interval : intervals) {
    const double now = ThreadMicroseconds();
    interval = now - before;
    before = now;
  }
  return Median(std::move(intervals));
}

// One line of the file.
struct BenchQuery {
  absl::string_view line;
  SearchOptions options;
};

// Answers one line, up to the doc_ids of its hits. What a document is called
// is not asked, here as with the engines that Telusur is compared with.
absl::StatusOr<SearchResult> Answer(const IndexReader& reader,
                                    const BenchQuery& query,
                                    const BenchMode& mode) {
  ASSIGN_OR_RETURN(const CompiledQuery compiled,
                   CompileQuery(reader, CombineWords(query.line, mode.kind),
                                query.options.compile));
  return Search(reader, compiled, query.options);
}

// Sets the least score that the hits of each query have, when there are as many
// as were asked for.
absl::Status FindThresholds(const IndexReader& reader, const BenchMode& mode,
                            std::vector<BenchQuery>* queries) {
  for (BenchQuery& query : *queries) {
    ASSIGN_OR_RETURN(const SearchResult result, Answer(reader, query, mode));
    if (mode.k > 0 && result.hits.size() == mode.k) {
      query.options.min_score = result.hits.back().score;
    }
  }
  return absl::OkStatus();
}

// Room for the nodes of most queries.
constexpr size_t kUsualNodes = 8;

// Takes the first word off `*line`; empty when there is none.
absl::string_view TakeWord(absl::string_view* line) {
  size_t begin = 0;
  while (begin < line->size() && absl::ascii_isspace((*line)[begin])) ++begin;
  size_t end = begin;
  while (end < line->size() && !absl::ascii_isspace((*line)[end])) ++end;
  const absl::string_view word = line->substr(begin, end - begin);
  line->remove_prefix(end);
  return word;
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
  const Occur occur = kind == BenchMode::kAnd ? Occur::kMust : Occur::kShould;
  query.nodes.reserve(kUsualNodes);
  all.clauses.reserve(kUsualNodes);
  for (absl::string_view word = TakeWord(&line); !word.empty();
       word = TakeWord(&line)) {
    all.clauses.push_back({occur, static_cast<int>(query.nodes.size())});
    query.nodes.emplace_back();
    query.nodes.back().text.assign(word.data(), word.size());
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
    const BenchMode& mode, const BenchOptions& options) {
  const size_t n = lines.size();
  std::vector<BenchQuery> queries(n);
  for (size_t i = 0; i < n; ++i) {
    queries[i].line = lines[i];
    queries[i].options.k = mode.k;
    queries[i].options.count = mode.k == 0;
    queries[i].options.compile.keep_stop_words = true;
  }
  if (options.oracle_threshold) {
    RETURN_IF_ERROR(FindThresholds(reader, mode, &queries));
  }
  const double clock = ClockMicroseconds();
  // One run behind the other, so that keeping a time costs next to nothing.
  std::vector<double> times(n * options.runs);
  for (int run = -1; run < options.runs; ++run) {
    // The clock is read once a query: reading it costs as much as some queries.
    double before = ThreadMicroseconds();
    for (size_t i = 0; i < n; ++i) {
      RETURN_IF_ERROR(Answer(reader, queries[i], mode).status());
      const double now = ThreadMicroseconds();
      if (run >= 0) times[run * n + i] = std::max(now - before - clock, 0.0);
      before = now;
    }
  }
  std::vector<double> medians(n);
  std::vector<double> of_query(options.runs);
  for (size_t i = 0; i < n; ++i) {
    for (int run = 0; run < options.runs; ++run) {
      of_query[run] = times[run * n + i];
    }
    medians[i] = Median(of_query);
  }
  return medians;
}

}  // namespace telusur
