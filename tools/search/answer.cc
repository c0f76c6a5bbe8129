#include "tools/search/answer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "index/io/status_macros.h"
#include "query/bm25.h"
#include "query/caret.h"
#include "query/explain.h"
#include "query/match_finder.h"
#include "query/query_note.h"
#include "query/query_plan.h"
#include "query/query_syntax.h"
#include "query/snippet.h"
#include "tools/messages/messages.h"

namespace telusur {
namespace {

CompileOptions CompileOptionsFor(const IndexReader& reader,
                                 const QuerySettings& settings,
                                 SurfaceDictionary* surfaces) {
  CompileOptions options;
  options.bm25.k1 = settings.k1.value_or(reader.manifest().k1);
  options.bm25.b = settings.b.value_or(reader.manifest().b);
  options.keep_stop_words = settings.keep_stop_words;
  options.typed_form_share =
      settings.typed_form_share.value_or(kDefaultTypedFormShare);
  options.title_boost = settings.title_boost;
  options.max_expansions = settings.max_expansions;
  options.surfaces = surfaces;
  return options;
}

// Puts what the compiler had to leave out among the parser's notes.
void AddExpansionNotes(absl::string_view text, const QueryPlan& plan,
                       const QuerySettings& settings, ParsedQuery* parsed) {
  const auto add = [&](int node_number, NoteKind kind,
                       absl::string_view problem, absl::string_view reading) {
    const QueryNode& node = parsed->query.nodes[node_number];
    Note note;
    note.kind = kind;
    note.begin = node.begin;
    note.end = node.end;
    note.column = CountCharacters(text.substr(0, node.begin)) + 1;
    note.problem = std::string(problem);
    note.reading = std::string(reading);
    parsed->notes.push_back(std::move(note));
  };
  for (const int node : plan.unexpanded_words) {
    add(node, NoteKind::kError, "* and ~ stand behind a single word only",
        "read without it");
  }
  const std::string limit = absl::StrCat("words with * or ~ stand for at most ",
                                         settings.max_expansions, " in all");
  for (const int node : plan.cut_expansions) {
    add(node, NoteKind::kLimit, limit, "the most frequent ones were taken");
  }
  std::stable_sort(
      parsed->notes.begin(), parsed->notes.end(),
      [](const Note& a, const Note& b) { return a.begin < b.begin; });
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
                                   SearchControl control,
                                   SurfaceDictionary* surfaces) {
  if (absl::StripAsciiWhitespace(text).empty()) {
    return absl::InvalidArgumentError("the query is empty");
  }
  return AnswerParsed(reader, text, Parse(text, settings.limits), settings,
                      control, surfaces);
}

absl::StatusOr<Answer> AnswerParsed(const IndexReader& reader,
                                    absl::string_view text, ParsedQuery parsed,
                                    const QuerySettings& settings,
                                    SearchControl control,
                                    SurfaceDictionary* surfaces) {
  control.deadline_ms = CoarseMilliseconds() + settings.timeout_ms;
  Answer answer;
  answer.parsed = std::move(parsed);
  if (settings.strict) RETURN_IF_ERROR(StrictError(answer.parsed));
  SurfaceDictionary own_surfaces(&reader);
  if (surfaces == nullptr) surfaces = &own_surfaces;
  SearchOptions options;
  options.k = settings.k;
  options.offset = settings.offset;
  options.count = settings.count;
  options.sort = settings.sort;
  options.compile = CompileOptionsFor(reader, settings, surfaces);
  options.control = control;
  ASSIGN_OR_RETURN(CompiledQuery compiled,
                   CompileQuery(reader, answer.parsed.query, options.compile));
  AddExpansionNotes(text, compiled.plan(), settings, &answer.parsed);
  if (settings.strict) RETURN_IF_ERROR(StrictError(answer.parsed));
  ASSIGN_OR_RETURN(answer.result, Search(reader, compiled, options));
  answer.compiled.emplace(std::move(compiled));
  if (settings.suggest) {
    ASSIGN_OR_RETURN(answer.offers, OfferSpellings(reader, surfaces, text,
                                                   answer.parsed.query));
  }
  return answer;
}

std::string NoteLine(const Note& note, Language language) {
  return Say(language, MessageId::kNote, note.column,
             Translated(language, note.problem),
             Translated(language, note.reading));
}

std::vector<std::string> NotesOf(const Answer& answer, absl::string_view text,
                                 bool carets, Language language) {
  std::vector<std::string> notes;
  for (const Note& note : answer.parsed.notes) {
    if (!carets) {
      notes.push_back(NoteLine(note, language));
      continue;
    }
    for (absl::string_view line :
         absl::StrSplit(CaretLine(text, note.begin, note.end), '\n')) {
      notes.push_back(absl::StrCat("  ", line));
    }
    notes.push_back(
        absl::StrCat("  ", Say(language, MessageId::kNoteReading,
                               Translated(language, note.problem),
                               Translated(language, note.reading))));
  }
  if (answer.parsed.num_dropped_notes > 0) {
    notes.push_back(
        Say(language, MessageId::kMoreNotes, answer.parsed.num_dropped_notes));
  }
  const std::vector<std::string>& dropped =
      answer.compiled->dropped_stop_words();
  if (!dropped.empty()) {
    notes.push_back(Say(language, MessageId::kStopWordsLeftOut,
                        absl::StrJoin(dropped, " ")));
  }
  return notes;
}

std::string OfferLine(const Answer& answer, absl::string_view text,
                      Language language) {
  if (answer.offers.empty()) return "";
  const std::string corrected = ApplyOffers(text, answer.offers);
  if (corrected != text) {
    return Say(language, MessageId::kDidYouMean, corrected);
  }
  const SpellingOffer& offer = answer.offers[0];
  return Say(language, MessageId::kDidYouMeanFor, offer.suggestions[0].word,
             offer.word);
}

absl::Status ForEachHit(const IndexReader& reader, const Answer& answer,
                        ResultFormat format, const QuerySettings& settings,
                        const std::function<absl::Status(ShownHit*)>& show) {
  MatchFinder matches(reader.analyzer(), answer.parsed.query,
                      answer.compiled->dropped_stop_words());
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
    if (settings.explain) {
      ASSIGN_OR_RETURN(shown.explanation,
                       Explain(reader, *answer.compiled, hit.address));
    }
    RETURN_IF_ERROR(show(&shown));
  }
  return absl::OkStatus();
}

}  // namespace telusur
