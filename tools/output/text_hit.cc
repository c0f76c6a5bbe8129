#include "tools/output/text_hit.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "tools/output/explanation_text.h"
#include "tools/output/terminal_text.h"

namespace telusur {
namespace {

constexpr absl::string_view kMarkBegin = "\x1b[1;33m";
constexpr absl::string_view kTitleBegin = "\x1b[1m";
constexpr absl::string_view kDimBegin = "\x1b[2m";
constexpr absl::string_view kStyleEnd = "\x1b[0m";

void Append(absl::string_view text, std::string* out) {
  out->append(text.data(), text.size());
}

// Appends `text` with every run of white space as one blank.
void AppendFolded(absl::string_view text, std::string* out) {
  std::string folded;
  for (char c : text) {
    const bool blank = absl::ascii_isspace(static_cast<unsigned char>(c));
    if (!blank) {
      folded.push_back(c);
    } else if (folded.empty() || folded.back() != ' ') {
      folded.push_back(' ');
    }
  }
  AppendTerminalText(folded, LineBreaks::kFold, out);
}

void AppendFieldLine(const ResultStyle& style, const ShownHit& hit,
                     std::string* out) {
  const Document& document = hit.document;
  if (style.colour) Append(kDimBegin, out);
  for (const std::string* field : {&document.date, &document.source}) {
    if (field->empty()) continue;
    AppendFolded(*field, out);
    out->append(" | ");
  }
  absl::StrAppendFormat(out, "%.3f", hit.score);
  if (!document.title.empty()) {
    out->append(" | ");
    AppendFolded(document.id, out);
  }
  if (style.colour) Append(kStyleEnd, out);
}

}  // namespace

void AppendMarked(const ResultStyle& style, absl::string_view text,
                  const std::vector<TextRange>& marks, std::string* out) {
  size_t at = 0;
  for (const TextRange& mark : marks) {
    AppendFolded(text.substr(at, mark.begin - at), out);
    Append(style.colour ? kMarkBegin : "*", out);
    AppendFolded(text.substr(mark.begin, mark.end - mark.begin), out);
    Append(style.colour ? kStyleEnd : "*", out);
    at = mark.end;
  }
  AppendFolded(text.substr(at), out);
}

void AppendTextHit(const ResultStyle& style, const ShownHit& hit,
                   std::string* out) {
  const Document& document = hit.document;
  absl::StrAppendFormat(out, "%2d. ", hit.rank);
  if (document.title.empty()) {
    if (style.colour) Append(kTitleBegin, out);
    AppendFolded(document.id, out);
    if (style.colour) Append(kStyleEnd, out);
  } else {
    AppendMarked(style, document.title, hit.title_marks, out);
  }
  out->append("\n    ");
  AppendFieldLine(style, hit, out);
  if (!hit.snippet.text.empty()) {
    out->append("\n    ");
    if (hit.snippet.cut_before) out->append("... ");
    AppendMarked(style, hit.snippet.text, hit.snippet.marks, out);
    if (hit.snippet.cut_after) out->append(" ...");
  }
  out->append("\n");
  if (hit.explanation.has_value()) {
    AppendExplanationText(*hit.explanation, out);
  }
}

}  // namespace telusur
