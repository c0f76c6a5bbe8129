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
#include "query/query_compiler.h"
#include "query/query_parser.h"
#include "query/searcher.h"
#include "tools/output/result_format.h"

namespace telusur {

struct QuerySettings {
  uint32_t k = 10;
  uint32_t offset = 0;
  std::optional<double> k1;  // absent: the index's
  std::optional<double> b;
  bool keep_stop_words = false;
  std::optional<double> typed_form_share;  // absent: the default
  bool count = false;   // whether the number of matches is wanted
  bool strict = false;  // whether an improper query is an error
  ParserLimits limits;
};

struct Answer {
  ParsedQuery parsed;
  CompiledQuery compiled;
  SearchResult result;
};

// InvalidArgument for a query with nothing in it and, if strict, for an
// improper one; ResourceExhausted, if strict, for one over a limit; otherwise
// the errors of the search.
absl::StatusOr<Answer> AnswerQuery(const IndexReader& reader,
                                   absl::string_view text,
                                   const QuerySettings& settings,
                                   const SearchControl& control);

// What there is to say about how `text` was read, line by line: the parser's
// notes, stop words left out, cut expansions. With `carets`, a note that has a
// place in the text comes with that place, on two lines before it. The lines
// may hold bytes of the query.
std::vector<std::string> NotesOf(const Answer& answer, absl::string_view text,
                                 bool carets);

// A note of the parser as one line: "column 3: problem (reading)".
std::string NoteLine(const Note& note);

// Calls `show` with each hit, filled with what `format` shows.
absl::Status ForEachHit(const IndexReader& reader, const Answer& answer,
                        ResultFormat format, const QuerySettings& settings,
                        const std::function<absl::Status(ShownHit*)>& show);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_SEARCH_ANSWER_H_
