// How wide text is on a terminal.

#ifndef TELUSUR_TOOLS_OUTPUT_DISPLAY_WIDTH_H_
#define TELUSUR_TOOLS_OUTPUT_DISPLAY_WIDTH_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

// The columns that `text` takes: none for a combining mark, two for a Chinese
// character. Bytes that are no UTF-8 take one.
size_t DisplayWidth(absl::string_view text);

// `text`, or as much of its beginning as fits in `width` columns with "…"
// behind it.
std::string CutToWidth(absl::string_view text, size_t width);

// Appends `text` and as many blanks as it takes to fill `width` columns.
void AppendPadded(absl::string_view text, size_t width, std::string* out);

// The lines that `text` takes on a terminal of so many columns, which wraps
// what is longer. Escape sequences count as though they were shown.
//
// REQUIRES: columns > 0.
size_t CountScreenLines(absl::string_view text, size_t columns);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_DISPLAY_WIDTH_H_
