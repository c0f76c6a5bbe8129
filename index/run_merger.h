// Joins sorted runs into one, and pours it into a segment.

#ifndef TELUSUR_INDEX_RUN_MERGER_H_
#define TELUSUR_INDEX_RUN_MERGER_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "index/run.h"
#include "index/segment/segment_writer.h"

namespace telusur {

// Writes the terms of all `runs` to `writer`, each with the union of its
// occurrences. `new_doc_ids` gives the segment's doc_id for a build's doc_id,
// kNoMoreDocs to leave a document out; an empty span leaves all as they are.
// O(occurrences * log(runs)).
absl::Status MergeRuns(std::vector<std::unique_ptr<RunCursor>> runs,
                       absl::Span<const DocId> new_doc_ids,
                       SegmentWriter* writer);

}  // namespace telusur

#endif  // TELUSUR_INDEX_RUN_MERGER_H_
