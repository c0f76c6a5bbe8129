#include "query/max_score.h"

#include <algorithm>
#include <memory>

#include "index/io/status_macros.h"
#include "index/segment_docs.h"
#include "query/or_term_reader.h"

namespace telusur {
namespace {

// A window spans at least kMinWindow documents, so that its bookkeeping is
// shared by many, and at most kMaxWindow, so that its scores stay in the
// second-level cache.
constexpr DocId kMinWindow = 2048;
constexpr DocId kMaxWindow = 16384;

class MaxScoreEvaluator {
 public:
  MaxScoreEvaluator(DocFilter* filter, TopK* top)
      : docs_(filter->docs()),
        filter_(filter->is_open() ? nullptr : filter),
        top_(top) {
    top->BeginSegment(docs_.in_order());
  }

  absl::Status Open(const SegmentReader& segment, const OrQuery& query,
                    const Wanted& wanted) {
    num_docs_ = segment.num_docs();
    primed_ = wanted.min_score;
    const SegmentMetadata& metadata = segment.metadata();
    const ImpactRatio ratio = ImpactRatio::Between(
        ImpactModel::For(metadata.bm25, metadata.avg_doc_length),
        ImpactModel::For(query.bm25, query.avg_doc_length));
    // Not make_unique, which would zero the readers' blocks.
    terms_.reset(new OrTermReader[query.terms.size()]);
    order_.reserve(query.terms.size());
    for (size_t i = 0; i < query.terms.size(); ++i) {
      RETURN_IF_ERROR(terms_[i].Open(segment, query.terms[i], query, ratio));
      order_.push_back(&terms_[i]);
      if (filter_ == nullptr) {
        primed_ = std::max(primed_, terms_[i].KthScore(wanted.k));
      }
    }
    bounds_.resize(order_.size() + 1);
    return absl::OkStatus();
  }

  absl::Status Run(const SearchControl& control) {
    DocId begin = 0;
    while (begin < num_docs_) {
      if (control.IsCancelled()) return control.Error();
      const DocId end = WindowEnd(begin);
      EvaluateWindow(begin, end);
      begin = end;
    }
    absl::Status status;
    for (const OrTermReader* term : order_) status.Update(term->status());
    if (filter_ != nullptr) status.Update(filter_->status());
    return status;
  }

 private:
  // The end of the first block that ends at or behind the smallest window's.
  DocId WindowEnd(DocId begin) {
    if (num_docs_ - begin <= kMinWindow) return num_docs_;
    DocId end = std::min<uint64_t>(uint64_t{begin} + kMaxWindow, num_docs_);
    for (OrTermReader* term : order_) {
      end = std::min(end, std::max(term->BlockEnd(begin + kMinWindow - 1),
                                   begin + kMinWindow));
    }
    return end;
  }

  // Documents matter when their score is above this.
  uint32_t Threshold() const {
    const Score least = std::max(primed_, top_->min_score());
    return least == 0 ? 0 : static_cast<uint32_t>(least - 1);
  }

  void EvaluateWindow(DocId begin, DocId end) {
    for (OrTermReader* term : order_) term->EnterWindow(begin, end);
    SortTerms();
    // bounds_[i] is what the first i terms can add together.
    for (size_t i = 0; i < order_.size(); ++i) {
      bounds_[i + 1] = bounds_[i] + order_[i]->bound();
    }
    const uint32_t threshold = Threshold();
    const bool prunes = HasThreshold();
    size_t num_optional = 0;
    while (prunes && num_optional < order_.size() &&
           bounds_[num_optional + 1] <= threshold) {
      ++num_optional;
    }
    if (num_optional == order_.size()) return;
    candidates_.clear();
    if (num_optional + 1 == order_.size()) {
      StreamOne(num_optional, threshold);
    } else {
      AccumulateSeveral(begin, end, num_optional, threshold);
    }
    Complete(num_optional);
    for (const Candidate& candidate : candidates_) {
      if (top_->Matters(candidate.score) && candidate.score >= primed_ &&
          (filter_ == nullptr || filter_->Accepts(candidate.doc_id))) {
        top_->Add(candidate.score, docs_.OrderOf(candidate.doc_id));
      }
    }
  }

  // By insertion: there are few terms, nearly sorted from the window before.
  void SortTerms() {
    for (size_t i = 1; i < order_.size(); ++i) {
      OrTermReader* const term = order_[i];
      size_t place = i;
      for (; place > 0 && order_[place - 1]->bound() > term->bound(); --place) {
        order_[place] = order_[place - 1];
      }
      order_[place] = term;
    }
  }

  // Whether there is a threshold to prune by at all: score 0 is a score.
  bool HasThreshold() const { return primed_ > 0 || top_->min_score() > 0; }

  struct Candidate {
    DocId doc_id;
    uint32_t score;
  };

  void StreamOne(size_t num_optional, uint32_t threshold) {
    const uint32_t others = static_cast<uint32_t>(bounds_[num_optional]);
    const bool prunes = HasThreshold();
    const int64_t needed = prunes ? int64_t{threshold} - others : -1;
    order_[num_optional]->ForEachInWindow(
        needed > 0 ? static_cast<uint32_t>(needed) : 0,
        [&](DocId doc_id, uint32_t score) {
          if (int64_t{score} > needed) candidates_.push_back({doc_id, score});
        });
  }

  void AccumulateSeveral(DocId begin, DocId end, size_t num_optional,
                         uint32_t threshold) {
    const DocId size = end - begin;
    scores_.resize(std::max<size_t>(scores_.size(), size));
    seen_.resize((kMaxWindow + kMinWindow) / 64 + 1);
    for (size_t i = num_optional; i < order_.size(); ++i) {
      order_[i]->ForEachInWindow(0, [&](DocId doc_id, uint32_t score) {
        const DocId at = doc_id - begin;
        scores_[at] += score;
        seen_[at / 64] |= uint64_t{1} << (at % 64);
      });
    }
    const bool prunes = HasThreshold();
    const int64_t needed =
        prunes
            ? int64_t{threshold} - static_cast<int64_t>(bounds_[num_optional])
            : -1;
    for (DocId word = 0; word <= (size - 1) / 64; ++word) {
      for (uint64_t bits = seen_[word]; bits != 0; bits &= bits - 1) {
        const DocId at = word * 64 + __builtin_ctzll(bits);
        const uint32_t score = scores_[at];
        scores_[at] = 0;
        if (int64_t{score} > needed) {
          candidates_.push_back({begin + at, score});
        }
      }
      seen_[word] = 0;
    }
  }

  // Adds the scores of the lists left out, the largest bound first.
  void Complete(size_t num_optional) {
    for (size_t i = num_optional; i-- > 0;) {
      const uint32_t threshold = Threshold();
      const bool prunes = HasThreshold();
      size_t kept = 0;
      for (Candidate candidate : candidates_) {
        // What the document lacks unless this list gives it more than that.
        const int64_t lacks = int64_t{threshold} -
                              static_cast<int64_t>(bounds_[i]) -
                              candidate.score;
        if (prunes && lacks >= order_[i]->bound()) continue;
        candidate.score += order_[i]->Lookup(
            candidate.doc_id,
            prunes && lacks > 0 ? static_cast<uint32_t>(lacks) : 0);
        if (prunes &&
            int64_t{candidate.score} + static_cast<int64_t>(bounds_[i]) <=
                threshold) {
          continue;
        }
        candidates_[kept++] = candidate;
      }
      candidates_.resize(kept);
    }
  }

  const SegmentDocs docs_;
  DocFilter* const filter_;  // nullptr when it is open
  TopK* const top_;
  DocId num_docs_ = 0;
  std::unique_ptr<OrTermReader[]> terms_;
  std::vector<OrTermReader*> order_;  // by increasing bound
  std::vector<uint64_t> bounds_;
  Score primed_ = 0;  // documents of a lower score do not matter
  std::vector<Candidate> candidates_;
  std::vector<uint32_t> scores_;  // of the window's documents; all 0 between
  std::vector<uint64_t> seen_;
};

}  // namespace

bool CanUseMaxScore(const OrQuery& query) {
  double total = 0;
  for (const OrTerm& term : query.terms) total += term.weight;
  // Half of the range of int32_t, to which contributions are rounded.
  return total / kScoreUnit < 1 << 30;
}

absl::Status MaxScoreSearch(const SegmentReader& segment, const OrQuery& query,
                            const Wanted& wanted, const SearchControl& control,
                            DocFilter* filter, TopK* top) {
  if (query.terms.empty() || wanted.k == 0) return absl::OkStatus();
  MaxScoreEvaluator evaluator(filter, top);
  RETURN_IF_ERROR(evaluator.Open(segment, query, wanted));
  return evaluator.Run(control);
}

}  // namespace telusur
