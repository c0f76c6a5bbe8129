// The words of a query as the index's analyzer reads them.

#ifndef TELUSUR_QUERY_QUERY_WORDS_H_
#define TELUSUR_QUERY_QUERY_WORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "index/analysis/analyzer.h"
#include "query/query.h"

namespace telusur {

// A surface form of a query word, and where it stands in the word.
struct QuerySurface {
  std::string text;
  uint32_t position;
  bool counts;  // false for one of the other readings of the word
};

std::vector<QuerySurface> AnalyzeQueryText(const Analyzer& analyzer,
                                           absl::string_view text);

// Which nodes of `query` are stop words that a ranked search leaves out: those
// that are optional, when another word remains. The other nodes are false.
std::vector<bool> FindDroppedStopWords(const Analyzer& analyzer,
                                       const Query& query);

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_WORDS_H_
