// From what a person typed to a Query (docs/query_syntax.md).
//
// Parsing never fails: whatever cannot be meant as an operator is read as
// words, and a note says what was odd, where, and what it was read as.

#ifndef TELUSUR_QUERY_QUERY_PARSER_H_
#define TELUSUR_QUERY_QUERY_PARSER_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "query/query.h"
#include "query/query_limits.h"
#include "query/query_note.h"

namespace telusur {

// Past a limit the query is cut down to it and a note of kind kLimit says so.
struct ParserLimits {
  // Later bytes are not read.
  int64_t max_query_bytes = kQueryBytesLimit.usual;
  // Parentheses in parentheses; deeper ones are read as white space.
  int64_t max_nesting = kNestingLimit.usual;
  // Words, the words in phrases, and filters, all together; later ones are left
  // out.
  int64_t max_clauses = kClausesLimit.usual;
  // Words with * or ~; later ones are read without it.
  int64_t max_expanded_words = kExpandedWordsLimit.usual;
  // Quoted texts of several words, and NEARs, together; later phrases are left
  // out, and later NEARs read without it.
  int64_t max_phrases = kPhrasesLimit.usual;
  // n in "..."~n and NEAR/n; a larger one is read as this one.
  int64_t max_distance = kDistanceLimit.usual;
  // Later notes are dropped (ParsedQuery::num_dropped_notes), but never the
  // first error, nor a limit.
  int max_notes = 100;
};

struct ParsedQuery {
  Query query;              // canonical
  std::vector<Note> notes;  // by `begin`
  int num_dropped_notes = 0;
};

// Accepts any bytes. O(text.size()); the result is bounded by the limits.
ParsedQuery Parse(absl::string_view text, const ParserLimits& limits);

// OK if there is no note of kind kError or kLimit. Otherwise the first one's
// problem with its column: InvalidArgument for kError, ResourceExhausted for
// kLimit.
absl::Status StrictError(const ParsedQuery& parsed);

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_PARSER_H_
