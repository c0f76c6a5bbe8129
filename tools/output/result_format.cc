#include "tools/output/result_format.h"

#include <iterator>

#include "absl/strings/str_format.h"
#include "tools/output/explanation_text.h"
#include "tools/output/json_text.h"
#include "tools/output/terminal_text.h"
#include "tools/output/text_hit.h"

namespace telusur {

namespace {

// In the order of ResultFormat.
constexpr absl::string_view kNames[] = {"text", "table", "json", "jsonl",
                                        "csv",  "tsv",   "trec", "ids"};

// Appends `field` on one line, tabs and backslashes escaped.
void AppendTsvField(absl::string_view field, std::string* out) {
  for (char c : field) {
    switch (c) {
      case '\t':
        out->append("\\t");
        break;
      case '\n':
        out->append("\\n");
        break;
      case '\r':
        out->append("\\r");
        break;
      case '\\':
        out->append("\\\\");
        break;
      default:
        out->push_back(c);
    }
  }
}

void AppendIdLine(absl::string_view id, std::string* out) {
  for (char c : id) {
    if (c == '\n') {
      out->append("\\n");
    } else if (c == '\r') {
      out->append("\\r");
    } else {
      out->push_back(c);
    }
  }
}

// Appends `field`, in quotation marks where it could not be read back without.
void AppendCsvField(absl::string_view field, std::string* out) {
  if (field.find_first_of(",\"\r\n") == absl::string_view::npos) {
    out->append(field.data(), field.size());
    return;
  }
  out->push_back('"');
  for (char c : field) {
    if (c == '"') out->push_back('"');
    out->push_back(c);
  }
  out->push_back('"');
}

// Appends the columns of tsv and csv.
void AppendColumns(const ShownHit& hit, char separator,
                   void (*append_field)(absl::string_view, std::string*),
                   std::string* out) {
  if (!hit.query_id.empty()) {
    append_field(hit.query_id, out);
    out->push_back(separator);
  }
  absl::StrAppendFormat(out, "%d%c%.6f", hit.rank, separator, hit.score);
  const Document& document = hit.document;
  for (const std::string* field :
       {&document.id, &document.title, &document.date, &document.source,
        &document.url}) {
    out->push_back(separator);
    append_field(*field, out);
  }
}

void AppendTrecHit(const ShownHit& hit, std::string* out) {
  AppendTrecField(hit.query_id.empty() ? "1" : hit.query_id, out);
  out->append(" Q0 ");
  AppendTrecField(hit.document.id, out);
  absl::StrAppendFormat(out, " %d %.6f telusur", hit.rank, hit.score);
}

}  // namespace

void AppendJsonHit(const ShownHit& hit, std::string* out) {
  const Document& document = hit.document;
  out->push_back('{');
  if (!hit.query_id.empty()) AppendJsonField("query", hit.query_id, out);
  absl::StrAppendFormat(out, "\"rank\":%d,\"score\":", hit.rank);
  if (hit.explanation.has_value()) {
    AppendExactNumber(hit.score, out);
  } else {
    absl::StrAppendFormat(out, "%.6f", hit.score);
  }
  out->push_back(',');
  AppendJsonField("id", document.id, out);
  AppendJsonField("title", document.title, out);
  AppendJsonField("date", document.date, out);
  AppendJsonField("source", document.source, out);
  AppendJsonField("url", document.url, out);
  AppendJsonField("snippet", hit.snippet.text, out);
  if (hit.explanation.has_value()) {
    out->append("\"explain\":");
    AppendExplanationJson(*hit.explanation, out);
    out->push_back(',');
  }
  out->back() = '}';
}

void AppendTrecField(absl::string_view id, std::string* out) {
  for (unsigned char c : id) {
    if (c <= ' ' || c == 0x7f) {
      absl::StrAppendFormat(out, "%%%02X", c);
    } else {
      out->push_back(static_cast<char>(c));
    }
  }
}

absl::Span<const absl::string_view> ResultFormatNames() { return kNames; }

absl::string_view NameOf(ResultFormat format) {
  return kNames[static_cast<size_t>(format)];
}

std::optional<ResultFormat> ParseResultFormat(absl::string_view name) {
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i] == name) return static_cast<ResultFormat>(i);
  }
  return std::nullopt;
}

bool ShowsFields(ResultFormat format) {
  return format != ResultFormat::kTrec && format != ResultFormat::kIds;
}

bool ShowsSnippet(ResultFormat format) {
  return format == ResultFormat::kText || format == ResultFormat::kJson ||
         format == ResultFormat::kJsonl;
}

void AppendHit(ResultFormat format, const ResultStyle& style,
               const ShownHit& hit, std::string* out) {
  if (format == ResultFormat::kText) {
    AppendTextHit(style, hit, out);
    return;
  }
  std::string line;
  switch (format) {
    case ResultFormat::kJsonl:
      AppendJsonHit(hit, &line);
      break;
    case ResultFormat::kCsv:
      AppendColumns(hit, ',', AppendCsvField, &line);
      break;
    case ResultFormat::kTsv:
      AppendColumns(hit, '\t', AppendTsvField, &line);
      break;
    case ResultFormat::kTrec:
      AppendTrecHit(hit, &line);
      break;
    default:
      AppendIdLine(hit.document.id, &line);
  }
  if (style.to_terminal) {
    // Tabs part columns on a terminal too.
    AppendTerminalText(line, LineBreaks::kKeep, out);
  } else {
    out->append(line);
    if (format == ResultFormat::kCsv) out->push_back('\r');
  }
  out->push_back('\n');
}

}  // namespace telusur
