#include "query/or_term_reader.h"

#include <algorithm>

#include "query/block_intersection.h"

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
  block_last_ = 0;
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

DocId OrTermReader::BlockEnd(DocId doc_id) {
  const uint32_t block = list_.FindBlock(block_, doc_id);
  if (block == list_.num_blocks()) return kNoMoreDocs;
  return list_.last_doc_id(block) + 1;
}

void OrTermReader::EnterBlock(uint32_t block) {
  block_ = block;
  if (block == list_.num_blocks()) {
    block_last_ = kNoMoreDocs;
    block_bound_ = 0;
  } else {
    block_last_ = list_.last_doc_id(block);
    block_bound_ = BlockBound(block);
  }
}

void OrTermReader::EnterWindow(DocId begin, DocId end) {
  window_begin_ = begin;
  window_end_ = end;
  if (begin == 0 || begin > block_last_) {
    EnterBlock(list_.FindBlock(block_, begin));
  }
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

// Forgets what is known of the list's block unless it is this one.
void OrTermReader::KeepBlock(uint32_t block) {
  if (list_.block() == block) return;
  index_ = 0;
  scored_ = false;
}

bool OrTermReader::LoadBlock(uint32_t block) {
  KeepBlock(block);
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

// The scores of `n` of the documents, those at `places`, whose postings stand
// at `places_in_list` in the block. False at damage.
bool OrTermReader::ScorePlaces(const DocId* doc_ids, const uint8_t* places,
                               const uint8_t* places_in_list, int n,
                               uint32_t* scores) {
  if (scored_) {
    for (int i = 0; i < n; ++i) scores[i] = scores_[places_in_list[i]];
    return true;
  }
  DocId shared[kBlockSize];
  uint32_t tfs[kBlockSize];
  uint32_t lengths[kBlockSize];
  if (!list_.ReadTfs(places_in_list, n, tfs)) return false;
  for (int i = 0; i < n; ++i) shared[i] = doc_ids[places[i]];
  segment_->doc_lengths().Gather(shared, n, lengths);
  ScorePostings(scale_, model_, tfs, lengths, n, scores);
  return true;
}

// Adds the scores of block_ to those of documents that are not behind it.
void OrTermReader::AddBlockScores(size_t n, const DocId* doc_ids,
                                  uint32_t* scores) {
  KeepBlock(block_);
  for (size_t from = 0; from < n; from += kBlockSize) {
    const int size = static_cast<int>(std::min<size_t>(n - from, kBlockSize));
    uint8_t places[kBlockSize];
    uint8_t places_in_list[kBlockSize];
    uint32_t added[kBlockSize];
    const int num_shared = IntersectWithBlock(doc_ids + from, size, block_,
                                              &list_, places, places_in_list);
    if (num_shared < 0 || !ScorePlaces(doc_ids + from, places, places_in_list,
                                       num_shared, added)) {
      return;
    }
    for (int i = 0; i < num_shared; ++i) scores[from + places[i]] += added[i];
  }
}

size_t OrTermReader::AddScores(uint32_t least, size_t n, DocId* doc_ids,
                               uint32_t* scores) {
  size_t num_kept = 0;
  for (size_t i = 0; i < n;) {
    if (doc_ids[i] > block_last_) {
      EnterBlock(list_.FindBlock(block_, doc_ids[i]));
    }
    // The documents in reach of the block that it can lift high enough.
    const uint32_t lacking = least > block_bound_ ? least - block_bound_ : 0;
    const size_t begin = num_kept;
    for (; i < n && doc_ids[i] <= block_last_; ++i) {
      doc_ids[num_kept] = doc_ids[i];
      scores[num_kept] = scores[i];
      num_kept += scores[i] >= lacking ? 1 : 0;
    }
    if (num_kept == begin || block_bound_ == 0) continue;
    AddBlockScores(num_kept - begin, doc_ids + begin, scores + begin);
    const size_t end = num_kept;
    num_kept = begin;
    for (size_t j = begin; j < end; ++j) {
      doc_ids[num_kept] = doc_ids[j];
      scores[num_kept] = scores[j];
      num_kept += scores[j] >= least ? 1 : 0;
    }
  }
  return num_kept;
}

}  // namespace telusur
