// BM25 as whole numbers.
//
//   idf     = ln(1 + (N - df + 0.5) / (df + 0.5))
//   score   = boost * idf * tf / (tf + k1 * (1 - b + b * doc_length / avg))
//
// with N and avg over the documents that have at least one token. (S. Robertson
// and H. Zaragoza, "The Probabilistic Relevance Framework", 2009; idf and the
// missing factor k1 + 1 as in Lucene 8.)
//
// A term's contribution to a document's score is rounded to a multiple of 2^-20
// and added up as an integer: which list is added first depends on thresholds,
// and sums of floats would depend on it too. A total is therefore the same in
// any order, by any evaluator, on any instruction set.

#ifndef TELUSUR_QUERY_BM25_H_
#define TELUSUR_QUERY_BM25_H_

#include <cmath>
#include <cstdint>

#include "index/index_reader.h"
#include "index/segment/impact.h"

namespace telusur {

// A score in units of 2^-20.
using Score = uint64_t;

inline constexpr double kScoreUnit = 1.0 / (1 << 20);

inline double ScoreAsDouble(Score score) {
  return static_cast<double>(score) * kScoreUnit;
}

// 0 for df == 0 and for an empty collection.
inline double Idf(uint64_t df, const CollectionStatistics& statistics) {
  if (df == 0) return 0;
  const double n = static_cast<double>(statistics.num_docs);
  const double d = static_cast<double>(df);
  // df counts deleted documents like N does, but not the same ones.
  return n <= d ? std::log1p(0.5 / (d + 0.5))
                : std::log1p((n - d + 0.5) / (d + 0.5));
}

// Scores the postings of one term.
class TermScorer {
 public:
  // `weight` is boost * idf, at least 0.
  TermScorer(double weight, const Bm25Parameters& parameters,
             double avg_doc_length)
      : scale_(static_cast<float>(weight / kScoreUnit)),
        model_(ImpactModel::For(parameters, avg_doc_length)) {}

  // REQUIRES: tf >= 1.
  Score Contribution(uint32_t tf, uint32_t doc_length) const {
    return static_cast<Score>(
        std::llrint(scale_ * model_.Impact(tf, doc_length)));
  }

  // The contribution of a tf and a length that are weighted sums (BM25F), so
  // that they need not be whole; 0 when tf is.
  Score WeightedContribution(float tf, float doc_length) const {
    if (!(tf > 0)) return 0;
    const float impact = tf / (tf + (model_.a + model_.b * doc_length));
    return static_cast<Score>(std::llrint(scale_ * impact));
  }

  float scale() const { return scale_; }
  const ImpactModel& model() const { return model_; }

 private:
  float scale_;
  ImpactModel model_;
};

// At least the contribution of every posting whose tf is not above, and whose
// length not below, those of a posting that contributes `score`: each of the
// six operations on floats is off by at most 2^-24, the rounding by a half.
inline uint32_t ScoreBound(uint32_t score) { return score + (score >> 20) + 2; }

// Sets scores[i] to TermScorer::Contribution(tfs[i], lengths[i]) for n
// postings, by the same float operations, several at a time. REQUIRES: every
// contribution is below 2^30.
void ScorePostings(float scale, const ImpactModel& model, const uint32_t* tfs,
                   const uint32_t* lengths, int n, uint32_t* scores);

}  // namespace telusur

#endif  // TELUSUR_QUERY_BM25_H_
