// The plain way to answer a query, and the oracle of all faster ones.

#ifndef TELUSUR_QUERY_EXHAUSTIVE_SEARCH_H_
#define TELUSUR_QUERY_EXHAUSTIVE_SEARCH_H_

#include <cstdint>

#include "absl/status/status.h"
#include "index/segment_docs.h"
#include "query/doc_cursor.h"
#include "query/search_control.h"
#include "query/top_k.h"

namespace telusur {

// Scores every document of `cursor` that is not deleted in `docs`, adds it to
// `*top`, and counts it. Returns the cursor's status, or the error of
// `control`.
absl::Status ExhaustiveSearch(DocCursor* cursor, const SegmentDocs& docs,
                              const SearchControl& control, TopK* top,
                              uint64_t* num_matches);

}  // namespace telusur

#endif  // TELUSUR_QUERY_EXHAUSTIVE_SEARCH_H_
