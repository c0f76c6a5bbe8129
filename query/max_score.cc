#include "query/max_score.h"

#include <algorithm>
#include <memory>

#include "index/io/status_macros.h"
#include "index/segment/bit_unpacking.h"
#include "index/segment_docs.h"
#include "query/or_term_reader.h"

namespace telusur {
namespace {

// A window spans at least kMinWindow documents, so that its bookkeeping is
// shared by many; more where decoding is cheap, for of larger windows fewer
// blocks are left out (bench/results/2026-11-29-shared-2core/vector_code.md).
// It spans at most kMaxWindow, so that its scores stay in the second-level
// cache; in a small segment an eighth of it, or twice the least, so that
// setting up the scores costs little beside adding to them.
constexpr DocId kMinWindow = 2048;
constexpr DocId kMinWindowOfCheapBlocks = 8192;
constexpr DocId kMaxWindow = 16384;
constexpr DocId kWindowsPerSegment = 8;

// More terms than this are not sorted by insertion.
constexpr size_t kMaxInserted = 32;

// Scores stay below half of the range of int32_t, to which contributions are
// rounded.
constexpr Score kMaxScore = 1 << 30;

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
    max_window_ = std::min(
        std::max(num_docs_ / kWindowsPerSegment, 2 * min_window_), kMaxWindow);
    primed_ = std::min(wanted.min_score, kMaxScore);
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
    if (num_docs_ - begin <= min_window_) return num_docs_;
    DocId end = std::min<uint64_t>(uint64_t{begin} + max_window_, num_docs_);
    for (OrTermReader* term : order_) {
      end = std::min(end, std::max(term->BlockEnd(begin + min_window_ - 1),
                                   begin + min_window_));
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
    num_candidates_ = 0;
    if (num_optional + 1 == order_.size()) {
      StreamOne(num_optional);
    } else {
      AccumulateSeveral(begin, end, num_optional);
    }
    Complete(num_optional);
    for (size_t i = 0; i < num_candidates_; ++i) {
      const DocId doc_id = candidate_docs_[i];
      const uint32_t score = candidate_scores_[i];
      if (top_->Matters(score) && score >= primed_ &&
          (filter_ == nullptr || filter_->Accepts(doc_id))) {
        top_->Add(score, docs_.OrderOf(doc_id));
      }
    }
  }

  // By insertion if there are few terms: they are nearly sorted from the window
  // before.
  void SortTerms() {
    if (order_.size() > kMaxInserted) {
      std::sort(order_.begin(), order_.end(),
                [](const OrTermReader* a, const OrTermReader* b) {
                  return a->bound() < b->bound();
                });
      return;
    }
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

  // The least score with which a document can still enter when it may get
  // `others` from lists that are left out.
  uint32_t Least(uint64_t others) const {
    const uint64_t wanted = uint64_t{Threshold()} + 1;
    if (!HasThreshold() || wanted <= others) return 0;
    return static_cast<uint32_t>(wanted - others);
  }

  // Candidates are appended and kept without branches: which of them stay is
  // unpredictable.

  void MakeRoom(size_t num_more) {
    const size_t needed = num_candidates_ + num_more;
    if (candidate_docs_.size() >= needed) return;
    const size_t size = std::max(needed, 2 * candidate_docs_.size());
    candidate_docs_.resize(size);
    candidate_scores_.resize(size);
  }

  void StreamOne(size_t num_optional) {
    const uint32_t least = Least(bounds_[num_optional]);
    order_[num_optional]->ForEachBlockInWindow(
        least == 0 ? 0 : least - 1,
        [&](const DocId* doc_ids, const uint32_t* scores, int n) {
          MakeRoom(n);
          DocId* const docs = candidate_docs_.data();
          uint32_t* const their_scores = candidate_scores_.data();
          size_t kept = num_candidates_;
          for (int i = 0; i < n; ++i) {
            docs[kept] = doc_ids[i];
            their_scores[kept] = scores[i];
            kept += scores[i] >= least ? 1 : 0;
          }
          num_candidates_ = kept;
        });
  }

  void AccumulateSeveral(DocId begin, DocId end, size_t num_optional) {
    if (scores_ == nullptr) {
      scores_ = std::make_unique<uint32_t[]>(max_window_);
      seen_ = std::make_unique<uint64_t[]>(max_window_ / 64 + 1);
    }
    uint32_t* const scores_of_window = scores_.get();
    uint64_t* const seen = seen_.get();
    size_t num_postings = 0;
    for (size_t i = num_optional; i < order_.size(); ++i) {
      // A block that even with all that other lists may add does not matter is
      // left out.
      const uint32_t least = Least(bounds_[order_.size()] - order_[i]->bound());
      order_[i]->ForEachBlockInWindow(
          least == 0 ? 0 : least - 1,
          [=, &num_postings](const DocId* doc_ids, const uint32_t* scores,
                             int n) {
            num_postings += n;
            for (int j = 0; j < n; ++j) {
              const DocId at = doc_ids[j] - begin;
              scores_of_window[at] += scores[j];
              seen[at / 64] |= uint64_t{1} << (at % 64);
            }
          });
    }
    MakeRoom(std::min<size_t>(num_postings, end - begin));
    TakeAccumulated(begin, end - begin, Least(bounds_[num_optional]));
  }

  // Makes candidates of the documents that were seen in the window, and
  // prepares the next one.
  void TakeAccumulated(DocId begin, DocId size, uint32_t least) {
    uint32_t* const scores = scores_.get();
    DocId* const docs = candidate_docs_.data();
    uint32_t* const their_scores = candidate_scores_.data();
    size_t kept = 0;
    for (DocId word = 0; word <= (size - 1) / 64; ++word) {
      for (uint64_t bits = seen_[word]; bits != 0; bits &= bits - 1) {
        const DocId at = word * 64 + __builtin_ctzll(bits);
        docs[kept] = begin + at;
        their_scores[kept] = scores[at];
        kept += scores[at] >= least ? 1 : 0;
        scores[at] = 0;
      }
      seen_[word] = 0;
    }
    num_candidates_ = kept;
  }

  // Adds the scores of the lists left out, the largest bound first.
  void Complete(size_t num_optional) {
    for (size_t i = num_optional; i-- > 0 && num_candidates_ > 0;) {
      num_candidates_ = order_[i]->AddScores(Least(bounds_[i]), num_candidates_,
                                             candidate_docs_.data(),
                                             candidate_scores_.data());
    }
  }

  const SegmentDocs docs_;
  DocFilter* const filter_;  // nullptr when it is open
  TopK* const top_;
  DocId num_docs_ = 0;
  const DocId min_window_ = FastestBitUnpacking().decodes_cheaply
                                ? kMinWindowOfCheapBlocks
                                : kMinWindow;
  DocId max_window_ = 0;
  std::unique_ptr<OrTermReader[]> terms_;
  std::vector<OrTermReader*> order_;  // by increasing bound
  std::vector<uint64_t> bounds_;
  Score primed_ = 0;  // documents of a lower score do not matter

  // The documents of the window that may matter, and room for more: as much as
  // was needed, for they are mostly few, and memory that a query is the first
  // to touch costs more than they do.
  size_t num_candidates_ = 0;
  std::vector<DocId> candidate_docs_;
  std::vector<uint32_t> candidate_scores_;

  // Of the window's documents; all 0 between windows.
  std::unique_ptr<uint32_t[]> scores_;
  std::unique_ptr<uint64_t[]> seen_;
};

}  // namespace

bool CanUseMaxScore(const OrQuery& query) {
  double total = 0;
  for (const OrTerm& term : query.terms) total += term.weight;
  return total / kScoreUnit < kMaxScore;
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
