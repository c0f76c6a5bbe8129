#include "tools/repl/dictionary_commands.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "index/io/status_macros.h"
#include "query/search_control.h"
#include "tools/interrupt.h"
#include "tools/output/display_width.h"
#include "tools/output/terminal_text.h"
#include "tools/output/token_writer.h"
#include "tools/search/term_list.h"

namespace telusur {
namespace {

constexpr size_t kMaxShownForms = 5;

absl::Status Needs(absl::string_view command, absl::string_view what,
                   const Session& session) {
  return absl::InvalidArgumentError(
      session.Say(MessageId::kNeedsArgument, command, what));
}

// "harga 9123, seharga 80", for a term with other forms than itself.
absl::StatusOr<std::string> DescribeForms(const IndexReader& reader,
                                          const std::string& term) {
  ASSIGN_OR_RETURN(const std::vector<DocumentCount> forms,
                   FormsOfTerm(reader, term));
  std::string text;
  if (forms.size() == 1 && forms[0].text == term) return text;
  for (size_t i = 0; i < forms.size() && i < kMaxShownForms; ++i) {
    absl::StrAppend(&text, i == 0 ? "" : ", ", forms[i].text, " ", forms[i].df);
  }
  if (forms.size() > kMaxShownForms) text.append(", ...");
  return TerminalText(text);
}

absl::Status ShowTokens(absl::string_view text, bool explain,
                        Session* session) {
  const bool is_terminal = session->output()->is_terminal();
  TokenWriter writer(session->reader().analyzer(),
                     is_terminal ? TokenFormat::kTable : TokenFormat::kTsv,
                     explain);
  writer.Write(text, session->output()->buffer(),
               [session] { return session->output()->MaybeFlush().ok(); });
  return absl::OkStatus();
}

}  // namespace

absl::Status ListTerms(absl::string_view prefix, Session* session) {
  if (prefix.empty()) return Needs("terms", "PREFIX", *session);
  const std::string folded = absl::AsciiStrToLower(prefix);
  SearchControl control;
  control.cancelled = InterruptFlag();
  ASSIGN_OR_RETURN(
      const TermList list,
      TermsWithPrefix(session->reader(), folded, session->settings.k, control));
  if (list.terms.empty()) {
    session->Remark(session->Say(MessageId::kNoTermsWith, folded));
    return absl::OkStatus();
  }
  std::string* out = session->output()->buffer();
  const bool is_terminal = session->output()->is_terminal();
  size_t width = 0;
  for (const DocumentCount& term : list.terms) {
    width = std::max(width, DisplayWidth(TerminalText(term.text)));
  }
  for (const DocumentCount& term : list.terms) {
    ASSIGN_OR_RETURN(const std::string forms,
                     DescribeForms(session->reader(), term.text));
    if (!is_terminal) {
      absl::StrAppend(out, TerminalText(term.text), "\t", term.df, "\t", forms,
                      "\n");
      continue;
    }
    AppendPadded(TerminalText(term.text), width, out);
    absl::StrAppendFormat(out, "  %8d%s%s\n", term.df,
                          forms.empty() ? "" : "  ", forms);
  }
  if (list.num_more > 0 && session->interactive) {
    session->output()->buffer()->append(
        session->Say(MessageId::kMoreTerms, list.num_more) + "\n");
  }
  return absl::OkStatus();
}

absl::Status ExplainStem(absl::string_view text, Session* session) {
  if (text.empty()) return Needs("stem", "WORD", *session);
  return ShowTokens(text, /*explain=*/true, session);
}

absl::Status AnalyzeText(absl::string_view text, Session* session) {
  if (text.empty()) return Needs("analyze", "TEXT", *session);
  return ShowTokens(text, /*explain=*/false, session);
}

}  // namespace telusur
