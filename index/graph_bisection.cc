#include "index/graph_bisection.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/status/status.h"

namespace telusur {
namespace {

// Parts of so few documents stay as they are.
constexpr size_t kLeafDocs = 16;

// Rounds of exchanges in a part, as in the paper; most parts are at rest
// sooner.
constexpr int kMaxRounds = 20;

class Bisection {
 public:
  Bisection(const ForwardIndex& docs, const std::atomic<bool>* cancelled)
      : docs_(docs),
        cancelled_(cancelled),
        order_(docs.ends.size()),
        degrees_(docs.num_terms),
        gains_(docs.num_terms) {
    std::iota(order_.begin(), order_.end(), 0);
    log2_.reserve(order_.size() + 2);
    log2_.push_back(0);  // of no number
    for (uint32_t i = 1; i < order_.size() + 2; ++i) {
      log2_.push_back(FixedLog2(i));
    }
  }

  absl::StatusOr<std::vector<uint32_t>> Run() {
    Order(0, order_.size());
    if (IsCancelled()) return absl::CancelledError("cancelled");
    return std::move(order_);
  }

 private:
  struct Degrees {
    uint32_t left = 0;
    uint32_t right = 0;
  };
  // What a term gains when a document with it goes to the other half.
  struct Gains {
    int32_t to_right = 0;
    int32_t to_left = 0;
  };
  struct Move {
    int64_t gain;
    uint32_t doc;
  };

  bool IsCancelled() const {
    return cancelled_ != nullptr && cancelled_->load(std::memory_order_relaxed);
  }

  template <typename Visit>  // void(uint32_t term)
  void ForEachTerm(uint32_t doc, Visit visit) const {
    const uint64_t begin = doc == 0 ? 0 : docs_.ends[doc - 1];
    for (uint64_t i = begin; i < docs_.ends[doc]; ++i) visit(docs_.terms[i]);
  }

  // The depth of the recursion is the logarithm of the number of documents. A
  // half is left in the order of its last round: those that were near to
  // leaving it stand together, which is a better start than the documents' own
  // order (3.87 bits a gap instead of 3.97;
  // bench/results/2026-11-29-shared-2core/reorder.md).
  void Order(size_t begin, size_t end) {
    if (end - begin <= kLeafDocs || IsCancelled()) return;
    const size_t middle = begin + (end - begin) / 2;
    CountDegrees(begin, middle, end);
    int round = 0;
    while (round < kMaxRounds && ExchangeOnce(begin, middle, end)) ++round;
    ForgetDegrees();
    Order(begin, middle);
    Order(middle, end);
  }

  void CountDegrees(size_t begin, size_t middle, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      ForEachTerm(order_[i], [&](uint32_t term) {
        Degrees& degrees = degrees_[term];
        if (degrees.left + degrees.right == 0) part_terms_.push_back(term);
        ++(i < middle ? degrees.left : degrees.right);
      });
    }
  }

  void ForgetDegrees() {
    for (const uint32_t term : part_terms_) degrees_[term] = Degrees();
    part_terms_.clear();
  }

  // d * log2(n / (d + 1)).
  int64_t Cost(uint32_t log2_n, uint32_t d) const {
    return int64_t{d} * (int64_t{log2_n} - log2_[d + 1]);
  }

  void ComputeGains(size_t num_left, size_t num_right) {
    const uint32_t left_log = log2_[num_left];
    const uint32_t right_log = log2_[num_right];
    for (const uint32_t term : part_terms_) {
      const uint32_t left = degrees_[term].left;
      const uint32_t right = degrees_[term].right;
      const int64_t now = Cost(left_log, left) + Cost(right_log, right);
      Gains& gains = gains_[term];
      if (left > 0) {
        gains.to_right = static_cast<int32_t>(now - Cost(left_log, left - 1) -
                                              Cost(right_log, right + 1));
      }
      if (right > 0) {
        gains.to_left = static_cast<int32_t>(now - Cost(left_log, left + 1) -
                                             Cost(right_log, right - 1));
      }
    }
  }

  // The documents of a half, those that gain most by leaving it first.
  template <int32_t Gains::*gain>
  void ListMoves(size_t begin, size_t end, std::vector<Move>* moves) const {
    moves->clear();
    for (size_t i = begin; i < end; ++i) {
      int64_t sum = 0;
      ForEachTerm(order_[i], [&](uint32_t term) { sum += gains_[term].*gain; });
      moves->push_back({sum, order_[i]});
    }
    std::sort(moves->begin(), moves->end(), [](const Move& a, const Move& b) {
      return a.gain != b.gain ? a.gain > b.gain : a.doc < b.doc;
    });
  }

  // Exchanges the pairs that gain by it. False when there was none.
  bool ExchangeOnce(size_t begin, size_t middle, size_t end) {
    ComputeGains(middle - begin, end - middle);
    ListMoves<&Gains::to_right>(begin, middle, &left_);
    ListMoves<&Gains::to_left>(middle, end, &right_);
    size_t num_pairs = 0;
    const size_t max_pairs = std::min(left_.size(), right_.size());
    while (num_pairs < max_pairs &&
           left_[num_pairs].gain + right_[num_pairs].gain > 0) {
      ForEachTerm(left_[num_pairs].doc, [&](uint32_t term) {
        --degrees_[term].left;
        ++degrees_[term].right;
      });
      ForEachTerm(right_[num_pairs].doc, [&](uint32_t term) {
        --degrees_[term].right;
        ++degrees_[term].left;
      });
      std::swap(left_[num_pairs].doc, right_[num_pairs].doc);
      ++num_pairs;
    }
    for (size_t i = 0; i < left_.size(); ++i) order_[begin + i] = left_[i].doc;
    for (size_t i = 0; i < right_.size(); ++i) {
      order_[middle + i] = right_[i].doc;
    }
    return num_pairs > 0 && !IsCancelled();
  }

  const ForwardIndex& docs_;
  const std::atomic<bool>* const cancelled_;
  std::vector<uint32_t> order_;
  std::vector<uint32_t> log2_;
  std::vector<Degrees> degrees_;  // all 0 between parts
  std::vector<Gains> gains_;
  std::vector<uint32_t> part_terms_;
  std::vector<Move> left_;
  std::vector<Move> right_;
};

}  // namespace

uint32_t FixedLog2(uint32_t x) {
  const int exponent = 31 - __builtin_clz(x);
  uint32_t result = exponent;
  uint64_t mantissa = uint64_t{x} << (31 - exponent);  // in [2^31, 2^32)
  for (int bit = 0; bit < 16; ++bit) {
    mantissa = mantissa * mantissa >> 31;
    const uint32_t carries = static_cast<uint32_t>(mantissa >> 32);
    mantissa >>= carries;
    result = result << 1 | carries;
  }
  return result;
}

absl::StatusOr<std::vector<uint32_t>> OrderByBisection(
    const ForwardIndex& docs, const std::atomic<bool>* cancelled) {
  return Bisection(docs, cancelled).Run();
}

}  // namespace telusur
