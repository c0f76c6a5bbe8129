#include "tools/repl/ask.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "index/io/status_macros.h"
#include "query/query_parser.h"
#include "query/search_control.h"
#include "query/searcher.h"
#include "tools/interrupt.h"
#include "tools/output/hit_writer.h"
#include "tools/output/terminal_text.h"

namespace telusur {
namespace {

// As many hits as fit into a window or little more are not worth a pager; who
// asks for more has a long list in mind.
constexpr uint32_t kMaxUnpagedHits = 10;

bool IsForPeople(ResultFormat format) {
  return format == ResultFormat::kText || format == ResultFormat::kTable;
}

bool IsSame(DocAddress a, DocAddress b) {
  return a.segment == b.segment && a.doc_id == b.doc_id;
}

// Drops `document` and the `offset` best of the others.
void LeaveOut(DocAddress document, uint32_t offset, std::vector<Hit>* hits) {
  hits->erase(std::remove_if(hits->begin(), hits->end(),
                             [&](const Hit& hit) {
                               return IsSame(hit.address, document);
                             }),
              hits->end());
  const size_t begin = std::min<size_t>(offset, hits->size());
  hits->erase(hits->begin(), hits->begin() + static_cast<ptrdiff_t>(begin));
}

// Looks for one hit more than will be shown, to know whether there are more. A
// search cannot be told to leave a document out: it is asked for everything
// from the best on and one more.
absl::StatusOr<Answer> FindAnswer(const Question& question,
                                  const QuerySettings& settings,
                                  Session* session) {
  SearchControl control;
  control.cancelled = InterruptFlag();
  QuerySettings wider = settings;
  ++wider.k;
  if (question.left_out.has_value()) {
    wider.k += settings.offset + 1;
    wider.offset = 0;
  }
  if (!question.query.has_value()) {
    return AnswerQuery(session->reader(), question.text, wider, control,
                       session->surfaces());
  }
  wider.suggest = false;
  ParsedQuery parsed;
  parsed.query = *question.query;
  return AnswerParsed(session->reader(), question.text, std::move(parsed),
                      wider, control, session->surfaces());
}

// Whoever reads results on a terminal reads remarks there, too; results
// elsewhere stay without.
void ShowRemarks(const Question& question, const Answer& answer,
                 Session* session) {
  const Language language = session->language();
  const bool carets = session->interactive && session->place.empty();
  for (const std::string& note :
       NotesOf(answer, question.text, carets, language)) {
    session->Remark(note);
  }
  const std::string offer = OfferLine(answer, question.text, language);
  if (offer.empty()) return;
  if (session->output()->is_terminal() && IsForPeople(session->format)) {
    absl::StrAppend(session->output()->buffer(), TerminalText(offer), "\n");
  } else {
    session->Remark(offer);
  }
}

void AppendFooter(const SearchResult& result, absl::Duration time,
                  Session* session) {
  const Language language = session->language();
  std::string what;
  if (result.hits.empty()) {
    what = session->Say(MessageId::kNoDocuments);
  } else if (result.is_count_exact) {
    what = session->Say(MessageId::kSomeOfDocuments, result.hits.size(),
                        SayDocuments(language, result.num_matches));
  } else if (session->has_more) {
    what = session->Say(MessageId::kMoreWithNext, result.hits.size());
  } else {
    what = SayDocuments(language, result.hits.size());
  }
  if (session->timer) {
    what =
        session->Say(MessageId::kInTime, what,
                     absl::StrFormat("%.2f", absl::ToDoubleMilliseconds(time)));
  }
  absl::StrAppend(session->output()->buffer(), what, "\n");
}

absl::Status ShowHits(const QuerySettings& settings, Session* session) {
  SessionOutput* output = session->output();
  HitWriter writer(session->format, output->style(), output->buffer());
  const absl::Status shown =
      ForEachHit(session->reader(), *session->answer, session->format, settings,
                 [&](ShownHit* hit) -> absl::Status {
                   if (Interrupted())
                     return absl::CancelledError("interrupted");
                   hit->query_id = session->question->id;
                   writer.Add(*hit);
                   return output->MaybeFlush();
                 });
  writer.Finish();
  return shown;
}

// A query over a limit, told apart from a full disk.
absl::Status AsLimit(const absl::Status& status) {
  return absl::IsResourceExhausted(status)
             ? absl::OutOfRangeError(status.message())
             : status;
}

}  // namespace

absl::Status Ask(Question question, Session* session) {
  session->any_questions = true;
  QuerySettings settings = session->settings;
  settings.offset = question.offset;
  const absl::Time start = absl::Now();
  absl::StatusOr<Answer> answer = FindAnswer(question, settings, session);
  if (!answer.ok()) return AsLimit(answer.status());
  const absl::Duration time = absl::Now() - start;
  std::vector<Hit>& hits = answer->result.hits;
  if (question.left_out.has_value()) {
    LeaveOut(*question.left_out, settings.offset, &hits);
  }
  session->has_more = hits.size() > settings.k;
  if (session->has_more) hits.resize(settings.k);
  session->answer = *std::move(answer);
  session->question = std::move(question);
  const SearchResult& result = session->answer->result;
  session->any_hits |= !result.hits.empty();
  ShowRemarks(*session->question, *session->answer, session);
  SessionOutput* output = session->output();
  if (session->pager && settings.k > kMaxUnpagedHits) output->BeginLong();
  absl::Status shown = ShowHits(settings, session);
  if (session->interactive && output->is_terminal() &&
      IsForPeople(session->format)) {
    AppendFooter(result, time, session);
  }
  shown.Update(output->EndLong());
  // Who leaves the pager has seen enough.
  if (absl::IsCancelled(shown) && !Interrupted()) return absl::OkStatus();
  return shown;
}

}  // namespace telusur
