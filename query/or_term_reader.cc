#include "query/or_term_reader.h"

#include <algorithm>

namespace telusur {
absl::Status OrTermReader::Open(const SegmentReader& segment,
                                const OrTerm& term, const OrQuery& query,
                                const ImpactRatio& ratio) {
  segment_ = &segment;
  const TermScorer scorer(term.weight, query.bm25, query.avg_doc_length);
  scale_ = scorer.scale();
  model_ = scorer.model();
  info_ = term.info;
  bounds_ = ImpactBounds(scorer, ratio);
  block_ = 0;
  index_ = 0;
  scored_ = false;
  absl::Status status = segment.OpenList(info_, &list_);
  if (!status.ok()) return status;
  const uint8_t max_impact =
      info_.df >= kMinDfForImpacts ? info_.max_impact : kImpactScale;
  max_score_ = bounds_.ScoreAtMost(max_impact);
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
    return bounds_.ScoreAtLeast(info_.kth_impact[i]);
  }
  return 0;
}

uint32_t OrTermReader::BlockBound(uint32_t block) const {
  if (list_.num_blocks() == 1) return max_score_;
  return std::min(max_score_, bounds_.ScoreAtMost(list_.max_impact(block)));
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
    bound_ = std::min(max_score_, bounds_.ScoreAtMost(max_impact));
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
