// Answers an AND of terms and phrases.
//
// The rarest list drives. All lists stand on a block each; the documents up to
// the first end of these blocks are a stretch in which every list has one
// decoded block, so that whole blocks are intersected and no posting costs a
// call. A stretch whose blocks cannot add up to a score that matters is left
// out before anything of it is decoded; the candidates of the others are scored
// list by list, the rarest first, and dropped as soon as the bounds of the
// lists that remain are too small. The positions of a phrase's words are
// decoded only for documents that the phrase may still lift into the top k.
//
// (S. Ding and T. Suel, "Faster top-k document retrieval using block-max
// indexes", SIGIR 2011, section 5.)

#ifndef TELUSUR_QUERY_CONJUNCTION_H_
#define TELUSUR_QUERY_CONJUNCTION_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "index/segment/segment_reader.h"
#include "query/and_query.h"
#include "query/doc_filter.h"
#include "query/exhaustive_search.h"
#include "query/top_k.h"

namespace telusur {

// Whether the scores of `query` fit in 32 bits, as ConjunctionSearch and
// ConjunctionCount want them.
bool CanUseConjunction(const AndQuery& query);

// Adds the matches in `segment` that `filter` accepts and that matter to
// `*top`. The ranking is that of ExhaustiveSearch.
// REQUIRES: CanUseConjunction(query); at least one term.
absl::Status ConjunctionSearch(const SegmentReader& segment,
                               const AndQuery& query,
                               const SearchControl& control, DocFilter* filter,
                               TopK* top);

// The number of matches in `segment` that `filter` accepts. REQUIRES: at least
// one term.
absl::StatusOr<uint64_t> ConjunctionCount(const SegmentReader& segment,
                                          const AndQuery& query,
                                          const SearchControl& control,
                                          DocFilter* filter);

}  // namespace telusur

#endif  // TELUSUR_QUERY_CONJUNCTION_H_
