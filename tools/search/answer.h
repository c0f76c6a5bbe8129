// One query, from its text to hits that can be shown.

#ifndef TELUSUR_TOOLS_SEARCH_ANSWER_H_
#define TELUSUR_TOOLS_SEARCH_ANSWER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/index_reader.h"
#include "query/did_you_mean.h"
#include "query/query_compiler.h"
#include "query/query_limits.h"
#include "query/query_parser.h"
#include "query/search_control.h"
#include "query/searcher.h"
#include "query/surface_list.h"
#include "tools/messages/language.h"
#include "tools/output/result_format.h"

namespace telusur {

struct QuerySettings {
  uint32_t k = 10;
  uint32_t offset = 0;
  std::optional<double> k1;  // absent: the index's
  std::optional<double> b;
  bool keep_stop_words = false;
  std::optional<double> typed_form_share;  // absent: the default
  double title_boost = 1;
  SortOrder sort = SortOrder::kScore;
  bool count = false;    // whether the number of matches is wanted
  bool strict = false;   // whether an improper query is an error
  bool suggest = false;  // whether other spellings are looked for
  bool explain = false;  // whether hits tell what their scores are made of
  ParserLimits limits;
  int64_t max_expansions = kExpansionsLimit.usual;
  int64_t timeout_ms = kTimeoutMsLimit.usual;
};

struct Answer {
  ParsedQuery parsed;
  std::optional<CompiledQuery> compiled;  // always set
  SearchResult result;
  std::vector<SpellingOffer> offers;
};

// InvalidArgument for a query with nothing in it and, if strict, for an
// improper one; ResourceExhausted, if strict, for one over a limit;
// DeadlineExceeded for one that takes too long; otherwise the errors of the
// search. `surfaces`, the reader's, may be nullptr: they are then read for each
// query that needs them.
absl::StatusOr<Answer> AnswerQuery(const IndexReader& reader,
                                   absl::string_view text,
                                   const QuerySettings& settings,
                                   SearchControl control,
                                   SurfaceDictionary* surfaces);

// The same for a query that was not typed, or is read already. `text` is what
// it was read from, and may be empty.
absl::StatusOr<Answer> AnswerParsed(const IndexReader& reader,
                                    absl::string_view text, ParsedQuery parsed,
                                    const QuerySettings& settings,
                                    SearchControl control,
                                    SurfaceDictionary* surfaces);

// What there is to say about how `text` was read, line by line: the parser's
// notes and stop words left out. With `carets`, a note that has a
// place in the text comes with that place, on two lines before it. The lines
// may hold bytes of the query.
std::vector<std::string> NotesOf(const Answer& answer, absl::string_view text,
                                 bool carets, Language language);

// A note of the parser as one line: "column 3: problem (reading)".
std::string NoteLine(const Note& note, Language language);

// "did you mean ...?", or nothing. May hold bytes of the query.
std::string OfferLine(const Answer& answer, absl::string_view text,
                      Language language);

// Calls `show` with each hit, filled with what `format` shows.
absl::Status ForEachHit(const IndexReader& reader, const Answer& answer,
                        ResultFormat format, const QuerySettings& settings,
                        const std::function<absl::Status(ShownHit*)>& show);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_SEARCH_ANSWER_H_
