// The best documents of a ranked OR: windowed block-max MaxScore.
//
// Documents are taken in windows that end where blocks end. Within a window
// every term has a bound, the largest impact of its blocks there. The terms
// with the smallest bounds whose sum cannot beat the k-th best score are not
// essential: a document that only they have is out. The postings of the others
// are scored in bulk, block by block, into an array of scores for the window;
// the documents that may still enter are then completed from the lists left
// out, the largest bound first, and dropped as soon as the bounds that remain
// are too small.
//
// The threshold starts at the best k-th impact that a list of the query
// promises (priming), so that the first windows prune too.
//
// (H. Turtle and J. Flood, "Query evaluation: strategies and optimizations",
// 1995; S. Ding and T. Suel, "Faster top-k document retrieval using block-max
// indexes", SIGIR 2011; A. Mallia et al., "Faster block-max WAND with
// variable-sized blocks", SIGIR 2017.)

#ifndef TELUSUR_QUERY_MAX_SCORE_H_
#define TELUSUR_QUERY_MAX_SCORE_H_

#include <cstdint>

#include "absl/status/status.h"
#include "index/segment/segment_reader.h"
#include "query/doc_filter.h"
#include "query/exhaustive_search.h"
#include "query/or_query.h"
#include "query/top_k.h"

namespace telusur {

// Whether MaxScoreSearch can answer `query`: its scores fit in 32 bits.
bool CanUseMaxScore(const OrQuery& query);

// The documents that are wanted: the `k` best of those with at least
// `min_score`.
struct Wanted {
  uint64_t k = 0;
  Score min_score = 0;
};

// Adds the documents of `segment` that `filter` accepts and that can be among
// the wanted ones to `*top`, whose k is wanted.k. The ranking is that of
// ExhaustiveSearch. REQUIRES: CanUseMaxScore(query).
absl::Status MaxScoreSearch(const SegmentReader& segment, const OrQuery& query,
                            const Wanted& wanted, const SearchControl& control,
                            DocFilter* filter, TopK* top);

}  // namespace telusur

#endif  // TELUSUR_QUERY_MAX_SCORE_H_
