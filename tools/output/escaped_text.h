// Bytes of any kind on one line, from which they can be got back.

#ifndef TELUSUR_TOOLS_OUTPUT_ESCAPED_TEXT_H_
#define TELUSUR_TOOLS_OUTPUT_ESCAPED_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

// Appends `bytes` with \\ for a backslash, \t, \n and \r, and \xHH for each
// byte of what is no UTF-8 or could do more to a terminal than show itself
// (IsTerminalHazard). `printf %b` of bash undoes it. O(bytes.size()).
void AppendEscapedText(absl::string_view bytes, std::string* out);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_ESCAPED_TEXT_H_
