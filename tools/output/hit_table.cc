#include "tools/output/hit_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tools/output/display_width.h"
#include "tools/output/terminal_text.h"

namespace telusur {
namespace {

constexpr absl::string_view kGap = "  ";
constexpr size_t kMaxSourceWidth = 16;
constexpr size_t kMinLastWidth = 20;  // on a terminal, however narrow

enum Column { kQuery, kRank, kScore, kDate, kSource, kTitle };

struct ColumnStyle {
  absl::string_view name;
  bool is_number;
};

constexpr ColumnStyle kStyles[] = {{"query", false},  {"rank", true},
                                   {"score", true},   {"date", false},
                                   {"source", false}, {"title", false}};

}  // namespace

void HitTable::Add(const ShownHit& hit) {
  const Document& document = hit.document;
  Row row;
  row.cells[kQuery] = TerminalText(hit.query_id);
  row.cells[kRank] = absl::StrCat(hit.rank);
  row.cells[kScore] = absl::StrFormat("%.3f", hit.score);
  row.cells[kDate] = TerminalText(document.date);
  row.cells[kSource] =
      CutToWidth(TerminalText(document.source), kMaxSourceWidth);
  row.cells[kTitle] =
      TerminalText(document.title.empty() ? document.id : document.title);
  rows_.push_back(std::move(row));
  if (rows_.size() >= kMaxHeldRows) WriteRows();
}

void HitTable::Finish() {
  WriteRows();
  has_header_ = false;
}

void HitTable::SetWidths() {
  for (size_t i = 0; i < kNumColumns; ++i) {
    size_t width = 0;
    for (const Row& row : rows_) {
      width = std::max(width, DisplayWidth(row.cells[i]));
    }
    widths_[i] = width == 0 ? 0 : std::max(width, kStyles[i].name.size());
  }
  if (columns_ == 0) return;
  size_t taken = 0;
  for (size_t i = 0; i < kTitle; ++i) {
    if (widths_[i] > 0) taken += widths_[i] + kGap.size();
  }
  const size_t left = columns_ > taken ? columns_ - taken : 0;
  widths_[kTitle] = std::min(widths_[kTitle], std::max(left, kMinLastWidth));
}

void HitTable::WriteRows() {
  if (rows_.empty()) return;
  if (!has_header_) {
    has_header_ = true;
    SetWidths();
    Row names;
    Row rules;
    for (size_t i = 0; i < kNumColumns; ++i) {
      names.cells[i] = std::string(kStyles[i].name);
      rules.cells[i] = std::string(widths_[i], '-');
    }
    AppendRow(names);
    AppendRow(rules);
  }
  for (const Row& row : rows_) AppendRow(row);
  rows_.clear();
}

void HitTable::AppendRow(const Row& row) {
  absl::string_view gap = "";
  for (size_t i = 0; i < kNumColumns; ++i) {
    if (widths_[i] == 0) continue;
    absl::StrAppend(out_, gap);
    gap = kGap;
    const std::string& cell = row.cells[i];
    if (i == kTitle) {
      absl::StrAppend(out_,
                      columns_ == 0 ? cell : CutToWidth(cell, widths_[i]));
    } else if (kStyles[i].is_number) {
      const size_t width = DisplayWidth(cell);
      if (width < widths_[i]) out_->append(widths_[i] - width, ' ');
      absl::StrAppend(out_, cell);
    } else {
      AppendPadded(cell, widths_[i], out_);
    }
  }
  out_->push_back('\n');
}

}  // namespace telusur
