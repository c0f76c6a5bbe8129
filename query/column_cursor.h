// Documents by their columns: filters.

#ifndef TELUSUR_QUERY_COLUMN_CURSOR_H_
#define TELUSUR_QUERY_COLUMN_CURSOR_H_

#include <memory>

#include "absl/strings/string_view.h"
#include "index/segment/segment_reader.h"
#include "query/date_range.h"
#include "query/doc_cursor.h"

namespace telusur {

// Documents whose date lies in `days`; none without a date. Score 0.
std::unique_ptr<DocCursor> NewDatesCursor(const SegmentReader* segment,
                                          const DayRange& days);

// Documents whose source is `source`, ASCII letters in any case. Score 0.
std::unique_ptr<DocCursor> NewSourceCursor(const SegmentReader* segment,
                                           absl::string_view source);

}  // namespace telusur

#endif  // TELUSUR_QUERY_COLUMN_CURSOR_H_
