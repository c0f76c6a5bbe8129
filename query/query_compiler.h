// From a Query to a plan for one index.
//
// Words become terms by the index's analyzer, statistics are looked up once for
// all segments, and what can be decided without postings is decided: stop
// words, expansions, weights.

#ifndef TELUSUR_QUERY_QUERY_COMPILER_H_
#define TELUSUR_QUERY_QUERY_COMPILER_H_

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "index/index_reader.h"
#include "query/compiled_query.h"
#include "query/query.h"
#include "query/query_limits.h"
#include "query/surface_list.h"

namespace telusur {

// The share that serves best (bench/results/2026-11-29-shared-2core/
// retrieval.md): more of it finds fewer documents of the same root.
inline constexpr double kDefaultTypedFormShare = 0.2;

struct CompileOptions {
  Bm25Parameters bm25;

  // How many times a word in a title counts (title_boost.h), at least 0. Any
  // but 1 makes ranked ORs slow: they are not pruned.
  double title_boost = 1;

  // What idf and lengths are measured against; the index's own statistics
  // unless it is one shard of many.
  std::optional<CollectionStatistics> statistics;

  // Whether stop words stay in ranked queries that have other words.
  bool keep_stop_words = false;

  // How much of an optional word's score comes from the very form that was
  // typed, from 0 to 1; the rest comes from its stem. 0 leaves forms alone.
  double typed_form_share = 0;

  // The most terms that all words with * or ~ stand for together.
  int64_t max_expansions = kExpansionsLimit.usual;

  // The reader's surface forms, to be read once for many queries; nullptr: they
  // are read for each query that needs them.
  SurfaceDictionary* surfaces = nullptr;
};

// Compiles `query` for `reader`, which outlives the result. DataLoss when the
// dictionary is damaged.
absl::StatusOr<CompiledQuery> CompileQuery(const IndexReader& reader,
                                           const Query& query,
                                           const CompileOptions& options);

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_COMPILER_H_
