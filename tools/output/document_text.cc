#include "tools/output/document_text.h"

#include "absl/strings/match.h"
#include "tools/output/json_text.h"
#include "tools/output/terminal_text.h"

namespace telusur {

void AppendDocumentText(const Document& document, bool to_terminal,
                        std::string* out) {
  std::string text;
  struct Field {
    const char* name;
    const std::string& value;
  };
  const Field kFields[] = {{"id", document.id},
                           {"title", document.title},
                           {"date", document.date},
                           {"source", document.source},
                           {"url", document.url}};
  for (const Field& field : kFields) {
    if (field.value.empty()) continue;
    text.append(field.name).append(": ").append(field.value).append("\n");
  }
  text.append("\n").append(document.text);
  if (!absl::EndsWith(text, "\n")) text.push_back('\n');
  if (to_terminal) {
    AppendTerminalText(text, LineBreaks::kKeep, out);
  } else {
    out->append(text);
  }
}

void AppendDocumentJson(const Document& document, std::string* out) {
  out->push_back('{');
  AppendJsonField("id", document.id, out);
  AppendJsonField("title", document.title, out);
  AppendJsonField("text", document.text, out);
  AppendJsonField("url", document.url, out);
  AppendJsonField("date", document.date, out);
  AppendJsonField("source", document.source, out);
  out->back() = '}';
  out->push_back('\n');
}

}  // namespace telusur
