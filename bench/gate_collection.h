// The fixed input of the gate's benchmarks: a generated collection, queries for
// it and an index of it. The same on every machine, with no real text.

#ifndef TELUSUR_BENCH_GATE_COLLECTION_H_
#define TELUSUR_BENCH_GATE_COLLECTION_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "index/document.h"
#include "index/index_reader.h"

namespace telusur {

// The first `num_documents` documents of the collection.
std::vector<Document> GateDocuments(int num_documents);

// Bags of words and phrases from the collection, without operators.
std::vector<std::string> GateQueries(int num_queries);
std::vector<std::string> GatePhrases(int num_phrases);

// Writes an index of `documents` to `folder`, over the one that is there.
absl::Status BuildGateIndex(const std::vector<Document>& documents,
                            const std::string& folder);

// The index of the first 10,000 documents in `folder`, built when it is not
// there. So many fill several windows of the evaluators (query/max_score.h).
absl::StatusOr<std::unique_ptr<IndexReader>> OpenGateIndex(
    const std::string& folder);

}  // namespace telusur

#endif  // TELUSUR_BENCH_GATE_COLLECTION_H_
