#include "tools/repl/session.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "index/io/status_macros.h"
#include "tools/counted.h"
#include "tools/interrupt.h"
#include "tools/message.h"
#include "tools/output/terminal_text.h"
#include "tools/repl/dot_commands.h"

namespace telusur {

Session::Session(std::unique_ptr<IndexReader> reader, FileOutput* output,
                 const ResultStyle& style)
    : format(output->is_terminal() ? ResultFormat::kText : ResultFormat::kTsv),
      reader_(std::move(reader)),
      surfaces_(reader_.get()),
      output_(output),
      style_(style) {}

absl::Status Session::Execute(absl::string_view line,
                              const std::string& query_id) {
  line = absl::StripAsciiWhitespace(line);
  if (line.empty()) return absl::OkStatus();
  if (absl::StartsWith(line, ".")) {
    RunDotCommand(line.substr(1), this);
    return output_->MaybeFlush();
  }
  return AnswerLine(line, query_id);
}

absl::Status Session::AnswerLine(absl::string_view line,
                                 const std::string& query_id) {
  ClearInterrupt();
  SearchControl control;
  control.cancelled = InterruptFlag();
  const absl::Time start = absl::Now();
  absl::StatusOr<Answer> answer =
      AnswerQuery(*reader_, line, settings, control, &surfaces_);
  const double milliseconds = absl::ToDoubleMilliseconds(absl::Now() - start);
  if (!answer.ok()) {
    // A query that fails, by Ctrl-C or by damage, does not end the session.
    PrintError(answer.status());
    return absl::OkStatus();
  }
  for (const std::string& note :
       NotesOf(*answer, line, /*carets=*/style_.to_terminal)) {
    PrintMessage(note);
  }
  const std::string offer = OfferLine(*answer, line);
  if (!offer.empty()) {
    if (format == ResultFormat::kText) {
      absl::StrAppend(output_->buffer(), TerminalText(offer), "\n");
    } else {
      PrintMessage(offer);
    }
  }
  shown_hits.clear();
  first_rank = settings.offset + 1;
  for (const Hit& hit : answer->result.hits) shown_hits.push_back(hit.address);
  any_hits_ |= !shown_hits.empty();
  absl::Status written;
  const absl::Status shown = ForEachHit(
      *reader_, *answer, format, settings, [&](ShownHit* hit) -> absl::Status {
        if (Interrupted()) return absl::CancelledError("interrupted");
        hit->query_id = query_id;
        AppendHit(format, style_, *hit, output_->buffer());
        return written = output_->MaybeFlush();
      });
  RETURN_IF_ERROR(written);
  if (!shown.ok()) PrintError(shown);
  if (timer && format == ResultFormat::kText) {
    AppendFooter(*answer, milliseconds);
  }
  return output_->MaybeFlush();
}

void Session::AppendFooter(const Answer& answer, double milliseconds) {
  const SearchResult& result = answer.result;
  std::string* out = output_->buffer();
  if (result.hits.empty()) {
    out->append("no documents");
  } else if (result.is_count_exact) {
    absl::StrAppend(out, result.hits.size(), " of ",
                    Counted(result.num_matches, "document"));
  } else {
    absl::StrAppend(out, Counted(result.hits.size(), "document"));
  }
  absl::StrAppendFormat(out, ", %.2f ms\n", milliseconds);
}

}  // namespace telusur
