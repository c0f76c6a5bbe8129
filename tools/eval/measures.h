// Measures of a ranking against relevance judgements, as trec_eval defines
// them (NIST, https://github.com/usnistgov/trec_eval):
//
//   nDCG@k    sum of gain / log2(rank + 1) over the first k documents, divided
//             by the same sum of the best possible ranking; the gain of a
//             document is its grade, and 0 if that is negative
//   MRR@k     1 / rank of the first relevant document, 0 without one
//   MAP       mean of the precisions at the ranks of the relevant documents;
//             those that were not found count as 0
//   P@k       share of relevant documents among k, however many were found
//   Recall@k  share of the relevant documents that are among the first k
//
// A document is relevant from grade 1. Without @k the whole ranking counts (P
// then divides by its length).

#ifndef TELUSUR_TOOLS_EVAL_MEASURES_H_
#define TELUSUR_TOOLS_EVAL_MEASURES_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace telusur {

struct Measure {
  enum class Kind { kNdcg, kMrr, kMap, kPrecision, kRecall };
  Kind kind = Kind::kNdcg;
  uint32_t cut = 0;  // k; 0 for the whole ranking

  // "nDCG@10".
  std::string Name() const;
};

// Reads a measure's name; capitals make no difference. InvalidArgument for
// what is none.
absl::StatusOr<Measure> ParseMeasure(absl::string_view name);

// Judges one ranking. `ranked` holds the grades of its documents, best first, 0
// for a document without a judgement; `judged` the grades of all judgements of
// the query, in any order. From 0 to 1. O(n log n).
double Evaluate(const Measure& measure, absl::Span<const int64_t> ranked,
                absl::Span<const int64_t> judged);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_EVAL_MEASURES_H_
