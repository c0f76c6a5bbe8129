// The surface forms of an index that words with * or ~ stand for.
//
// Prefixes and spellings are those of surface forms, as people see them in the
// text, not of stems: kerusuh* finds kerusuhan, whose stem is rusuh.

#ifndef TELUSUR_QUERY_TERM_EXPANSION_H_
#define TELUSUR_QUERY_TERM_EXPANSION_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "query/surface_list.h"

namespace telusur {

struct TermExpansion {
  struct Form {
    std::string surface;
    uint32_t df;
  };
  std::vector<Form> forms;  // those with the highest df, sorted by surface
  bool cut = false;         // whether there were more
};

// Up to `max_forms` forms that begin with `prefix`. O(number of such forms).
TermExpansion ExpandPrefix(const SurfaceList& list, absl::string_view prefix,
                           size_t max_forms);

// Up to `max_forms` forms at most `distance` edits (a letter more, less,
// other, or two neighbours swapped) away from `word`.
TermExpansion ExpandFuzzy(const SurfaceList& list, absl::string_view word,
                          int distance, size_t max_forms);

// Shares out `most` among parts that ask for `wanted[i]` each: nobody gets more
// than asked for, and what some leave is shared by the others.
std::vector<size_t> ShareOut(const std::vector<size_t>& wanted, size_t most);

// Leaves an expansion the `max_forms` forms with the highest df.
void CutExpansion(size_t max_forms, TermExpansion* expansion);

}  // namespace telusur

#endif  // TELUSUR_QUERY_TERM_EXPANSION_H_
