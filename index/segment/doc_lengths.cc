#include "index/segment/doc_lengths.h"

#include <optional>
#include <string>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "index/io/status_macros.h"

namespace telusur {

DocLengths::DocLengths(absl::Span<const uint32_t> lengths) {
  std::string bytes;
  AppendColumn(lengths, &bytes);
  in_memory_.assign(bytes.begin(), bytes.end());
  column_ = *Column::Parse(
      absl::string_view(in_memory_.data(), in_memory_.size()), lengths.size());
}

absl::StatusOr<std::unique_ptr<DocLengths>> DocLengths::Read(
    SectionSpool* column, uint32_t num_docs, uint64_t memory_bytes) {
  auto lengths = absl::WrapUnique(new DocLengths);
  absl::string_view bytes;
  if (column->size() > memory_bytes) {
    lengths->max_pieces_ = memory_bytes / kPieceBytes;
    ASSIGN_OR_RETURN(lengths->file_, column->Map());
    bytes = lengths->file_->bytes();
  } else {
    lengths->in_memory_.reserve(column->size());
    RETURN_IF_ERROR(column->ForEach(1, [&](absl::string_view piece) {
      lengths->in_memory_.insert(lengths->in_memory_.end(), piece.begin(),
                                 piece.end());
      return absl::OkStatus();
    }));
    bytes = absl::string_view(lengths->in_memory_.data(),
                              lengths->in_memory_.size());
  }
  const std::optional<Column> parsed = Column::Parse(bytes, num_docs);
  if (!parsed.has_value()) {
    return absl::DataLossError("the build's file of lengths is damaged");
  }
  lengths->column_ = *parsed;
  return lengths;
}

void DocLengths::AccountPieces(uint64_t num_touched) const {
  if (num_pieces_.fetch_add(num_touched, std::memory_order_relaxed) <
      max_pieces_) {
    return;
  }
  num_pieces_.store(0, std::memory_order_relaxed);
  file_->DropPages();
}

}  // namespace telusur
