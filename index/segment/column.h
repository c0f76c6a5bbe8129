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

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/segment/section.h"
#include "index/segment/section_spool.h"
#include "index/types.h"

namespace telusur {

// Appends the column of `values` to `*out`. O(n).
void AppendColumn(absl::Span<const uint32_t> values, std::string* out);

// Collects the numbers of a column. One thread.
class ColumnWriter {
 public:
  // Keeps the numbers in `*numbers`, which outlives the writer, as uint32_t of
  // the machine.
  explicit ColumnWriter(SectionSpool* numbers) : numbers_(numbers) {}

  void Add(uint32_t value) {
    min_ = std::min(min_, value);
    max_ = std::max(max_, value);
    numbers_->tail()->append(reinterpret_cast<const char*>(&value),
                             sizeof(value));
  }

  // Appends the column to `*section`.
  absl::Status Finish(SectionSpool* section);

 private:
  SectionSpool* const numbers_;
  uint32_t min_ = ~uint32_t{0};
  uint32_t max_ = 0;
};

// Immutable. Thread-safe.
class Column {
 public:
  // An empty column, which has no documents.
  Column() = default;

  // Opens the column of `num_docs` numbers that fills `section`, and verifies
  // it whole, so that reading needs no checks. The section outlives the column.
  static absl::StatusOr<Column> Open(const Section* section, uint32_t num_docs);

  // The same of `bytes`, which live as long as the column. None if they are not
  // the column of so many numbers.
  static std::optional<Column> Parse(absl::string_view bytes,
                                     uint32_t num_docs);

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
