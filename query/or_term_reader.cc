#include "query/or_term_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace telusur {
namespace {

// Float scores are off by at most 2^-22 of themselves, and rounded by a half.
constexpr double kRoundingUp = 1 + 1e-6;
constexpr double kRoundingDown = 1 - 1e-6;

uint32_t RoundedUp(double bound) {
  return static_cast<uint32_t>(std::min(bound * kRoundingUp, 4e9)) + 2;
}

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

absl::Status OrTermReader::Open(const SegmentReader& segment,
                                const OrTerm& term, const OrQuery& query,
                                const ImpactRatio& ratio) {
  segment_ = &segment;
  const TermScorer scorer(term.weight, query.bm25, query.avg_doc_length);
  scale_ = scorer.scale();
  model_ = scorer.model();
  info_ = term.info;
  // No impact is above 1, whatever the ratio.
  const double unit = scale_ / static_cast<double>(kImpactScale);
  bound_scale_ = unit * std::min(ratio.up, double{kImpactScale});
  kth_scale_ = unit * ratio.down;
  block_ = 0;
  index_ = 0;
  scored_ = false;
  absl::Status status = segment.OpenList(info_, &list_);
  if (!status.ok()) return status;
  const uint8_t max_impact =
      info_.df >= kMinDfForImpacts ? info_.max_impact : kImpactScale;
  max_score_ = RoundedUp(std::min<double>(max_impact * bound_scale_, scale_));
  if (list_.num_blocks() == 1) {
    // A short list is scored at once; its bound is then its true maximum.
    if (!LoadBlock(0) || !ScoreBlock()) return list_.status();
    max_score_ = *std::max_element(scores_, scores_ + list_.size());
  }
  return absl::OkStatus();
}

Score OrTermReader::KthScore(uint64_t k) const {
  if (info_.df < kMinDfForImpacts) return 0;
  for (size_t i = 0; i < kPrimedK.size(); ++i) {
    if (k > static_cast<uint64_t>(kPrimedK[i])) continue;
    const double score = info_.kth_impact[i] * kth_scale_ * kRoundingDown - 1;
    return score > 0 ? static_cast<Score>(score) : 0;
  }
  return 0;
}

uint32_t OrTermReader::BlockBound(uint32_t block) const {
  if (list_.num_blocks() == 1) return max_score_;
  return std::min(max_score_,
                  RoundedUp(list_.max_impact(block) * bound_scale_));
}

DocId OrTermReader::BlockEnd(DocId doc_id) {
  const uint32_t block = list_.FindBlock(block_, doc_id);
  if (block == list_.num_blocks()) return kNoMoreDocs;
  return list_.last_doc_id(block) + 1;
}

void OrTermReader::EnterWindow(DocId begin, DocId end) {
  window_begin_ = begin;
  window_end_ = end;
  block_ = list_.FindBlock(block_, begin);
  bound_ = 0;
  if (list_.num_blocks() == 1) {
    const DocId* const doc_ids = list_.doc_ids();
    while (index_ < list_.size() && doc_ids[index_] < begin) ++index_;
    for (int i = index_; i < list_.size() && doc_ids[i] < end; ++i) {
      bound_ = std::max(bound_, scores_[i]);
    }
    return;
  }
  uint8_t max_impact = 0;
  for (uint32_t block = block_; block < list_.num_blocks(); ++block) {
    // The block begins behind the window.
    if (block > block_ && list_.last_doc_id(block - 1) + 1 >= end) break;
    max_impact = std::max(max_impact, list_.max_impact(block));
  }
  if (max_impact > 0) {
    bound_ = std::min(max_score_, RoundedUp(max_impact * bound_scale_));
  }
}

bool OrTermReader::LoadBlock(uint32_t block) {
  if (list_.block() == block) return true;
  index_ = 0;
  scored_ = false;
  return list_.Load(block);
}

bool OrTermReader::ScoreBlock() {
  if (scored_) return true;
  const uint32_t* const tfs = list_.tfs();
  if (tfs == nullptr) return false;
  uint32_t lengths[kBlockSize];
  segment_->doc_lengths().Gather(list_.doc_ids(), list_.size(), lengths);
  ScorePostings(scale_, model_, tfs, lengths, list_.size(), scores_);
  scored_ = true;
  return true;
}

uint32_t OrTermReader::Lookup(DocId doc_id, uint32_t needed) {
  block_ = list_.FindBlock(block_, doc_id);
  if (block_ == list_.num_blocks() || BlockBound(block_) <= needed) return 0;
  if (!LoadBlock(block_)) return 0;
  const DocId* const doc_ids = list_.doc_ids();
  const DocId* const end = doc_ids + list_.size();
  const DocId* const found = std::lower_bound(doc_ids + index_, end, doc_id);
  index_ = static_cast<int>(found - doc_ids);
  if (found == end || *found != doc_id || !ScoreBlock()) return 0;
  return scores_[index_];
}

}  // namespace telusur
