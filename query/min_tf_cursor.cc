#include "query/min_tf_cursor.h"

#include <utility>
#include <vector>

namespace telusur {
namespace {

class MinTfCursor : public PositionCursor {
 public:
  MinTfCursor(std::unique_ptr<PositionCursor> cursor, uint32_t min_tf)
      : cursor_(std::move(cursor)), min_tf_(min_tf) {
    SkipRare();
  }

  DocId doc_id() const override { return cursor_->doc_id(); }
  void Next() override {
    cursor_->Next();
    SkipRare();
  }
  void Seek(DocId target) override {
    cursor_->Seek(target);
    SkipRare();
  }
  Score score() override { return cursor_->score(); }
  uint64_t cost() const override { return cursor_->cost(); }
  absl::Status status() const override { return cursor_->status(); }
  void ReadPositions(std::vector<uint32_t>* positions) override {
    cursor_->ReadPositions(positions);
  }
  uint32_t tf() override { return cursor_->tf(); }

 private:
  void SkipRare() {
    while (cursor_->doc_id() != kNoMoreDocs && cursor_->tf() < min_tf_) {
      cursor_->Next();
    }
  }

  const std::unique_ptr<PositionCursor> cursor_;
  const uint32_t min_tf_;
};

}  // namespace

std::unique_ptr<PositionCursor> NewMinTfCursor(
    std::unique_ptr<PositionCursor> cursor, uint32_t min_tf) {
  return std::make_unique<MinTfCursor>(std::move(cursor), min_tf);
}

}  // namespace telusur
