#include "tools/repl/result_commands.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "index/document.h"
#include "index/io/status_macros.h"
#include "query/bm25.h"
#include "query/explain.h"
#include "query/searcher.h"
#include "tools/output/document_text.h"
#include "tools/output/explanation_text.h"
#include "tools/output/terminal_text.h"
#include "tools/repl/ask.h"
#include "tools/search/similar_query.h"

namespace telusur {
namespace {

constexpr size_t kShownSimilarWords = 8;

// The result with the rank `argument`. InvalidArgument when there is none;
// `command` is for the message.
absl::StatusOr<Hit> ShownResult(absl::string_view command,
                                absl::string_view argument,
                                const Session& session) {
  if (!session.answer.has_value() || session.answer->result.hits.empty()) {
    return absl::InvalidArgumentError(
        session.Say(MessageId::kNeedsResult, command));
  }
  const std::vector<Hit>& hits = session.answer->result.hits;
  const uint64_t first = uint64_t{session.question->offset} + 1;
  uint64_t rank;
  if (!absl::SimpleAtoi(argument, &rank) || rank < first ||
      rank - first >= hits.size()) {
    return absl::InvalidArgumentError(session.Say(MessageId::kNeedsResultNumber,
                                                  command, first,
                                                  first + hits.size() - 1));
  }
  return hits[rank - first];
}

absl::Status AskFrom(uint64_t offset, Session* session) {
  Question question = *session->question;
  question.offset = static_cast<uint32_t>(offset);
  return Ask(std::move(question), session);
}

}  // namespace

absl::Status ShowNext(absl::string_view, Session* session) {
  if (!session->question.has_value()) {
    return absl::InvalidArgumentError(
        session->Say(MessageId::kNeedsQuery, "next"));
  }
  const uint64_t offset =
      uint64_t{session->question->offset} + session->answer->result.hits.size();
  if (!session->has_more || offset > std::numeric_limits<int32_t>::max()) {
    session->Remark(session->Say(MessageId::kNoMoreResults));
    return absl::OkStatus();
  }
  return AskFrom(offset, session);
}

absl::Status ShowPrevious(absl::string_view, Session* session) {
  if (!session->question.has_value()) {
    return absl::InvalidArgumentError(
        session->Say(MessageId::kNeedsQuery, "prev"));
  }
  const uint32_t offset = session->question->offset;
  if (offset == 0) {
    session->Remark(session->Say(MessageId::kFirstResults));
    return absl::OkStatus();
  }
  return AskFrom(offset - std::min(offset, session->settings.k), session);
}

absl::Status OpenResult(absl::string_view argument, Session* session) {
  ASSIGN_OR_RETURN(const Hit hit, ShownResult("open", argument, *session));
  ASSIGN_OR_RETURN(const Document document,
                   session->reader().ReadDocument(hit.address));
  AppendDocumentText(document, session->output()->is_terminal(),
                     session->output()->buffer());
  return absl::OkStatus();
}

absl::Status ExplainResult(absl::string_view argument, Session* session) {
  ASSIGN_OR_RETURN(const Hit hit, ShownResult("explain", argument, *session));
  ASSIGN_OR_RETURN(const Document document,
                   session->reader().ReadDocument(hit.address));
  ASSIGN_OR_RETURN(
      const Explanation explanation,
      Explain(session->reader(), *session->answer->compiled, hit.address));
  std::string* out = session->output()->buffer();
  absl::StrAppend(
      out, argument, ". ",
      TerminalText(document.title.empty() ? document.id : document.title),
      "\n");
  AppendExplanationText(explanation, out);
  return absl::OkStatus();
}

absl::Status FindSimilar(absl::string_view argument, Session* session) {
  ASSIGN_OR_RETURN(const Hit hit, ShownResult("similar", argument, *session));
  ASSIGN_OR_RETURN(const Document document,
                   session->reader().ReadDocument(hit.address));
  ASSIGN_OR_RETURN(Query query, SimilarQuery(session->reader(), document));
  if (query.empty()) {
    session->Remark(session->Say(MessageId::kNothingSimilar));
    return absl::OkStatus();
  }
  std::string words;
  for (size_t i = 0; i < query.nodes.size() && i < kShownSimilarWords; ++i) {
    absl::StrAppend(&words, i == 0 ? "" : " ", query.nodes[i].text);
  }
  if (query.nodes.size() > kShownSimilarWords) words.append(" ...");
  session->Remark(session->Say(MessageId::kSimilarTo, words));
  Question question;
  question.query = std::move(query);
  question.left_out = hit.address;
  question.id = session->question->id;
  return Ask(std::move(question), session);
}

}  // namespace telusur
