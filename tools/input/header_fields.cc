#include "tools/input/header_fields.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace telusur {

size_t HeadSize(absl::string_view bytes) {
  size_t at = bytes.find('\n');
  while (at != absl::string_view::npos) {
    absl::string_view rest = bytes.substr(at + 1);
    absl::ConsumePrefix(&rest, "\r");
    if (absl::ConsumePrefix(&rest, "\n")) return bytes.size() - rest.size();
    at = bytes.find('\n', at + 1);
  }
  return absl::string_view::npos;
}

HeaderFields ParseHeaderFields(absl::string_view head) {
  HeaderFields fields;
  bool first = true;
  for (absl::string_view line : absl::StrSplit(head, '\n')) {
    const absl::string_view text = absl::StripAsciiWhitespace(line);
    if (first || text.empty()) {
      first = false;
      continue;
    }
    if (line[0] == ' ' || line[0] == '\t') {
      if (fields.empty()) continue;
      std::string& value = fields.back().second;
      absl::StrAppend(&value, value.empty() ? "" : " ", text);
      continue;
    }
    const size_t colon = text.find(':');
    if (colon == absl::string_view::npos) continue;
    fields.emplace_back(
        absl::StripTrailingAsciiWhitespace(text.substr(0, colon)),
        absl::StripLeadingAsciiWhitespace(text.substr(colon + 1)));
  }
  return fields;
}

absl::string_view FindHeader(const HeaderFields& fields,
                             absl::string_view name) {
  for (const auto& [field, value] : fields) {
    if (absl::EqualsIgnoreCase(field, name)) return value;
  }
  return "";
}

std::string HeaderToken(absl::string_view value) {
  return absl::AsciiStrToLower(
      absl::StripAsciiWhitespace(value.substr(0, value.find(';'))));
}

std::string HeaderParameter(absl::string_view value, absl::string_view name) {
  for (absl::string_view part : absl::StrSplit(value, ';')) {
    const size_t equals = part.find('=');
    if (equals == absl::string_view::npos) continue;
    if (!absl::EqualsIgnoreCase(
            absl::StripAsciiWhitespace(part.substr(0, equals)), name)) {
      continue;
    }
    absl::string_view text =
        absl::StripAsciiWhitespace(part.substr(equals + 1));
    absl::ConsumePrefix(&text, "\"");
    absl::ConsumeSuffix(&text, "\"");
    return absl::AsciiStrToLower(text);
  }
  return "";
}

}  // namespace telusur
