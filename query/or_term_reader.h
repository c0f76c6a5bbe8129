// One term of a ranked OR while it is evaluated: its list, block by block, with
// its scores and their bounds.

#ifndef TELUSUR_QUERY_OR_TERM_READER_H_
#define TELUSUR_QUERY_OR_TERM_READER_H_

#include <algorithm>
#include <cstdint>

#include "absl/status/status.h"
#include "index/segment/segment_reader.h"
#include "query/bm25.h"
#include "query/impact_bounds.h"
#include "query/list_intersection.h"
#include "query/or_query.h"

namespace telusur {

// One thread.
class OrTermReader {
 public:
  // `segment` outlives the reader.
  absl::Status Open(const SegmentReader& segment, const OrTerm& term,
                    const OrQuery& query, const ImpactRatio& ratio);

  // At least the score of any posting of the list.
  uint32_t max_score() const { return max_score_; }

  // At most the k-th best score of the list; 0 when it is not known.
  Score KthScore(uint64_t k) const;

  // Moves to the window [begin, end): the first block that reaches `begin`.
  // Windows come in increasing order. Sets bound().
  void EnterWindow(DocId begin, DocId end);

  // At least the score of any posting in the window; 0 if it has none.
  uint32_t bound() const { return bound_; }

  // Where the block that holds `doc_id`, or the first one behind it, ends:
  // its last doc_id + 1.
  DocId BlockEnd(DocId doc_id);

  // Calls visit(doc_ids, scores, n) for the postings of the window, in order
  // and block by block, but for blocks whose scores cannot be above
  // `skip_at_most`. False at damage.
  template <typename Visit>
  bool ForEachBlockInWindow(uint32_t skip_at_most, Visit visit);

  // Adds the list's scores to those of `n` documents, and keeps only those
  // whose score is then at least `least`. Returns their number. doc_ids
  // increase, also from call to call. Blocks that cannot lift one of the
  // documents to `least` are not read.
  size_t AddScores(uint32_t least, size_t n, DocId* doc_ids, uint32_t* scores);

  const absl::Status& status() const { return list_.status(); }

 private:
  // At least the score of any posting of the block.
  uint32_t BlockBound(uint32_t block) const {
    if (list_.num_blocks() == 1) return max_score_;
    return std::min(max_score_, bounds_.ScoreAtMost(list_.max_impact(block)));
  }

  void EnterBlock(uint32_t block);
  void AddBlockScores(size_t n, const DocId* doc_ids, uint32_t* scores);
  bool ScorePlaces(const DocId* doc_ids, const uint8_t* places,
                   const uint8_t* places_in_list, int n, uint32_t* scores);
  void KeepBlock(uint32_t block);
  bool LoadBlock(uint32_t block);
  bool ScoreBlock();

  const SegmentReader* segment_ = nullptr;
  float scale_ = 0;
  ImpactModel model_;
  ImpactBounds bounds_;
  TermInfo info_;
  BlockReader list_;
  uint32_t max_score_ = 0;
  DocId window_begin_ = 0;
  DocId window_end_ = 0;
  uint32_t bound_ = 0;
  uint32_t block_ =
      0;  // the first that reaches the window or the last document
  DocId block_last_ = 0;
  uint32_t block_bound_ = 0;
  int index_ = 0;  // in the loaded block
  bool scored_ = false;
  uint32_t scores_[kBlockSize];
};

template <typename Visit>
bool OrTermReader::ForEachBlockInWindow(uint32_t skip_at_most, Visit visit) {
  for (uint32_t block = block_; block < list_.num_blocks(); ++block) {
    if (BlockBound(block) > skip_at_most || list_.num_blocks() == 1) {
      if (!LoadBlock(block) || !ScoreBlock()) return false;
      const DocId* const doc_ids = list_.doc_ids();
      const int size = list_.size();
      const int from =
          index_ + LowerBound(doc_ids + index_, size - index_, window_begin_);
      index_ =
          doc_ids[size - 1] < window_end_
              ? size
              : from + LowerBound(doc_ids + from, size - from, window_end_);
      if (index_ > from) visit(doc_ids + from, scores_ + from, index_ - from);
      if (index_ < size) return true;
    }
    if (list_.last_doc_id(block) >= window_end_ - 1) return true;
  }
  return true;
}

}  // namespace telusur

#endif  // TELUSUR_QUERY_OR_TERM_READER_H_
