#include "query/title_boost.h"

#include <algorithm>
#include <utility>

namespace telusur {
namespace {

class TitleBoostCursor : public PositionCursor {
 public:
  TitleBoostCursor(const SegmentReader* segment,
                   std::unique_ptr<PositionCursor> cursor,
                   const TermScorer& scorer, double title_boost)
      : segment_(*segment),
        cursor_(std::move(cursor)),
        scorer_(scorer),
        title_boost_(title_boost) {}

  DocId doc_id() const override { return cursor_->doc_id(); }
  void Next() override { cursor_->Next(); }
  void Seek(DocId target) override { cursor_->Seek(target); }
  Score score() override {
    cursor_->ReadPositions(&positions_);
    const BoostedCounts counts =
        BoostedCounts::Of(segment_, doc_id(), positions_, title_boost_);
    return scorer_.WeightedContribution(counts.tf, counts.length);
  }
  uint64_t cost() const override { return cursor_->cost(); }
  absl::Status status() const override { return cursor_->status(); }
  void ReadPositions(std::vector<uint32_t>* positions) override {
    cursor_->ReadPositions(positions);
  }
  uint32_t tf() override { return cursor_->tf(); }

 private:
  const SegmentReader& segment_;
  const std::unique_ptr<PositionCursor> cursor_;
  const TermScorer scorer_;
  const double title_boost_;
  std::vector<uint32_t> positions_;
};

}  // namespace

double BoostedAverageLength(const IndexReader& reader,
                            const CollectionStatistics& statistics,
                            double title_boost) {
  if (statistics.num_docs == 0) return 0;
  uint64_t title_tokens = 0;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    const Column& lengths = reader.segment(i).title_lengths();
    for (DocId doc_id = 0; doc_id < reader.segment(i).num_docs(); ++doc_id) {
      title_tokens += lengths.Get(doc_id);
    }
  }
  const double title_average =
      static_cast<double>(title_tokens) / statistics.num_docs;
  return std::max(
      0.0, statistics.avg_doc_length() + (title_boost - 1) * title_average);
}

BoostedCounts BoostedCounts::Of(const SegmentReader& segment, DocId doc_id,
                                const std::vector<uint32_t>& positions,
                                double title_boost) {
  const uint32_t title_length = segment.title_lengths().Get(doc_id);
  const auto text_begin =
      std::lower_bound(positions.begin(), positions.end(), title_length);
  const double in_title = static_cast<double>(text_begin - positions.begin());
  const double in_text = static_cast<double>(positions.end() - text_begin);
  const double length =
      segment.doc_lengths().Get(doc_id) + (title_boost - 1) * title_length;
  return {static_cast<float>(in_text + title_boost * in_title),
          static_cast<float>(std::max(0.0, length))};
}

std::unique_ptr<PositionCursor> NewTitleBoostCursor(
    const SegmentReader* segment, std::unique_ptr<PositionCursor> cursor,
    const TermScorer& scorer, double title_boost) {
  return std::make_unique<TitleBoostCursor>(segment, std::move(cursor), scorer,
                                            title_boost);
}

}  // namespace telusur
