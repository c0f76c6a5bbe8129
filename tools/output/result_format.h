// The forms in which hits are written.
//
//   text    for people: some lines a hit, matched words marked
//   table   for people: a line a hit, in columns (hit_table.h)
//   json    an answer is an array of such objects as jsonl has
//   jsonl   one JSON object a hit
//   csv     the columns of tsv as RFC 4180 has them: a field with a comma, a
//           quotation mark or a line end stands in quotation marks, and lines
//           end with CR LF. There is no line of names.
//   tsv     rank, score, id, title, date, source, url; before them the query's
//           id when there are several queries. Tab, line end, carriage return
//           and backslash stand as \t \n \r \\.
//   trec    query-id Q0 id rank score telusur. Blanks and control characters in
//           ids stand as %20 and the like.
//   ids     the id and nothing else; a line end in it stands as \n
//
// Ranks count from 1. Scores have six decimals, or as many as they need beside
// an explanation in json. All but text, table and json have one record a hit
// and are the same on a terminal and in a pipe, except that a terminal is sent
// no control characters.

#ifndef TELUSUR_TOOLS_OUTPUT_RESULT_FORMAT_H_
#define TELUSUR_TOOLS_OUTPUT_RESULT_FORMAT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/document.h"
#include "query/explain.h"
#include "query/snippet.h"

namespace telusur {

enum class ResultFormat {
  kText,
  kTable,
  kJson,
  kJsonl,
  kCsv,
  kTsv,
  kTrec,
  kIds
};

// The names of the formats, in order.
absl::Span<const absl::string_view> ResultFormatNames();

absl::string_view NameOf(ResultFormat format);

// Absent for a name that is not one of ResultFormatNames().
std::optional<ResultFormat> ParseResultFormat(absl::string_view name);

// Appends an id as it stands in a TREC run: without blanks. '%' stays: ids are
// often URLs, and must equal those in a file of judgements.
void AppendTrecField(absl::string_view id, std::string* out);

// Whether a format shows more of a document than its id.
bool ShowsFields(ResultFormat format);

// Whether a format shows a part of a document's text.
bool ShowsSnippet(ResultFormat format);

struct ShownHit {
  std::string query_id;  // empty when there is one query without a name
  uint64_t rank = 0;     // from 1
  double score = 0;
  Document document;  // only the fields that the format shows are needed
  std::vector<TextRange> title_marks;
  Snippet snippet;
  std::optional<Explanation> explanation;  // shown by text, json and jsonl
};

struct ResultStyle {
  bool to_terminal = false;
  bool colour = false;
  size_t columns = 0;  // of the terminal; 0: not known
};

// Appends the object of jsonl, without a line end. Safe for a terminal.
void AppendJsonHit(const ShownHit& hit, std::string* out);

// Appends `hit` to `*out`, its line end included: the part of HitWriter that
// needs no memory of other hits.
//
// REQUIRES: `format` is neither kTable nor kJson.
void AppendHit(ResultFormat format, const ResultStyle& style,
               const ShownHit& hit, std::string* out);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_RESULT_FORMAT_H_
