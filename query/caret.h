// A line of a query with a mark under the place that a note is about.

#ifndef TELUSUR_QUERY_CARET_H_
#define TELUSUR_QUERY_CARET_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

// At most this many columns of the text are shown, and "..." where it goes on.
inline constexpr int kMaxCaretColumns = 72;

// Two lines, without a newline at the end:
//
//   presiden AND (debat OR
//                ^
//
// The mark, ^~~~, stands under the bytes [begin, end) of `text`, or at least
// under `begin`; both may lie past the end. Safe for a terminal whatever `text`
// holds: white space becomes a space, and what is no printable character
// U+FFFD. O(1) but for copying the excerpt.
std::string CaretLine(absl::string_view text, size_t begin, size_t end);

}  // namespace telusur

#endif  // TELUSUR_QUERY_CARET_H_
