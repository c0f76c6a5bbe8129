#include "tools/output/escaped_text.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "tools/output/terminal_text.h"
#include "utf8proc.h"

namespace telusur {
namespace {

// The letter behind the backslash, or '\0'.
char ShortEscape(utf8proc_int32_t code_point) {
  switch (code_point) {
    case '\\':
      return '\\';
    case '\t':
      return 't';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    default:
      return '\0';
  }
}

}  // namespace

void AppendEscapedText(absl::string_view bytes, std::string* out) {
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(bytes.data());
  const auto* const end = at + bytes.size();
  while (at < end) {
    utf8proc_int32_t code_point;
    const utf8proc_ssize_t valid = utf8proc_iterate(at, end - at, &code_point);
    const auto* const next = at + std::max<utf8proc_ssize_t>(valid, 1);
    if (valid > 0 && ShortEscape(code_point) != '\0') {
      out->push_back('\\');
      out->push_back(ShortEscape(code_point));
    } else if (valid > 0 &&
               !IsTerminalHazard(static_cast<uint32_t>(code_point))) {
      out->append(reinterpret_cast<const char*>(at), valid);
    } else {
      for (const auto* byte = at; byte < next; ++byte) {
        absl::StrAppendFormat(out, "\\x%02x", *byte);
      }
    }
    at = next;
  }
}

}  // namespace telusur
