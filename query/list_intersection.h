// Sorted arrays of doc_ids: where a doc_id would stand, and what two arrays
// have in common.

#ifndef TELUSUR_QUERY_LIST_INTERSECTION_H_
#define TELUSUR_QUERY_LIST_INTERSECTION_H_

#include <cstdint>

#include "index/types.h"

namespace telusur {

// Pure functions. Thread-safe.
struct ListOperations {
  // The number of `doc_ids`, which strictly increase, below `target`.
  // REQUIRES: n <= kBlockSize.
  int (*lower_bound)(const DocId* doc_ids, int n, DocId target);

  // Finds the doc_ids that `a` and `b` share, and sets in_a[i] and in_b[i] to
  // the places of the i-th of them. Returns their number.
  // REQUIRES: both strictly increase; na and nb are at most kBlockSize; room
  // for kBlockSize numbers at `in_a` and `in_b`.
  int (*intersect)(const DocId* a, int na, const DocId* b, int nb,
                   uint8_t* in_a, uint8_t* in_b);
};

// The version for every machine, and the fastest for this one: some compare
// sixteen doc_ids at once.
const ListOperations& PortableListOperations();
const ListOperations& FastestListOperations();

inline int LowerBound(const DocId* doc_ids, int n, DocId target) {
  return FastestListOperations().lower_bound(doc_ids, n, target);
}

inline int IntersectLists(const DocId* a, int na, const DocId* b, int nb,
                          uint8_t* in_a, uint8_t* in_b) {
  return FastestListOperations().intersect(a, na, b, nb, in_a, in_b);
}

}  // namespace telusur

#endif  // TELUSUR_QUERY_LIST_INTERSECTION_H_
