// The plain way to answer a query, and the oracle of all faster ones.

#ifndef TELUSUR_QUERY_EXHAUSTIVE_SEARCH_H_
#define TELUSUR_QUERY_EXHAUSTIVE_SEARCH_H_

#include <atomic>
#include <cstdint>

#include "absl/status/status.h"
#include "index/segment_docs.h"
#include "query/doc_cursor.h"
#include "query/top_k.h"

namespace telusur {

// How a search is made to stop early.
struct SearchControl {
  // Cancelled when it turns true; may be nullptr. May be set by a signal.
  const std::atomic<bool>* cancelled = nullptr;

  bool IsCancelled() const {
    return cancelled != nullptr && cancelled->load(std::memory_order_relaxed);
  }
};

// Scores every document of `cursor` that is not deleted in `docs`, adds it to
// `*top`, and counts it. Returns the cursor's status, or Cancelled.
absl::Status ExhaustiveSearch(DocCursor* cursor, const SegmentDocs& docs,
                              const SearchControl& control, TopK* top,
                              uint64_t* num_matches);

}  // namespace telusur

#endif  // TELUSUR_QUERY_EXHAUSTIVE_SEARCH_H_
