#include "tools/repl/candidate_table.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tools/output/display_width.h"
#include "tools/output/terminal_text.h"

namespace telusur {
namespace {

constexpr size_t kGap = 3;  // blanks between two columns

}  // namespace

std::string CandidateTable(const Completion& completion, size_t columns) {
  std::vector<std::string> cells;
  for (const Candidate& candidate : completion.candidates) {
    cells.push_back(TerminalText(candidate.text));
    if (candidate.count.has_value()) {
      absl::StrAppend(&cells.back(), " ", *candidate.count);
    }
  }
  if (completion.num_more > 0) {
    cells.push_back(absl::StrCat("+", completion.num_more));
  }
  size_t width = 0;
  for (const std::string& cell : cells) {
    width = std::max(width, DisplayWidth(cell));
  }
  // The last cell of a line needs no gap behind it.
  const size_t per_line =
      std::max<size_t>(1, (columns + kGap) / std::max<size_t>(1, width + kGap));
  std::string table;
  for (size_t i = 0; i < cells.size(); ++i) {
    const bool ends_line =
        i % per_line == per_line - 1 || i + 1 == cells.size();
    if (ends_line) {
      absl::StrAppend(&table, cells[i], "\n");
    } else {
      AppendPadded(cells[i], width + kGap, &table);
    }
  }
  return table;
}

}  // namespace telusur
