#include "query/term_cursor.h"

#include <algorithm>

namespace telusur {

TermCursor::TermCursor(const SegmentReader* segment, const TermInfo& info,
                       const TermScorer& scorer)
    : segment_(segment), scorer_(scorer) {
  if (segment->OpenList(info, &list_).ok()) LoadBlock(0);
}

void TermCursor::LoadBlock(uint32_t block) {
  index_ = 0;
  const bool loaded = block < list_.num_blocks() && list_.Load(block);
  doc_id_ = loaded ? list_.doc_ids()[0] : kNoMoreDocs;
}

void TermCursor::Next() {
  if (doc_id_ == kNoMoreDocs) return;
  if (++index_ < list_.size()) {
    doc_id_ = list_.doc_ids()[index_];
  } else if (list_.size() > 0) {
    LoadBlock(list_.block() + 1);
  } else {
    doc_id_ = kNoMoreDocs;  // damage, as in Seek
  }
}

void TermCursor::Seek(DocId target) {
  if (doc_id_ == kNoMoreDocs || target <= doc_id_) return;
  if (list_.size() == 0) {
    // Damage was met in the tfs or positions of the block.
    doc_id_ = kNoMoreDocs;
    return;
  }
  if (list_.doc_ids()[list_.size() - 1] < target) {
    LoadBlock(list_.FindBlock(list_.block() + 1, target));
    if (doc_id_ >= target) return;
  }
  const DocId* const begin = list_.doc_ids() + index_;
  const DocId* const end = list_.doc_ids() + list_.size();
  const DocId* const found = std::lower_bound(begin, end, target);
  if (found == end) {
    // The last list block, whose end the skip data does not tell.
    doc_id_ = kNoMoreDocs;
    return;
  }
  index_ = static_cast<int>(found - list_.doc_ids());
  doc_id_ = *found;
}

uint32_t TermCursor::tf() {
  const uint32_t* const tfs = list_.tfs();
  return tfs == nullptr ? 1 : tfs[index_];
}

Score TermCursor::score() {
  return scorer_.Contribution(tf(), segment_->doc_lengths().Get(doc_id_));
}

void TermCursor::ReadPositions(std::vector<uint32_t>* positions) {
  if (!list_.ReadPositions(index_, positions)) positions->clear();
}

}  // namespace telusur
