// The terms of each document of a merge, for bisection.

#ifndef TELUSUR_INDEX_FORWARD_INDEX_H_
#define TELUSUR_INDEX_FORWARD_INDEX_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "index/graph_bisection.h"
#include "index/index_reader.h"

namespace telusur {

// The forward index of `docs`, which are DocsByAddition. Terms of one document
// are left out: no order makes them cheaper. OutOfRange when it and the
// bisection's own tables take more than `memory_bytes`.
absl::StatusOr<ForwardIndex> BuildForwardIndex(
    const IndexReader& reader, const std::vector<DocAddress>& docs,
    uint64_t memory_bytes);

}  // namespace telusur

#endif  // TELUSUR_INDEX_FORWARD_INDEX_H_
