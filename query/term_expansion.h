// The words of an index that a prefix or a fuzzy word stands for.
//
// Prefixes and spellings are those of surface forms, as people see them in the
// text, not of stems: kerusuh* finds kerusuhan, whose stem is rusuh.

#ifndef TELUSUR_QUERY_TERM_EXPANSION_H_
#define TELUSUR_QUERY_TERM_EXPANSION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/index_reader.h"

namespace telusur {

struct TermExpansion {
  std::vector<std::string> keys;  // of the term dictionaries, sorted
  bool cut = false;  // there were more; those with the highest df were kept
};

// Surface forms that begin with `prefix`. O(size of the dictionaries), or of
// the range of the prefix where forms are not stemmed.
absl::StatusOr<TermExpansion> ExpandPrefix(const IndexReader& reader,
                                           absl::string_view prefix,
                                           size_t max_expansions);

// Surface forms at most `distance` edits (a letter more, less, other, or two
// neighbours swapped) away from `word`. O(size of the dictionaries).
absl::StatusOr<TermExpansion> ExpandFuzzy(const IndexReader& reader,
                                          absl::string_view word, int distance,
                                          size_t max_expansions);

}  // namespace telusur

#endif  // TELUSUR_QUERY_TERM_EXPANSION_H_
