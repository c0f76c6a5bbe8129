#include "tools/output/display_width.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "utf8proc.h"

namespace telusur {
namespace {

constexpr absl::string_view kEllipsis = "\u2026";  // one column

struct Character {
  size_t bytes;
  size_t width;
};

// REQUIRES: `text` is not empty.
Character FirstCharacter(absl::string_view text) {
  utf8proc_int32_t code_point;
  const utf8proc_ssize_t bytes =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                       static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  if (bytes <= 0) return {1, 1};
  const int width = utf8proc_charwidth(code_point);
  return {static_cast<size_t>(bytes), static_cast<size_t>(std::max(width, 0))};
}

}  // namespace

size_t DisplayWidth(absl::string_view text) {
  size_t width = 0;
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    width += character.width;
    text.remove_prefix(character.bytes);
  }
  return width;
}

std::string CutToWidth(absl::string_view text, size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  if (width == 0) return "";
  size_t bytes = 0;
  size_t taken = 1;  // the ellipsis
  while (bytes < text.size()) {
    const Character character = FirstCharacter(text.substr(bytes));
    if (taken + character.width > width) break;
    taken += character.width;
    bytes += character.bytes;
  }
  return absl::StrCat(text.substr(0, bytes), kEllipsis);
}

void AppendPadded(absl::string_view text, size_t width, std::string* out) {
  out->append(text.data(), text.size());
  const size_t taken = DisplayWidth(text);
  if (taken < width) out->append(width - taken, ' ');
}

size_t CountScreenLines(absl::string_view text, size_t columns) {
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  size_t lines = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    const size_t width = DisplayWidth(line);
    lines += std::max<size_t>(1, (width + columns - 1) / columns);
  }
  return lines;
}

}  // namespace telusur
