// Hits as a table for people: a line each.

#ifndef TELUSUR_TOOLS_OUTPUT_HIT_TABLE_H_
#define TELUSUR_TOOLS_OUTPUT_HIT_TABLE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tools/output/result_format.h"

namespace telusur {

// Gathers rows and aligns them:
//
//   rank   score  date        source  title
//   ----  ------  ----------  ------  ----------------
//      1  12.346  2019-09-10  kompas  Harga beras naik
//
// Columns that are empty in all rows are left out, and the last is cut where
// the terminal ends. The id stands in for a missing title. Safe for a terminal
// in any case. Only so many rows are held back; later ones keep the widths of
// the first. One thread.
class HitTable {
 public:
  static constexpr size_t kMaxHeldRows = 1000;

  // `out` outlives this object. `columns`: the terminal's; 0: any number.
  HitTable(size_t columns, std::string* out) : columns_(columns), out_(out) {}

  void Add(const ShownHit& hit);

  // Ends the table: the next hit begins another.
  void Finish();

 private:
  static constexpr size_t kNumColumns = 6;
  struct Row {
    std::string cells[kNumColumns];
  };

  void SetWidths();
  void WriteRows();
  void AppendRow(const Row& row);

  const size_t columns_;
  std::string* const out_;
  std::vector<Row> rows_;
  bool has_header_ = false;
  size_t widths_[kNumColumns] = {};  // 0: the column is left out
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_HIT_TABLE_H_
