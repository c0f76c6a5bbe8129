// The latest documents that match a query.

#ifndef TELUSUR_QUERY_DATE_SEARCH_H_
#define TELUSUR_QUERY_DATE_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "index/segment/column.h"
#include "index/segment_docs.h"
#include "query/bm25.h"
#include "query/doc_cursor.h"
#include "query/search_control.h"

namespace telusur {

// A document with its date as the column has it: 0 when it has none.
struct DatedDoc {
  uint32_t date;
  Score score;
  uint64_t order;

  // Whether `a` stands before `b`.
  friend bool operator<(const DatedDoc& a, const DatedDoc& b) {
    if (a.date != b.date) return a.date > b.date;
    return a.score != b.score ? a.score > b.score : a.order < b.order;
  }
};

// Keeps the k latest documents in a buffer of up to 2k. One thread.
class LatestK {
 public:
  explicit LatestK(size_t k) : k_(k) {}

  void Add(const DatedDoc& doc);

  // In order.
  std::vector<DatedDoc> Finish();

 private:
  const size_t k_;
  std::vector<DatedDoc> docs_;
};

// Adds every document of `cursor` that is not deleted in `docs`, of the same
// segment as `dates`, to `*latest`, and counts it. Returns the cursor's status,
// or the error of `control`.
absl::Status DateSearch(DocCursor* cursor, const SegmentDocs& docs,
                        const Column& dates, const SearchControl& control,
                        LatestK* latest, uint64_t* num_matches);

}  // namespace telusur

#endif  // TELUSUR_QUERY_DATE_SEARCH_H_
