// Joins sorted runs into one.

#ifndef TELUSUR_INDEX_RUN_MERGER_H_
#define TELUSUR_INDEX_RUN_MERGER_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "index/run.h"
#include "index/term_sink.h"

namespace telusur {

// Gives the terms of all `runs` to `sink`, each with the union of its
// occurrences. Where a document goes on from one run to another, the runs stand
// in that order. O(terms and chunks * log(runs)).
absl::Status MergeRuns(std::vector<std::unique_ptr<RunCursor>> runs,
                       TermSink* sink);

}  // namespace telusur

#endif  // TELUSUR_INDEX_RUN_MERGER_H_
