#include "tools/search/answer.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "index/io/status_macros.h"
#include "query/bm25.h"
#include "query/caret.h"
#include "query/match_finder.h"
#include "query/snippet.h"

namespace telusur {
namespace {

CompileOptions CompileOptionsFor(const IndexReader& reader,
                                 const QuerySettings& settings) {
  CompileOptions options;
  options.bm25.k1 = settings.k1.value_or(reader.manifest().k1);
  options.bm25.b = settings.b.value_or(reader.manifest().b);
  options.keep_stop_words = settings.keep_stop_words;
  options.typed_form_share =
      settings.typed_form_share.value_or(kDefaultTypedFormShare);
  return options;
}

absl::StatusOr<Document> ReadShownFields(const IndexReader& reader,
                                         DocAddress address,
                                         ResultFormat format) {
  if (ShowsFields(format)) return reader.ReadDocument(address);
  Document document;
  ASSIGN_OR_RETURN(document.id,
                   reader.segment(address.segment).ids().Get(address.doc_id));
  return document;
}

}  // namespace

absl::StatusOr<Answer> AnswerQuery(const IndexReader& reader,
                                   absl::string_view text,
                                   const QuerySettings& settings,
                                   const SearchControl& control) {
  if (absl::StripAsciiWhitespace(text).empty()) {
    return absl::InvalidArgumentError("the query is empty");
  }
  ParsedQuery parsed = Parse(text, settings.limits);
  if (settings.strict) RETURN_IF_ERROR(StrictError(parsed));
  SearchOptions options;
  options.k = settings.k;
  options.offset = settings.offset;
  options.count = settings.count;
  options.compile = CompileOptionsFor(reader, settings);
  options.control = control;
  ASSIGN_OR_RETURN(CompiledQuery compiled,
                   CompileQuery(reader, parsed.query, options.compile));
  ASSIGN_OR_RETURN(SearchResult result, Search(reader, compiled, options));
  return Answer{std::move(parsed), std::move(compiled), std::move(result)};
}

std::string NoteLine(const Note& note) {
  return absl::StrCat("column ", note.column, ": ", note.problem, " (",
                      note.reading, ")");
}

std::vector<std::string> NotesOf(const Answer& answer, absl::string_view text,
                                 bool carets) {
  std::vector<std::string> notes;
  for (const Note& note : answer.parsed.notes) {
    if (!carets) {
      notes.push_back(NoteLine(note));
      continue;
    }
    for (absl::string_view line :
         absl::StrSplit(CaretLine(text, note.begin, note.end), '\n')) {
      notes.push_back(absl::StrCat("  ", line));
    }
    notes.push_back(absl::StrCat("  ", note.problem, " (", note.reading, ")"));
  }
  if (answer.parsed.num_dropped_notes > 0) {
    notes.push_back(absl::StrCat(answer.parsed.num_dropped_notes,
                                 " more remarks on the query"));
  }
  const std::vector<std::string>& dropped =
      answer.compiled.dropped_stop_words();
  if (!dropped.empty()) {
    notes.push_back(
        absl::StrCat("common words left out: ", absl::StrJoin(dropped, " ")));
  }
  for (const std::string& word : answer.compiled.cut_expansions()) {
    notes.push_back(absl::StrCat("\"", word,
                                 "\" stands for too many words; only the "
                                 "first were looked for"));
  }
  return notes;
}

absl::Status ForEachHit(const IndexReader& reader, const Answer& answer,
                        ResultFormat format, const QuerySettings& settings,
                        const std::function<absl::Status(ShownHit*)>& show) {
  MatchFinder matches(reader.analyzer(), answer.parsed.query,
                      answer.compiled.dropped_stop_words());
  uint64_t rank = settings.offset;
  for (const Hit& hit : answer.result.hits) {
    ShownHit shown;
    shown.rank = ++rank;
    shown.score = ScoreAsDouble(hit.score);
    ASSIGN_OR_RETURN(shown.document,
                     ReadShownFields(reader, hit.address, format));
    if (ShowsSnippet(format)) {
      for (const Match& match : matches.FindInTitle(shown.document.title)) {
        shown.title_marks.push_back({match.begin, match.end});
      }
      shown.snippet = MakeSnippet(shown.document.text,
                                  matches.FindInText(shown.document.text),
                                  SnippetOptions());
    }
    RETURN_IF_ERROR(show(&shown));
  }
  return absl::OkStatus();
}

}  // namespace telusur
