// The k best documents seen so far.

#ifndef TELUSUR_QUERY_TOP_K_H_
#define TELUSUR_QUERY_TOP_K_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include "index/replace_heap_front.h"
#include "query/bm25.h"
#include "query/ranking_sort.h"

namespace telusur {

// Keeps a heap for small k, and for large k a buffer of up to 2k documents that
// is halved when it is full, which costs O(1) a document. One thread.
class TopK {
 public:
  explicit TopK(size_t k) : k_(k) { docs_.reserve(2 * std::min(k, kReserved)); }

  // Says that the documents added from now on come after all that were added.
  // With `in_order`, each of them also comes after the one before it, so that
  // one that only equals the k-th best does not matter. True at first.
  void BeginSegment(bool in_order) { in_order_ = in_order; }

  // Whether a document of this score matters. One that does not may be left
  // out, with all its lists.
  bool Matters(Score score) const { return score >= min_score(); }

  // The least score that matters; 0 as long as every score does.
  Score min_score() const { return full_ ? threshold_ + in_order_ : 0; }

  void Add(Score score, uint64_t order) {
    if (!Matters(score) || k_ == 0) return;
    const ScoredDoc doc = {score, order};
    if (k_ < kMinBufferedK) {
      AddToHeap(doc);
      return;
    }
    docs_.push_back(doc);
    if (docs_.size() >= 2 * k_) Shrink();
  }

  // The best documents in the order of a ranking.
  std::vector<ScoredDoc> Finish() {
    if (docs_.size() > k_) Shrink();
    SortRanking(&docs_);
    return std::move(docs_);
  }

 private:
  static constexpr size_t kReserved = 4096;
  static constexpr size_t kMinBufferedK = 100;

  // The heap's front is the worst document.
  void AddToHeap(const ScoredDoc& doc) {
    if (!full_) {
      docs_.push_back(doc);
      std::push_heap(docs_.begin(), docs_.end());
      full_ = docs_.size() == k_;
    } else if (doc < docs_.front()) {
      ReplaceHeapFront(&docs_, doc, std::less<ScoredDoc>());
    }
    threshold_ = docs_.front().score;
  }

  void Shrink() {
    std::nth_element(docs_.begin(), docs_.begin() + (k_ - 1), docs_.end());
    docs_.resize(k_);
    threshold_ = docs_[k_ - 1].score;
    full_ = true;
  }

  const size_t k_;
  std::vector<ScoredDoc> docs_;
  Score threshold_ = 0;  // the k-th best score of a subset of what was added
  bool full_ = false;    // whether there is a threshold
  bool in_order_ = true;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_TOP_K_H_
