// Answers queries from an index.

#ifndef TELUSUR_QUERY_SEARCHER_H_
#define TELUSUR_QUERY_SEARCHER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/index_reader.h"
#include "query/query.h"
#include "query/query_compiler.h"
#include "query/query_parser.h"
#include "query/search_control.h"

namespace telusur {

enum class SortOrder {
  kScore,  // the best first
  kDate,   // the latest first, then the best; documents without a date last
};

struct SearchOptions {
  uint32_t k = 10;          // hits to return ...
  uint32_t offset = 0;      // ... after this many better ones
  bool count = false;       // whether num_matches is wanted, exactly
  bool exhaustive = false;  // no pruning: the oracle

  // Hits with a lower score are not wanted, and their documents need not be
  // looked at. Some may be among the hits all the same.
  Score min_score = 0;
  SortOrder sort = SortOrder::kScore;
  CompileOptions compile;
  SearchControl control;
};

struct Hit {
  DocAddress address;
  Score score = 0;
};

struct SearchResult {
  std::vector<Hit> hits;     // in the order asked for
  uint64_t num_matches = 0;  // of the whole query; only with `count`
  bool is_count_exact = false;
};

// Finds the best documents for a compiled query. Cancelled or DeadlineExceeded
// when `options.control` says so. Thread-compatible: searches may run at the
// same time.
absl::StatusOr<SearchResult> Search(const IndexReader& reader,
                                    const CompiledQuery& query,
                                    const SearchOptions& options);

}  // namespace telusur

#endif  // TELUSUR_QUERY_SEARCHER_H_
