#include "query/union_count.h"

#include <algorithm>
#include <memory>

#include "index/io/status_macros.h"

namespace telusur {
namespace {

// Documents to a window: its bits fill half of a first-level cache.
constexpr DocId kWindow = 1 << 17;

class UnionCounter {
 public:
  explicit UnionCounter(const SegmentReader& segment) : segment_(segment) {}

  absl::Status Open(const std::vector<TermInfo>& terms) {
    lists_.reset(new List[terms.size()]);
    for (const TermInfo& term : terms) {
      RETURN_IF_ERROR(segment_.OpenList(term, &lists_[num_lists_++].blocks));
    }
    return absl::OkStatus();
  }

  absl::Status Run(const SearchControl& control, DocFilter* filter) {
    const uint64_t num_docs = segment_.num_docs();
    seen_.assign((std::min<uint64_t>(num_docs, kWindow) + 63) / 64, 0);
    for (uint64_t begin = 0; begin < num_docs; begin += kWindow) {
      if (control.IsCancelled()) return control.Error();
      begin_ = static_cast<DocId>(begin);
      end_ = static_cast<DocId>(std::min<uint64_t>(begin + kWindow, num_docs));
      if (begin > 0) std::fill(seen_.begin(), seen_.end(), 0);
      for (size_t i = 0; i < num_lists_; ++i) {
        if (!MarkWindow(&lists_[i])) return lists_[i].blocks.status();
      }
      if (filter != nullptr) CountAccepted(filter);
    }
    return filter == nullptr ? absl::OkStatus() : filter->status();
  }

  // Documents that any list has, and those of them that the filter accepts.
  uint64_t num_seen() const { return num_seen_; }
  uint64_t num_accepted() const { return num_accepted_; }

 private:
  struct List {
    BlockReader blocks;
    uint32_t block = 0;  // the first that is not behind
    int from = 0;        // postings of the loaded block that are behind
  };

  // Sets the bits of the list's documents in the window. False at damage.
  bool MarkWindow(List* list) {
    BlockReader& blocks = list->blocks;
    for (; list->block < blocks.num_blocks(); ++list->block) {
      if (blocks.block() != list->block) {
        if (list->block > 0 &&
            blocks.last_doc_id(list->block - 1) + 1 >= end_) {
          return true;
        }
        list->from = 0;
        if (!blocks.Load(list->block)) return false;
      }
      const int from = list->from;
      list->from = Mark(blocks.doc_ids(), from, blocks.size());
      if (list->from < blocks.size()) return true;
    }
    return true;
  }

  // Sets the bits of doc_ids[from .. size) as far as they are in the window.
  // Returns the place of the first that is not.
  int Mark(const DocId* doc_ids, int from, int size) {
    uint64_t* const seen = seen_.data();
    uint64_t num_new = 0;
    const bool all = doc_ids[size - 1] < end_;
    int i = from;
    for (; i < size && (all || doc_ids[i] < end_); ++i) {
      const DocId at = doc_ids[i] - begin_;
      const uint64_t word = seen[at / 64];
      const uint64_t bit = uint64_t{1} << (at % 64);
      num_new += (word & bit) == 0 ? 1 : 0;
      seen[at / 64] = word | bit;
    }
    num_seen_ += num_new;
    return i;
  }

  void CountAccepted(DocFilter* filter) {
    for (size_t word = 0; word < seen_.size(); ++word) {
      for (uint64_t bits = seen_[word]; bits != 0; bits &= bits - 1) {
        const DocId at = static_cast<DocId>(word * 64) + __builtin_ctzll(bits);
        num_accepted_ += filter->Accepts(begin_ + at) ? 1 : 0;
      }
    }
  }

  const SegmentReader& segment_;
  std::unique_ptr<List[]> lists_;
  size_t num_lists_ = 0;
  DocId begin_ = 0;  // the window
  DocId end_ = 0;
  std::vector<uint64_t> seen_;
  uint64_t num_seen_ = 0;
  uint64_t num_accepted_ = 0;
};

}  // namespace

absl::StatusOr<uint64_t> UnionCount(const SegmentReader& segment,
                                    const std::vector<TermInfo>& terms,
                                    const SearchControl& control,
                                    DocFilter* filter) {
  if (filter->is_open()) {
    if (terms.empty()) return 0;
    if (terms.size() == 1) return terms[0].df;
  }
  UnionCounter counter(segment);
  RETURN_IF_ERROR(counter.Open(terms));
  RETURN_IF_ERROR(counter.Run(control, filter->is_open() ? nullptr : filter));
  return filter->is_open() ? counter.num_seen() : counter.num_accepted();
}

}  // namespace telusur
