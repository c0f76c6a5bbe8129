#include "tools/output/terminal_text.h"

#include "absl/strings/str_format.h"
#include "utf8proc.h"

namespace telusur {

bool IsTerminalHazard(uint32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7f && code_point <= 0x9f) ||
         code_point == 0x061c ||                            // Arabic mark
         code_point == 0x200e || code_point == 0x200f ||    // marks
         (code_point >= 0x2028 && code_point <= 0x202e) ||  // lines, embedding
         (code_point >= 0x2066 && code_point <= 0x2069) ||  // isolates
         (code_point >= 0xfff9 && code_point <= 0xfffb) ||  // annotation
         (code_point >= 0xe0000 && code_point <= 0xe007f) ||  // tags
         code_point == 0xfeff;
}

void AppendTerminalText(absl::string_view text, LineBreaks line_breaks,
                        std::string* out) {
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto* const end = at + text.size();
  while (at < end) {
    utf8proc_int32_t code_point;
    const utf8proc_ssize_t size = utf8proc_iterate(at, end - at, &code_point);
    if (size <= 0) {
      absl::StrAppendFormat(out, "\\x%02x", *at);
      ++at;
      continue;
    }
    if (code_point == '\n' || code_point == '\t' || code_point == '\r') {
      const bool keep = line_breaks == LineBreaks::kKeep && code_point != '\r';
      out->push_back(keep ? static_cast<char>(code_point) : ' ');
    } else if (!IsTerminalHazard(static_cast<uint32_t>(code_point))) {
      out->append(reinterpret_cast<const char*>(at), size);
    } else if (code_point < 0x100) {
      absl::StrAppendFormat(out, "\\x%02x", code_point);
    } else {
      absl::StrAppendFormat(out, "\\u%04x", code_point);
    }
    at += size;
  }
}

std::string TerminalText(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  AppendTerminalText(text, LineBreaks::kFold, &out);
  return out;
}

}  // namespace telusur
