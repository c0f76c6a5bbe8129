// Counts the documents that have any of some terms.
//
// Postings become bits of a window of documents; a posting counts whose bit was
// not set before. tfs and lengths are not looked at.

#ifndef TELUSUR_QUERY_UNION_COUNT_H_
#define TELUSUR_QUERY_UNION_COUNT_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "index/segment/segment_reader.h"
#include "index/segment/term_info.h"
#include "query/doc_filter.h"
#include "query/exhaustive_search.h"

namespace telusur {

// The documents of `segment` that `filter` accepts and that have any of
// `terms`.
absl::StatusOr<uint64_t> UnionCount(const SegmentReader& segment,
                                    const std::vector<TermInfo>& terms,
                                    const SearchControl& control,
                                    DocFilter* filter);

}  // namespace telusur

#endif  // TELUSUR_QUERY_UNION_COUNT_H_
