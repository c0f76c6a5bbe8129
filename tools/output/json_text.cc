#include "tools/output/json_text.h"

#include "absl/strings/str_format.h"
#include "tools/output/terminal_text.h"
#include "utf8proc.h"

namespace telusur {
namespace {

void AppendEscape(uint32_t code_point, std::string* out) {
  if (code_point == '\n') {
    out->append("\\n");
  } else if (code_point == '\t') {
    out->append("\\t");
  } else if (code_point == '\r') {
    out->append("\\r");
  } else if (code_point < 0x10000) {
    absl::StrAppendFormat(out, "\\u%04x", code_point);
  } else {
    code_point -= 0x10000;
    absl::StrAppendFormat(out, "\\u%04x\\u%04x", 0xd800 + (code_point >> 10),
                          0xdc00 + (code_point & 0x3ff));
  }
}

}  // namespace

void AppendJsonString(absl::string_view text, std::string* out) {
  out->push_back('"');
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto* const end = at + text.size();
  while (at < end) {
    utf8proc_int32_t code_point;
    const utf8proc_ssize_t size = utf8proc_iterate(at, end - at, &code_point);
    if (size <= 0) {
      out->append("\xef\xbf\xbd");
      ++at;
      continue;
    }
    if (code_point == '"' || code_point == '\\') {
      out->push_back('\\');
      out->push_back(static_cast<char>(code_point));
    } else if (IsTerminalHazard(static_cast<uint32_t>(code_point))) {
      AppendEscape(static_cast<uint32_t>(code_point), out);
    } else {
      out->append(reinterpret_cast<const char*>(at), size);
    }
    at += size;
  }
  out->push_back('"');
}

void AppendJsonField(absl::string_view name, absl::string_view text,
                     std::string* out) {
  AppendJsonString(name, out);
  out->push_back(':');
  AppendJsonString(text, out);
  out->push_back(',');
}

}  // namespace telusur
