#include "index/segment/column.h"

#include <algorithm>
#include <cstring>

#include "index/io/coding.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr uint64_t kColumnHeaderBytes = 5;

// How the numbers of a column are written.
struct ColumnCode {
  uint32_t base;
  int width;  // bytes
};

ColumnCode CodeFor(uint32_t min, uint32_t max) {
  const uint32_t range = max - min;
  const int width = range == 0        ? 0
                    : range <= 0xff   ? 1
                    : range <= 0xffff ? 2
                                      : 4;
  return {min, width};
}

void AppendHeader(ColumnCode code, std::string* out) {
  AppendFixed32(code.base, out);
  out->push_back(static_cast<char>(code.width));
}

void AppendValue(uint32_t value, ColumnCode code, std::string* out) {
  char bytes[4];
  EncodeFixed32(value - code.base, bytes);
  out->append(bytes, code.width);
}

}  // namespace

void AppendColumn(absl::Span<const uint32_t> values, std::string* out) {
  ColumnCode code = {0, 0};
  if (!values.empty()) {
    const auto [min, max] = std::minmax_element(values.begin(), values.end());
    code = CodeFor(*min, *max);
  }
  AppendHeader(code, out);
  if (code.width == 0) return;
  out->reserve(out->size() + code.width * values.size());
  for (const uint32_t value : values) AppendValue(value, code, out);
}

absl::Status ColumnWriter::Finish(SectionSpool* section) {
  const ColumnCode code =
      numbers_->size() == 0 ? ColumnCode{0, 0} : CodeFor(min_, max_);
  AppendHeader(code, section->tail());
  if (code.width == 0) return absl::OkStatus();
  return numbers_->ForEach(sizeof(uint32_t), [&](absl::string_view piece) {
    while (!piece.empty()) {
      uint32_t value;
      std::memcpy(&value, piece.data(), sizeof(value));
      AppendValue(value, code, section->tail());
      piece.remove_prefix(sizeof(value));
    }
    return section->Appended();
  });
}

std::optional<Column> Column::Parse(absl::string_view bytes,
                                    uint32_t num_docs) {
  if (bytes.size() < kColumnHeaderBytes) return std::nullopt;
  Column column;
  column.base_ = DecodeFixed32(bytes.data());
  column.width_ = static_cast<uint8_t>(bytes[4]);
  column.values_ = bytes.data() + kColumnHeaderBytes;
  const bool known = column.width_ <= 2 || column.width_ == 4;
  if (!known ||
      bytes.size() - kColumnHeaderBytes != uint64_t{num_docs} * column.width_) {
    return std::nullopt;
  }
  return column;
}

absl::StatusOr<Column> Column::Open(const Section* section, uint32_t num_docs) {
  ASSIGN_OR_RETURN(const absl::string_view bytes,
                   section->Read(0, section->size()));
  const std::optional<Column> column = Parse(bytes, num_docs);
  if (column.has_value()) return *column;
  return section->Damage(0, bytes.size(),
                         bytes.size() < kColumnHeaderBytes
                             ? "column is cut off"
                             : "column has a wrong size");
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
