// Orders documents so that those with the same terms stand together, which
// makes the gaps in postings lists small and whole windows of documents
// uninteresting to most queries.
//
// Recursive graph bisection: the documents are halved, and pairs are exchanged
// between the halves as long as that makes the terms' gaps cheaper, as
// estimated by
//
//   cost(term) = d1 * log2(n1 / (d1 + 1)) + d2 * log2(n2 / (d2 + 1))
//
// for halves of n1 and n2 documents of which d1 and d2 have the term; then each
// half is ordered in the same way. O(postings * log(documents)) times the
// rounds of exchanges. (L. Dhulipala et al., "Compressing graphs and indexes
// with recursive graph bisection", KDD 2016.)
//
// Costs are whole numbers and ties are broken by the documents' numbers, so
// that the order is the same everywhere.

#ifndef TELUSUR_INDEX_GRAPH_BISECTION_H_
#define TELUSUR_INDEX_GRAPH_BISECTION_H_

#include <atomic>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"

namespace telusur {

// The terms of documents: those of document i stand in terms at
// [ends[i - 1], ends[i]), each once, in any order.
struct ForwardIndex {
  std::vector<uint64_t> ends;
  std::vector<uint32_t> terms;
  uint32_t num_terms = 0;
};

// The documents in an order as above: the i-th of them is the one at i in
// `docs`. Cancelled when `cancelled`, which may be nullptr, turns true.
absl::StatusOr<std::vector<uint32_t>> OrderByBisection(
    const ForwardIndex& docs, const std::atomic<bool>* cancelled);

// log2(x) in units of 2^-16, rounded down. REQUIRES: x > 0.
uint32_t FixedLog2(uint32_t x);

}  // namespace telusur

#endif  // TELUSUR_INDEX_GRAPH_BISECTION_H_
