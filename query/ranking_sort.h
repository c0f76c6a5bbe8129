// Puts documents in the order of a ranking.

#ifndef TELUSUR_QUERY_RANKING_SORT_H_
#define TELUSUR_QUERY_RANKING_SORT_H_

#include <cstdint>
#include <vector>

#include "query/bm25.h"

namespace telusur {

// A document and its score. Documents of equal score stand in their order of
// addition, a number that is kept through merging and reordering.
struct ScoredDoc {
  Score score;
  uint64_t order;

  // Whether `a` stands before `b` in a ranking.
  friend bool operator<(const ScoredDoc& a, const ScoredDoc& b) {
    return a.score != b.score ? a.score > b.score : a.order < b.order;
  }
  friend bool operator==(const ScoredDoc& a, const ScoredDoc& b) {
    return a.score == b.score && a.order == b.order;
  }
};

// Sorts `*docs` by operator<, which no two of them share. Many documents whose
// numbers fit in 32 bits are sorted by the digits of both numbers: comparisons
// are mispredicted half of the time.
void SortRanking(std::vector<ScoredDoc>* docs);

}  // namespace telusur

#endif  // TELUSUR_QUERY_RANKING_SORT_H_
