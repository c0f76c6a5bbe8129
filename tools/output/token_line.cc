#include "tools/output/token_line.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tools/output/terminal_text.h"

namespace telusur {
namespace {

using Candidate = StemExplanation::Candidate;

absl::string_view KindOf(const ShownToken& shown) {
  if (!shown.token.counts) return "reading";
  return shown.is_stop_word ? "stop" : "word";
}

const Candidate* ChosenOf(const StemExplanation& explanation) {
  for (const Candidate& candidate : explanation.candidates) {
    if (candidate.chosen) return &candidate;
  }
  return nullptr;
}

void AppendExplanationFields(const StemExplanation& explanation,
                             std::string* out) {
  const Candidate* const chosen = ChosenOf(explanation);
  absl::StrAppend(out, "\t", explanation.step, "\t",
                  chosen == nullptr ? "" : chosen->path, "\t");
  absl::string_view separator = "";
  for (const Candidate& candidate : explanation.candidates) {
    if (&candidate == chosen) continue;
    absl::StrAppend(out, separator, candidate.path, " (", candidate.score, ")");
    separator = "; ";
  }
}

void AppendTsv(const ShownToken& shown, std::string* out) {
  const Token& token = shown.token;
  absl::StrAppend(out, token.position, "\t", token.begin, "\t", token.end, "\t",
                  token.surface, "\t", shown.explanation.stem, "\t",
                  KindOf(shown));
  if (shown.explain) AppendExplanationFields(shown.explanation, out);
  out->push_back('\n');
}

void AppendTableRow(const ShownToken& shown, std::string* out) {
  const Token& token = shown.token;
  absl::StrAppendFormat(out, "%8d %9d %9d  %-7s  %-20s  %s", token.position,
                        token.begin, token.end, KindOf(shown),
                        TerminalText(token.surface),
                        TerminalText(shown.explanation.stem));
  if (!shown.explain) {
    out->push_back('\n');
    return;
  }
  absl::StrAppend(out, "  [", shown.explanation.step, "]\n");
  for (const Candidate& candidate : shown.explanation.candidates) {
    absl::StrAppendFormat(out, "%38s %c %6d  %s%s\n", "",
                          candidate.chosen ? '*' : ' ', candidate.score,
                          candidate.path,
                          candidate.known ? "" : "  (unknown root)");
  }
}

}  // namespace

void AppendTokenHeader(TokenFormat format, bool explain, std::string* out) {
  if (format == TokenFormat::kTsv) return;
  absl::StrAppendFormat(out, "%8s %9s %9s  %-7s  %-20s  %s%s\n", "position",
                        "begin", "end", "kind", "surface", "stem",
                        explain ? "  [step]" : "");
}

void AppendToken(TokenFormat format, const ShownToken& token,
                 std::string* out) {
  if (format == TokenFormat::kTsv) {
    AppendTsv(token, out);
  } else {
    AppendTableRow(token, out);
  }
}

}  // namespace telusur
