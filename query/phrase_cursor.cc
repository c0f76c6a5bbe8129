#include "query/phrase_cursor.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "query/phrase_match.h"

namespace telusur {
namespace {

using Positions = std::vector<uint32_t>;

// A cursor whose documents are some of those of an inner walk: those in which
// Match() finds positions.
class MatchingCursor : public PositionCursor {
 public:
  MatchingCursor(const SegmentReader* segment, const TermScorer& scorer)
      : segment_(segment), scorer_(scorer) {}

  DocId doc_id() const override { return doc_id_; }
  void Next() override {
    if (doc_id_ == kNoMoreDocs) return;
    MoveTo(doc_id_ + 1);
  }
  void Seek(DocId target) override {
    if (doc_id_ == kNoMoreDocs || target <= doc_id_) return;
    MoveTo(target);
  }
  Score score() override {
    return scorer_.Contribution(tf(), segment_->doc_lengths().Get(doc_id_));
  }
  void ReadPositions(Positions* positions) override { *positions = matches_; }
  uint32_t tf() override { return static_cast<uint32_t>(matches_.size()); }

 protected:
  // The first candidate at or after `target`, or kNoMoreDocs.
  virtual DocId NextCandidate(DocId target) = 0;

  // Sets `*matches` to where the candidate matches, increasing.
  virtual void Match(Positions* matches) = 0;

  const SegmentReader& segment() const { return *segment_; }

  // To be called once by the constructor of the outermost class.
  void MoveTo(DocId target) {
    for (;; target = doc_id_ + 1) {
      doc_id_ = NextCandidate(target);
      if (doc_id_ == kNoMoreDocs) return;
      matches_.clear();
      Match(&matches_);
      if (!matches_.empty()) return;
    }
  }

 private:
  const SegmentReader* const segment_;
  const TermScorer scorer_;
  DocId doc_id_ = 0;
  Positions matches_;
};

// The documents that all of some cursors have.
class Conjunction {
 public:
  explicit Conjunction(PositionCursors cursors) : cursors_(std::move(cursors)) {
    assert(!cursors_.empty());
    for (size_t i = 1; i < cursors_.size(); ++i) {
      if (cursors_[i]->cost() < cursors_[driver_]->cost()) driver_ = i;
    }
  }

  DocId Seek(DocId target) {
    DocId doc_id = target;
    for (size_t i = driver_, agreeing = 0; agreeing < cursors_.size();
         i = (i + 1) % cursors_.size()) {
      cursors_[i]->Seek(doc_id);
      agreeing = cursors_[i]->doc_id() == doc_id ? agreeing + 1 : 1;
      doc_id = cursors_[i]->doc_id();
      if (doc_id == kNoMoreDocs) break;
    }
    return doc_id;
  }

  PositionCursor& cursor(size_t i) { return *cursors_[i]; }
  size_t size() const { return cursors_.size(); }
  uint64_t cost() const { return cursors_[driver_]->cost(); }

  absl::Status status() const {
    absl::Status status;
    for (const auto& cursor : cursors_) status.Update(cursor->status());
    return status;
  }

 private:
  PositionCursors cursors_;
  size_t driver_ = 0;
};

class PhraseCursor : public MatchingCursor {
 public:
  PhraseCursor(const SegmentReader* segment, PositionCursors cursors,
               std::vector<uint32_t> offsets, uint32_t slop,
               const TermScorer& scorer)
      : MatchingCursor(segment, scorer),
        words_(std::move(cursors)),
        matcher_(std::move(offsets), slop) {
    MoveTo(0);
  }

  uint64_t cost() const override { return words_.cost(); }
  absl::Status status() const override { return words_.status(); }

 protected:
  DocId NextCandidate(DocId target) override { return words_.Seek(target); }

  void Match(Positions* matches) override {
    matcher_.Begin();
    matches->clear();
    for (size_t i = 0; i < words_.size(); ++i) {
      words_.cursor(i).ReadPositions(matcher_.positions(i));
      if (!matcher_.Add(i)) return;
    }
    *matches = matcher_.Starts();
  }

 private:
  Conjunction words_;
  PhraseMatcher matcher_;
};

class NearCursor : public MatchingCursor {
 public:
  NearCursor(const SegmentReader* segment, PositionCursors cursors,
             uint32_t slop, const TermScorer& scorer)
      : MatchingCursor(segment, scorer),
        words_(std::move(cursors)),
        slop_(slop),
        positions_(words_.size()),
        next_(words_.size()) {
    MoveTo(0);
  }

  uint64_t cost() const override { return words_.cost(); }
  absl::Status status() const override { return words_.status(); }

 protected:
  DocId NextCandidate(DocId target) override { return words_.Seek(target); }

  // Slides a window over the words' positions: the word that stands first is
  // moved on, until one runs out.
  void Match(Positions* matches) override {
    const size_t n = words_.size();
    for (size_t i = 0; i < n; ++i) {
      words_.cursor(i).ReadPositions(&positions_[i]);
      if (positions_[i].empty()) return;
      next_[i] = 0;
    }
    for (;;) {
      size_t first = 0;
      uint32_t last = 0;
      for (size_t i = 0; i < n; ++i) {
        const uint32_t at = positions_[i][next_[i]];
        if (at < positions_[first][next_[first]]) first = i;
        last = std::max(last, at);
      }
      const uint32_t begin = positions_[first][next_[first]];
      const uint64_t stretch = uint64_t{last} - begin + 1;
      const bool is_new = matches->empty() || matches->back() != begin;
      if (stretch <= n + uint64_t{slop_} && is_new) matches->push_back(begin);
      if (++next_[first] == positions_[first].size()) return;
    }
  }

 private:
  Conjunction words_;
  const uint32_t slop_;
  std::vector<Positions> positions_;
  std::vector<size_t> next_;
};

class TitleCursor : public MatchingCursor {
 public:
  TitleCursor(const SegmentReader* segment,
              std::unique_ptr<PositionCursor> cursor, const TermScorer& scorer)
      : MatchingCursor(segment, scorer), cursor_(std::move(cursor)) {
    MoveTo(0);
  }

  uint64_t cost() const override { return cursor_->cost(); }
  absl::Status status() const override { return cursor_->status(); }

 protected:
  DocId NextCandidate(DocId target) override {
    cursor_->Seek(target);
    return cursor_->doc_id();
  }

  void Match(Positions* matches) override {
    const uint32_t title_length =
        segment().title_lengths().Get(cursor_->doc_id());
    if (title_length == 0) return;
    cursor_->ReadPositions(matches);
    matches->erase(
        std::lower_bound(matches->begin(), matches->end(), title_length),
        matches->end());
  }

 private:
  const std::unique_ptr<PositionCursor> cursor_;
};

}  // namespace

std::unique_ptr<PositionCursor> NewPhraseCursor(const SegmentReader* segment,
                                                PositionCursors cursors,
                                                std::vector<uint32_t> offsets,
                                                uint32_t slop,
                                                const TermScorer& scorer) {
  return std::make_unique<PhraseCursor>(segment, std::move(cursors),
                                        std::move(offsets), slop, scorer);
}

std::unique_ptr<PositionCursor> NewNearCursor(const SegmentReader* segment,
                                              PositionCursors cursors,
                                              uint32_t slop,
                                              const TermScorer& scorer) {
  return std::make_unique<NearCursor>(segment, std::move(cursors), slop,
                                      scorer);
}

std::unique_ptr<PositionCursor> NewTitleCursor(
    const SegmentReader* segment, std::unique_ptr<PositionCursor> cursor,
    const TermScorer& scorer) {
  return std::make_unique<TitleCursor>(segment, std::move(cursor), scorer);
}

}  // namespace telusur
