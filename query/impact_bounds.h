// What the impacts that a segment keeps say about the scores of a query.
//
// A segment's impacts are those of its build's BM25 parameters and average
// length. A query may have others: a factor then makes bounds of them
// (index/segment/impact.h).

#ifndef TELUSUR_QUERY_IMPACT_BOUNDS_H_
#define TELUSUR_QUERY_IMPACT_BOUNDS_H_

#include <algorithm>
#include <cstdint>

#include "index/segment/impact.h"
#include "query/bm25.h"

namespace telusur {

// By what factor an impact of the build's model can be larger (`up`) or smaller
// (`down`) in the query's model. `up` is infinite and `down` zero when nothing
// can be said.
struct ImpactRatio {
  double up = 0;
  double down = 0;

  static ImpactRatio Between(const ImpactModel& build,
                             const ImpactModel& query);
};

// Bounds of the scores of one term, or of one phrase.
class ImpactBounds {
 public:
  ImpactBounds() = default;
  ImpactBounds(const TermScorer& scorer, const ImpactRatio& ratio);

  // At least the score of any posting whose impact, rounded up to a byte, is
  // at most `max_impact`.
  uint32_t ScoreAtMost(uint8_t max_impact) const {
    const double bound = std::min(max_impact * up_scale_, max_score_);
    return static_cast<uint32_t>(bound) + 2;
  }

  // At most the score of a posting whose impact, rounded down to a byte, is at
  // least `min_impact`.
  uint32_t ScoreAtLeast(uint8_t min_impact) const;

 private:
  // Score bounds of one unit of an impact byte.
  double up_scale_ = 0;
  double down_scale_ = 0;
  double max_score_ = 0;  // of any impact: none is above 1, whatever the ratio
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_IMPACT_BOUNDS_H_
