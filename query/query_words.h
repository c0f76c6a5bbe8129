// The words of a query as the index's analyzer reads them.

#ifndef TELUSUR_QUERY_QUERY_WORDS_H_
#define TELUSUR_QUERY_QUERY_WORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "index/analysis/analyzer.h"
#include "query/query.h"

namespace telusur {

// A surface form of a query word, and where it stands in the word.
struct QuerySurface {
  std::string text;
  uint32_t position;
};
using QuerySurfaces = absl::InlinedVector<QuerySurface, 1>;

// How a word, or a quoted text, may be meant.
struct QueryReadings {
  // The forms at its positions, to be found one behind the other.
  QuerySurfaces parts;

  // Other forms of all of it, the one that its writer most likely means first:
  // besar-besaran, whatsapp. A form that spans less (the host in an address)
  // would find more than was asked for, and is none.
  std::vector<std::string> wholes;
};

// Adds the readings of `text` to `*readings`, which are empty.
void ReadQueryText(const Analyzer& analyzer, absl::string_view text,
                   QueryReadings* readings);

inline QueryReadings ReadQueryText(const Analyzer& analyzer,
                                   absl::string_view text) {
  QueryReadings readings;
  ReadQueryText(analyzer, text, &readings);
  return readings;
}

// The forms that stand for the exact word (=kata) at its positions: all of it
// as one form if it can be read so, otherwise its parts.
QuerySurfaces ExactFormsOf(const QueryReadings& readings);

// Whether each node is looked for, and not part of what the query excludes.
std::vector<bool> FindWanted(const Query& query);

// Which nodes of `query` are stop words that a ranked search leaves out: those
// that are optional, when another word that is looked for remains. The other
// nodes are false.
std::vector<bool> FindDroppedStopWords(const Analyzer& analyzer,
                                       const Query& query);

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_WORDS_H_
