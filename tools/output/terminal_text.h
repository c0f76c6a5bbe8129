// Text of unknown origin on its way to a terminal.
//
// Documents, ids, queries and file names may hold escape sequences that change
// a terminal's state, and direction marks that make a line read as another.
// Whatever of them is shown goes through here.

#ifndef TELUSUR_TOOLS_OUTPUT_TERMINAL_TEXT_H_
#define TELUSUR_TOOLS_OUTPUT_TERMINAL_TEXT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

enum class LineBreaks {
  kFold,  // tabs and line ends become blanks: the text stays on its line
  kKeep,
};

// Appends `text` to `*out` in a form that only shows characters:
//
//   control characters (C0, DEL, C1)      \x1b
//   marks of direction and of lines       \u202e
//   bytes that are no UTF-8               \xff
//
// The result is valid UTF-8. O(text.size()).
void AppendTerminalText(absl::string_view text, LineBreaks line_breaks,
                        std::string* out);

// The same as a value, folded.
std::string TerminalText(absl::string_view text);

// Whether a character, shown as it is, could do more than show itself: the
// controls and marks above.
bool IsTerminalHazard(uint32_t code_point);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_TERMINAL_TEXT_H_
