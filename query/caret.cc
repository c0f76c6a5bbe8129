#include "query/caret.h"

#include <utf8proc.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace telusur {
namespace {

// What stands for one character of the text on a terminal.
struct Cell {
  std::string shown;
  int columns;
  size_t num_bytes;  // of the text
};

Cell CellAt(absl::string_view text, size_t position) {
  const Cell replacement = {"\uFFFD", 1, 1};
  utf8proc_int32_t code_point = 0;
  const utf8proc_ssize_t num_bytes = utf8proc_iterate(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + position,
      static_cast<utf8proc_ssize_t>(text.size() - position), &code_point);
  if (num_bytes <= 0) return replacement;
  Cell cell = {std::string(text.substr(position, num_bytes)),
               utf8proc_charwidth(code_point), static_cast<size_t>(num_bytes)};
  if (code_point >= '\t' && code_point <= '\r') {
    cell.shown = " ";
    cell.columns = 1;
    return cell;
  }
  switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      cell.shown = replacement.shown;
      cell.columns = replacement.columns;
      return cell;
    default:
      return cell;
  }
}

// The beginning of the character before `position`, which is > 0.
size_t StepBack(absl::string_view text, size_t position) {
  const size_t earliest = position - std::min<size_t>(position, 4);
  size_t begin = position - 1;
  while (begin > earliest &&
         (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) {
    --begin;
  }
  // A byte that belongs to no character stands for itself.
  return begin + CellAt(text, begin).num_bytes >= position ? begin
                                                           : position - 1;
}

}  // namespace

std::string CaretLine(absl::string_view text, size_t begin, size_t end) {
  begin = std::min(begin, text.size());
  end = std::min(std::max(end, begin + 1), text.size());
  size_t position = begin;
  for (int i = 0; i < kMaxCaretColumns / 2 && position > 0; ++i) {
    position = StepBack(text, position);
  }
  std::string line = position > 0 ? "..." : "";
  std::string marks(line.size(), ' ');
  const int max_columns = kMaxCaretColumns + static_cast<int>(line.size());
  bool marked = false;
  // Characters without a width of their own are counted, too.
  for (int i = 0; i < 2 * kMaxCaretColumns && position < text.size() &&
                  static_cast<int>(marks.size()) < max_columns;
       ++i) {
    const Cell cell = CellAt(text, position);
    absl::StrAppend(&line, cell.shown);
    const bool inside = position < end && position + cell.num_bytes > begin;
    for (int column = 0; column < cell.columns; ++column) {
      marks.push_back(!inside ? ' ' : marked ? '~' : '^');
      marked = marked || inside;
    }
    position += cell.num_bytes;
  }
  if (position < text.size()) line.append("...");
  if (!marked) marks.push_back('^');
  marks.erase(marks.find_last_not_of(' ') + 1);
  return absl::StrCat(line, "\n", marks);
}

}  // namespace telusur
