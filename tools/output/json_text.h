// JSON as the tools write it.

#ifndef TELUSUR_TOOLS_OUTPUT_JSON_TEXT_H_
#define TELUSUR_TOOLS_OUTPUT_JSON_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

// Appends `text` as a JSON string, quotes included. Bytes that are no UTF-8
// become U+FFFD; characters that could harm a terminal (terminal_text.h) are
// written as \u escapes, which mean the same to every reader. O(text.size()).
void AppendJsonString(absl::string_view text, std::string* out);

// Appends `"name":"text",`.
void AppendJsonField(absl::string_view name, absl::string_view text,
                     std::string* out);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_JSON_TEXT_H_
