// The documents of one term.

#ifndef TELUSUR_QUERY_TERM_CURSOR_H_
#define TELUSUR_QUERY_TERM_CURSOR_H_

#include <memory>
#include <vector>

#include "index/segment/segment_reader.h"
#include "query/doc_cursor.h"

namespace telusur {

class TermCursor : public PositionCursor {
 public:
  // `segment` outlives the cursor. Damage found at opening shows in status().
  TermCursor(const SegmentReader* segment, const TermInfo& info,
             const TermScorer& scorer);

  DocId doc_id() const override { return doc_id_; }
  void Next() override;
  void Seek(DocId target) override;
  Score score() override;
  uint64_t cost() const override { return list_.df(); }
  absl::Status status() const override { return list_.status(); }
  void ReadPositions(std::vector<uint32_t>* positions) override;
  uint32_t tf() override;

 private:
  void LoadBlock(uint32_t block);

  const SegmentReader* const segment_;
  const TermScorer scorer_;
  BlockReader list_;
  DocId doc_id_ = kNoMoreDocs;
  int index_ = 0;  // in the loaded block
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_TERM_CURSOR_H_
