#include "query/boolean_cursor.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace telusur {
namespace {

class AllCursor : public DocCursor {
 public:
  explicit AllCursor(DocId num_docs) : num_docs_(num_docs) { Seek(0); }

  DocId doc_id() const override { return doc_id_; }
  void Next() override {
    if (doc_id_ != kNoMoreDocs) Seek(doc_id_ + 1);
  }
  void Seek(DocId target) override {
    if (started_ && target <= doc_id_) return;
    started_ = true;
    doc_id_ = target < num_docs_ ? target : kNoMoreDocs;
  }
  Score score() override { return 0; }
  uint64_t cost() const override { return num_docs_; }
  absl::Status status() const override { return absl::OkStatus(); }

 private:
  const DocId num_docs_;
  bool started_ = false;
  DocId doc_id_ = 0;
};

// A binary heap of cursors by their documents.
class OrCursor : public DocCursor {
 public:
  OrCursor(DocCursors cursors, Combine combine)
      : combine_(combine), owned_(std::move(cursors)) {
    for (const auto& cursor : owned_) {
      cost_ += cursor->cost();
      if (cursor->doc_id() != kNoMoreDocs) heap_.push_back(cursor.get());
    }
    std::make_heap(heap_.begin(), heap_.end(), Later);
  }

  DocId doc_id() const override {
    return heap_.empty() ? kNoMoreDocs : heap_.front()->doc_id();
  }

  void Next() override {
    const DocId current = doc_id();
    if (current != kNoMoreDocs) Seek(current + 1);
  }

  void Seek(DocId target) override {
    while (!heap_.empty() && heap_.front()->doc_id() < target) {
      std::pop_heap(heap_.begin(), heap_.end(), Later);
      heap_.back()->Seek(target);
      if (heap_.back()->doc_id() == kNoMoreDocs) {
        heap_.pop_back();
      } else {
        std::push_heap(heap_.begin(), heap_.end(), Later);
      }
    }
  }

  Score score() override {
    const DocId current = doc_id();
    Score total = 0;
    // The cursors on the same document are the top of the heap, connected.
    pending_.assign(1, 0);
    while (!pending_.empty()) {
      const size_t i = pending_.back();
      pending_.pop_back();
      if (i >= heap_.size() || heap_[i]->doc_id() != current) continue;
      const Score score = heap_[i]->score();
      total =
          combine_ == Combine::kSum ? total + score : std::max(total, score);
      pending_.push_back(2 * i + 1);
      pending_.push_back(2 * i + 2);
    }
    return total;
  }

  uint64_t cost() const override { return cost_; }

  absl::Status status() const override {
    absl::Status status;
    for (const auto& cursor : owned_) status.Update(cursor->status());
    return status;
  }

 private:
  static bool Later(const DocCursor* a, const DocCursor* b) {
    return a->doc_id() > b->doc_id();
  }

  const Combine combine_;
  const DocCursors owned_;
  uint64_t cost_ = 0;
  std::vector<DocCursor*> heap_;
  std::vector<size_t> pending_;
};

class AndCursor : public DocCursor {
 public:
  explicit AndCursor(DocCursors cursors) : cursors_(std::move(cursors)) {
    std::stable_sort(
        cursors_.begin(), cursors_.end(),
        [](const auto& a, const auto& b) { return a->cost() < b->cost(); });
    Align();
  }

  DocId doc_id() const override { return doc_id_; }

  void Next() override {
    if (doc_id_ == kNoMoreDocs) return;
    cursors_[0]->Next();
    Align();
  }

  void Seek(DocId target) override {
    if (doc_id_ == kNoMoreDocs || target <= doc_id_) return;
    cursors_[0]->Seek(target);
    Align();
  }

  Score score() override {
    Score total = 0;
    for (const auto& cursor : cursors_) total += cursor->score();
    return total;
  }

  uint64_t cost() const override { return cursors_[0]->cost(); }

  absl::Status status() const override {
    absl::Status status;
    for (const auto& cursor : cursors_) status.Update(cursor->status());
    return status;
  }

 private:
  // Moves to the first document at or after the driver's that all cursors have.
  void Align() {
    doc_id_ = cursors_[0]->doc_id();
    size_t agreeing = 1;
    for (size_t i = 1; doc_id_ != kNoMoreDocs && agreeing < cursors_.size();
         i = (i + 1) % cursors_.size()) {
      cursors_[i]->Seek(doc_id_);
      agreeing = cursors_[i]->doc_id() == doc_id_ ? agreeing + 1 : 1;
      doc_id_ = cursors_[i]->doc_id();
    }
  }

  DocCursors cursors_;
  DocId doc_id_ = kNoMoreDocs;
};

class AndNotCursor : public DocCursor {
 public:
  AndNotCursor(std::unique_ptr<DocCursor> included,
               std::unique_ptr<DocCursor> excluded)
      : included_(std::move(included)), excluded_(std::move(excluded)) {
    SkipExcluded();
  }

  DocId doc_id() const override { return included_->doc_id(); }
  void Next() override {
    included_->Next();
    SkipExcluded();
  }
  void Seek(DocId target) override {
    included_->Seek(target);
    SkipExcluded();
  }
  Score score() override { return included_->score(); }
  uint64_t cost() const override { return included_->cost(); }
  absl::Status status() const override {
    absl::Status status = included_->status();
    status.Update(excluded_->status());
    return status;
  }

 private:
  void SkipExcluded() {
    while (included_->doc_id() != kNoMoreDocs) {
      excluded_->Seek(included_->doc_id());
      if (excluded_->doc_id() != included_->doc_id()) return;
      included_->Next();
    }
  }

  const std::unique_ptr<DocCursor> included_;
  const std::unique_ptr<DocCursor> excluded_;
};

class OptionalCursor : public DocCursor {
 public:
  OptionalCursor(std::unique_ptr<DocCursor> required,
                 std::unique_ptr<DocCursor> optional)
      : required_(std::move(required)), optional_(std::move(optional)) {}

  DocId doc_id() const override { return required_->doc_id(); }
  void Next() override { required_->Next(); }
  void Seek(DocId target) override { required_->Seek(target); }
  Score score() override {
    optional_->Seek(doc_id());
    const bool matches = optional_->doc_id() == doc_id();
    return required_->score() + (matches ? optional_->score() : 0);
  }
  uint64_t cost() const override { return required_->cost(); }
  absl::Status status() const override {
    absl::Status status = required_->status();
    status.Update(optional_->status());
    return status;
  }

 private:
  const std::unique_ptr<DocCursor> required_;
  const std::unique_ptr<DocCursor> optional_;
};

class FilterCursor : public DocCursor {
 public:
  explicit FilterCursor(std::unique_ptr<DocCursor> cursor)
      : cursor_(std::move(cursor)) {}

  DocId doc_id() const override { return cursor_->doc_id(); }
  void Next() override { cursor_->Next(); }
  void Seek(DocId target) override { cursor_->Seek(target); }
  Score score() override { return 0; }
  uint64_t cost() const override { return cursor_->cost(); }
  absl::Status status() const override { return cursor_->status(); }

 private:
  const std::unique_ptr<DocCursor> cursor_;
};

}  // namespace

std::unique_ptr<DocCursor> NewEmptyCursor() { return NewAllCursor(0); }

std::unique_ptr<DocCursor> NewAllCursor(DocId num_docs) {
  return std::make_unique<AllCursor>(num_docs);
}

std::unique_ptr<DocCursor> NewOrCursor(DocCursors cursors, Combine combine) {
  if (cursors.size() == 1) return std::move(cursors[0]);
  return std::make_unique<OrCursor>(std::move(cursors), combine);
}

std::unique_ptr<DocCursor> NewAndCursor(DocCursors cursors) {
  assert(!cursors.empty());
  if (cursors.size() == 1) return std::move(cursors[0]);
  return std::make_unique<AndCursor>(std::move(cursors));
}

std::unique_ptr<DocCursor> NewAndNotCursor(
    std::unique_ptr<DocCursor> included, std::unique_ptr<DocCursor> excluded) {
  return std::make_unique<AndNotCursor>(std::move(included),
                                        std::move(excluded));
}

std::unique_ptr<DocCursor> NewOptionalCursor(
    std::unique_ptr<DocCursor> required, std::unique_ptr<DocCursor> optional) {
  return std::make_unique<OptionalCursor>(std::move(required),
                                          std::move(optional));
}

std::unique_ptr<DocCursor> NewFilterCursor(std::unique_ptr<DocCursor> cursor) {
  return std::make_unique<FilterCursor>(std::move(cursor));
}

}  // namespace telusur
