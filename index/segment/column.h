// A number for every document: lengths, dates, sources.
//
//   base : fixed32 | width : u8 (0, 1, 2 or 4) | value - base : width bytes x n
//
// The width is the smallest that holds the largest difference; a column of
// equal numbers takes five bytes.
//
// Example: {300, 301, 555} is 2C 01 00 00 | 01 | 00 01 FF (hexadecimal).

#ifndef TELUSUR_INDEX_SEGMENT_COLUMN_H_
#define TELUSUR_INDEX_SEGMENT_COLUMN_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "index/segment/section.h"
#include "index/types.h"

namespace telusur {

// Appends the column of `values` to `*out`. O(n).
void AppendColumn(absl::Span<const uint32_t> values, std::string* out);

// Immutable. Thread-safe.
class Column {
 public:
  // An empty column, which has no documents.
  Column() = default;

  // Opens the column of `num_docs` numbers that fills `section`, and verifies
  // it whole, so that reading needs no checks. The section outlives the column.
  static absl::StatusOr<Column> Open(const Section* section, uint32_t num_docs);

  // REQUIRES: doc_id < num_docs.
  uint32_t Get(DocId doc_id) const {
    switch (width_) {
      case 0:
        return base_;
      case 1:
        return base_ + static_cast<uint8_t>(values_[doc_id]);
      case 2:
        return base_ + DecodeValue<uint16_t>(doc_id);
      default:
        return base_ + DecodeValue<uint32_t>(doc_id);
    }
  }

  // Sets values[i] to the number of doc_ids[i], for n documents.
  void Gather(const DocId* doc_ids, int n, uint32_t* values) const;

 private:
  template <typename T>
  uint32_t DecodeValue(DocId doc_id) const;

  uint32_t base_ = 0;
  int width_ = 0;
  const char* values_ = nullptr;
};

template <typename T>
uint32_t Column::DecodeValue(DocId doc_id) const {
  T value;
  __builtin_memcpy(&value, values_ + sizeof(T) * doc_id, sizeof(T));
  return value;
}

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_COLUMN_H_
