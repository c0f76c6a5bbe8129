#include "tools/output/result_format.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tools/output/explanation_text.h"
#include "tools/output/json_text.h"
#include "tools/output/terminal_text.h"
#include "tools/output/text_hit.h"

namespace telusur {

const char kResultFormatNames[] = "text|jsonl|tsv|trec|ids";

namespace {

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

void AppendTsvHit(const ShownHit& hit, std::string* out) {
  if (!hit.query_id.empty()) {
    AppendTsvField(hit.query_id, out);
    out->push_back('\t');
  }
  absl::StrAppendFormat(out, "%d\t%.6f", hit.rank, hit.score);
  const Document& document = hit.document;
  for (const std::string* field :
       {&document.id, &document.title, &document.date, &document.source,
        &document.url}) {
    out->push_back('\t');
    AppendTsvField(*field, out);
  }
}

void AppendTrecHit(const ShownHit& hit, std::string* out) {
  AppendTrecField(hit.query_id.empty() ? "1" : hit.query_id, out);
  out->append(" Q0 ");
  AppendTrecField(hit.document.id, out);
  absl::StrAppendFormat(out, " %d %.6f telusur", hit.rank, hit.score);
}

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

}  // namespace

void AppendTrecField(absl::string_view id, std::string* out) {
  for (unsigned char c : id) {
    if (c <= ' ' || c == 0x7f) {
      absl::StrAppendFormat(out, "%%%02X", c);
    } else {
      out->push_back(static_cast<char>(c));
    }
  }
}

absl::StatusOr<ResultFormat> ParseResultFormat(absl::string_view name) {
  if (name == "text") return ResultFormat::kText;
  if (name == "jsonl") return ResultFormat::kJsonl;
  if (name == "tsv") return ResultFormat::kTsv;
  if (name == "trec") return ResultFormat::kTrec;
  if (name == "ids") return ResultFormat::kIds;
  return absl::InvalidArgumentError(absl::StrCat(
      "unknown output format \"", name, "\" (", kResultFormatNames, ")"));
}

bool ShowsFields(ResultFormat format) {
  return format != ResultFormat::kTrec && format != ResultFormat::kIds;
}

bool ShowsSnippet(ResultFormat format) {
  return format == ResultFormat::kText || format == ResultFormat::kJsonl;
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
    case ResultFormat::kTsv:
      AppendTsvHit(hit, &line);
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
  }
  out->push_back('\n');
}

}  // namespace telusur
