// The terms of an index that begin alike, with their documents.

#ifndef TELUSUR_TOOLS_SEARCH_TERM_LIST_H_
#define TELUSUR_TOOLS_SEARCH_TERM_LIST_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/index_reader.h"
#include "query/search_control.h"

namespace telusur {

struct DocumentCount {
  std::string text;
  uint64_t df = 0;  // documents of all segments, deleted ones included
};

struct TermList {
  std::vector<DocumentCount> terms;  // the most frequent first
  uint64_t num_more = 0;             // terms beyond these
};

// The `max_terms` most frequent terms that begin with `prefix`. O(terms with
// the prefix). DataLoss at damage; Cancelled when `control` says so.
absl::StatusOr<TermList> TermsWithPrefix(const IndexReader& reader,
                                         absl::string_view prefix,
                                         size_t max_terms,
                                         const SearchControl& control);

// The surface forms of a term, the most frequent first. DataLoss at damage.
absl::StatusOr<std::vector<DocumentCount>> FormsOfTerm(
    const IndexReader& reader, absl::string_view term);

// The documents that have a term, over all segments. DataLoss at damage.
absl::StatusOr<uint64_t> DocumentsOfTerm(const IndexReader& reader,
                                         absl::string_view term);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_SEARCH_TERM_LIST_H_
