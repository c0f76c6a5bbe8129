// The query that finds documents like one.

#ifndef TELUSUR_TOOLS_SEARCH_SIMILAR_QUERY_H_
#define TELUSUR_TOOLS_SEARCH_SIMILAR_QUERY_H_

#include <cstddef>

#include "absl/status/statusor.h"
#include "index/document.h"
#include "index/index_reader.h"
#include "query/query.h"

namespace telusur {

// As many words as tell a news article apart; more find little else and make
// the query slow.
inline constexpr size_t kMaxSimilarWords = 25;

// Any of the words of `document`, a document of the index, with the largest
// tf · idf: their terms' occurrences in its title and text, times the idf of
// the index. Each is boosted by its tf · idf, the best by 1. Left out are stop
// words and terms that no other document has; the query is empty when nothing
// remains. Made as a tree: nothing in the document can be an operator. DataLoss
// at damage.
absl::StatusOr<Query> SimilarQuery(const IndexReader& reader,
                                   const Document& document);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_SEARCH_SIMILAR_QUERY_H_
