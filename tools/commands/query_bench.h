// Times queries in one thread: from a line of words to the doc_ids of its hits.

#ifndef TELUSUR_TOOLS_COMMANDS_QUERY_BENCH_H_
#define TELUSUR_TOOLS_COMMANDS_QUERY_BENCH_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/index_reader.h"
#include "query/query.h"

namespace telusur {

// How the words of a line are combined, and what is asked for.
struct BenchMode {
  const char* name;
  enum Kind { kOr, kAnd, kPhrase } kind;
  uint32_t k;  // 0: the number of matches instead of hits
};

// or10 or1000 and10 phrase10 countor countand countphrase, in this order.
const std::vector<BenchMode>& BenchModes();

// The words of `line`, separated by white space, combined as `kind` says. No
// character is an operator.
Query CombineWords(absl::string_view line, BenchMode::Kind kind);

// Microseconds of the thread's CPU time, less what reading the clock takes.
struct LatencySummary {
  double mean = 0;
  double p50 = 0;
  double p95 = 0;
  double p99 = 0;
};

// Summary of one number a query. REQUIRES: not empty.
LatencySummary Summarize(std::vector<double> latencies);

struct BenchOptions {
  int runs = 7;

  // Whether a search is told the score of its last hit from the start: what is
  // left is the work that no better guess could spare.
  bool oracle_threshold = false;
};

// Runs every line `runs` times after one run that warms up, and returns for
// each line the median of its runs.
absl::StatusOr<std::vector<double>> TimeQueries(
    const IndexReader& reader, const std::vector<std::string>& lines,
    const BenchMode& mode, const BenchOptions& options);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_QUERY_BENCH_H_
