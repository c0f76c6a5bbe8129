// The forms in which hits are written.
//
//   text    for people: some lines a hit, matched words marked
//   jsonl   one JSON object a hit
//   tsv     rank, score, id, title, date, source, url; before them the query's
//           id when there are several queries. Tab, line end, carriage return
//           and backslash stand as \t \n \r \\.
//   trec    query-id Q0 id rank score telusur. Blanks and control characters in
//           ids stand as %20 and the like.
//   ids     the id and nothing else; a line end in it stands as \n
//
// Ranks count from 1. Scores have six decimals, or as many as they need beside
// an explanation in jsonl. All but text have one line a
// hit and are the same on a terminal and in a pipe, except that a terminal is
// sent no control characters.

#ifndef TELUSUR_TOOLS_OUTPUT_RESULT_FORMAT_H_
#define TELUSUR_TOOLS_OUTPUT_RESULT_FORMAT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/document.h"
#include "query/explain.h"
#include "query/snippet.h"

namespace telusur {

enum class ResultFormat { kText, kJsonl, kTsv, kTrec, kIds };

// "text|jsonl|tsv|trec|ids", for messages.
extern const char kResultFormatNames[];

// InvalidArgument for a name that is not one of kResultFormatNames.
absl::StatusOr<ResultFormat> ParseResultFormat(absl::string_view name);

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
  std::optional<Explanation> explanation;  // shown by text and jsonl
};

struct ResultStyle {
  bool to_terminal = false;
  bool colour = false;
};

// Appends `hit` to `*out`, its line end included.
void AppendHit(ResultFormat format, const ResultStyle& style,
               const ShownHit& hit, std::string* out);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_RESULT_FORMAT_H_
