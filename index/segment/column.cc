#include "index/segment/column.h"

#include <algorithm>

#include "index/io/coding.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr uint64_t kColumnHeaderBytes = 5;

}  // namespace

void AppendColumn(absl::Span<const uint32_t> values, std::string* out) {
  uint32_t base = 0;
  uint32_t range = 0;
  if (!values.empty()) {
    const auto [min, max] = std::minmax_element(values.begin(), values.end());
    base = *min;
    range = *max - *min;
  }
  const int width = range == 0        ? 0
                    : range <= 0xff   ? 1
                    : range <= 0xffff ? 2
                                      : 4;
  AppendFixed32(base, out);
  out->push_back(static_cast<char>(width));
  if (width == 0) return;
  out->reserve(out->size() + width * values.size());
  for (const uint32_t value : values) {
    char bytes[4];
    EncodeFixed32(value - base, bytes);
    out->append(bytes, width);
  }
}

absl::StatusOr<Column> Column::Open(const Section* section, uint32_t num_docs) {
  ASSIGN_OR_RETURN(const absl::string_view bytes,
                   section->Read(0, section->size()));
  Column column;
  if (bytes.size() < kColumnHeaderBytes) {
    return section->Damage(0, bytes.size(), "column is cut off");
  }
  column.base_ = DecodeFixed32(bytes.data());
  column.width_ = static_cast<uint8_t>(bytes[4]);
  column.values_ = bytes.data() + kColumnHeaderBytes;
  const bool known = column.width_ <= 2 || column.width_ == 4;
  if (!known ||
      bytes.size() - kColumnHeaderBytes != uint64_t{num_docs} * column.width_) {
    return section->Damage(0, bytes.size(), "column has a wrong size");
  }
  return column;
}

void Column::Gather(const DocId* doc_ids, int n, uint32_t* values) const {
  switch (width_) {
    case 0:
      std::fill_n(values, n, base_);
      return;
    case 1:
      for (int i = 0; i < n; ++i) {
        values[i] = base_ + static_cast<uint8_t>(values_[doc_ids[i]]);
      }
      return;
    case 2:
      for (int i = 0; i < n; ++i) {
        values[i] = base_ + DecodeValue<uint16_t>(doc_ids[i]);
      }
      return;
    default:
      for (int i = 0; i < n; ++i) {
        values[i] = base_ + DecodeValue<uint32_t>(doc_ids[i]);
      }
  }
}

}  // namespace telusur
