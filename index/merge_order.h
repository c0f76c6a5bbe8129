// In which order a merge puts the documents.

#ifndef TELUSUR_INDEX_MERGE_ORDER_H_
#define TELUSUR_INDEX_MERGE_ORDER_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "index/index_reader.h"

namespace telusur {

// The documents of an index that are not deleted, in the order of their
// addition. OutOfRange when they are more than one segment holds.
absl::StatusOr<std::vector<DocAddress>> DocsByAddition(
    const IndexReader& reader);

// `docs`, which are DocsByAddition, as a permutation of their ranks: first by
// source, then by date, then by rank. Documents without a date come first.
std::vector<uint32_t> OrderBySourceAndDate(const IndexReader& reader,
                                           const std::vector<DocAddress>& docs);

}  // namespace telusur

#endif  // TELUSUR_INDEX_MERGE_ORDER_H_
