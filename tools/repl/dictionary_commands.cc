#include "tools/repl/dictionary_commands.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "index/analysis/analyzer.h"
#include "index/io/status_macros.h"
#include "query/search_control.h"
#include "query/surface_list.h"
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

// A line of .terms, safe for a terminal.
struct WordLine {
  std::string word;
  uint64_t df;
  std::string related;  // a term's forms, or a form's term
};

// The terms that begin with `prefix`.
absl::Status AddTerms(const std::string& prefix, Session* session,
                      std::vector<WordLine>* lines, uint64_t* num_more) {
  SearchControl control;
  control.cancelled = InterruptFlag();
  ASSIGN_OR_RETURN(
      const TermList list,
      TermsWithPrefix(session->reader(), prefix, session->settings.k, control));
  for (const DocumentCount& term : list.terms) {
    ASSIGN_OR_RETURN(std::string forms,
                     DescribeForms(session->reader(), term.text));
    lines->push_back({TerminalText(term.text), term.df, std::move(forms)});
  }
  *num_more = list.num_more;
  return absl::OkStatus();
}

// The surface forms that begin with `prefix`: kerusuhan stands under rusuh.
absl::Status AddForms(const std::string& prefix, Session* session,
                      std::vector<WordLine>* lines, uint64_t* num_more) {
  ASSIGN_OR_RETURN(const SurfaceList* list, session->surfaces()->Get());
  std::vector<size_t> forms;
  const size_t begin = list->LowerBound(prefix);
  const size_t end = list->EndOfPrefix(prefix, begin);
  for (size_t i = begin; i < end; ++i) forms.push_back(i);
  std::stable_sort(forms.begin(), forms.end(), [list](size_t a, size_t b) {
    return list->df(a) > list->df(b);
  });
  if (forms.size() > session->settings.k) {
    *num_more = forms.size() - session->settings.k;
    forms.resize(session->settings.k);
  }
  for (const size_t form : forms) {
    std::string term;
    session->reader().analyzer().TermOf(list->surface(form), &term);
    lines->push_back({TerminalText(list->surface(form)), list->df(form),
                      TerminalText(term)});
  }
  return absl::OkStatus();
}

void AppendLines(const std::vector<WordLine>& lines, SessionOutput* output) {
  size_t width = 0;
  for (const WordLine& line : lines) {
    width = std::max(width, DisplayWidth(line.word));
  }
  for (const WordLine& line : lines) {
    if (!output->is_terminal()) {
      absl::StrAppend(output->buffer(), line.word, "\t", line.df, "\t",
                      line.related, "\n");
      continue;
    }
    AppendPadded(line.word, width, output->buffer());
    absl::StrAppendFormat(output->buffer(), "  %8d%s%s\n", line.df,
                          line.related.empty() ? "" : "  ", line.related);
  }
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
  std::vector<WordLine> lines;
  uint64_t num_more = 0;
  RETURN_IF_ERROR(AddTerms(folded, session, &lines, &num_more));
  if (lines.empty()) {
    RETURN_IF_ERROR(AddForms(folded, session, &lines, &num_more));
  }
  if (lines.empty()) {
    session->Remark(session->Say(MessageId::kNoTermsWith, folded));
    return absl::OkStatus();
  }
  AppendLines(lines, session->output());
  if (num_more > 0 && session->interactive) {
    absl::StrAppend(session->output()->buffer(),
                    session->Say(MessageId::kMoreTerms, num_more), "\n");
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
