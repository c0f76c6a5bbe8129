// The surface forms of an index that are spelled nearly like a word.
//
// The sorted list of forms is walked like a tree of letters: the rows of the
// edit-distance matrix for the letters that a form shares with the one before
// are kept, and when no cell of the last two rows is within the bound, all
// forms that begin with these letters are passed over at once. So a walk meets
// the few ways in which a word can be misspelled, and not the dictionary. (As
// K. Schulz and S. Mihov's automata do, "Fast string correction with
// Levenshtein automata", 2002, without building one.)

#ifndef TELUSUR_QUERY_NEAR_SPELLINGS_H_
#define TELUSUR_QUERY_NEAR_SPELLINGS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "query/surface_list.h"

namespace telusur {

struct NearSpelling {
  size_t surface;  // its number in the list
  int distance;
};

struct NearSpellings {
  std::vector<NearSpelling> found;  // in the order of the list
  uint64_t num_rows = 0;  // of the matrix that were computed: the work
};

// The forms at most `bound` edits (EditDistance) away from `word`.
//
// REQUIRES: bound >= 0.
NearSpellings FindNearSpellings(const SurfaceList& list, absl::string_view word,
                                int bound);

}  // namespace telusur

#endif  // TELUSUR_QUERY_NEAR_SPELLINGS_H_
