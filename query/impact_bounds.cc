#include "query/impact_bounds.h"

#include <algorithm>
#include <limits>

namespace telusur {
namespace {

// Float scores are off by at most 2^-22 of themselves, and rounded by a half.
constexpr double kRoundingUp = 1 + 1e-6;
constexpr double kRoundingDown = 1 - 1e-6;

// Bounds above this are cut off: evaluators take no query whose scores can be.
constexpr double kMaxBound = 4e9;

}  // namespace

ImpactRatio ImpactRatio::Between(const ImpactModel& build,
                                 const ImpactModel& query) {
  if (query.a == build.a && query.b == build.b) return {1, 1};
  if (query.a <= 0 || query.b <= 0 || build.a <= 0 || build.b <= 0) {
    return {std::numeric_limits<double>::infinity(), 0};
  }
  const double a = static_cast<double>(build.a) / query.a;
  const double b = static_cast<double>(build.b) / query.b;
  return {std::max({1.0, a, b}), std::min({1.0, a, b})};
}

ImpactBounds::ImpactBounds(const TermScorer& scorer, const ImpactRatio& ratio) {
  const double unit = scorer.scale() / static_cast<double>(kImpactScale);
  up_scale_ = unit * std::min(ratio.up, double{kImpactScale}) * kRoundingUp;
  down_scale_ = unit * ratio.down;
  max_score_ = std::min(scorer.scale() * kRoundingUp, kMaxBound);
}

uint32_t ImpactBounds::ScoreAtLeast(uint8_t min_impact) const {
  const double score = min_impact * down_scale_ * kRoundingDown - 1;
  return score > 0 ? static_cast<uint32_t>(std::min(score, kMaxBound)) : 0;
}

}  // namespace telusur
