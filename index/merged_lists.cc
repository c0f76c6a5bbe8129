#include "index/merged_lists.h"

#include <algorithm>

#include "index/io/status_macros.h"

namespace telusur {
namespace {

// Ranges of doc_ids whose sizes are counted when a list takes several passes.
constexpr size_t kNumRanges = 4096;

uint64_t SortedBytes(uint64_t num_postings, uint64_t num_positions) {
  // A vector that grows holds up to three halves of its bytes twice over.
  return 3 * (num_postings * 16 + num_positions * 4);
}

}  // namespace

template <typename Read>
absl::Status MergedLists::ReadLists(const std::vector<ListPlace>& lists,
                                    DocId begin, DocId end, Read read) {
  for (const ListPlace& list : lists) {
    const std::vector<DocId>& new_doc_ids = (*new_doc_ids_)[list.segment];
    RETURN_IF_ERROR(
        reader_->segment(list.segment).OpenList(list.info, &reader_of_list_));
    for (uint32_t block = 0; block < reader_of_list_.num_blocks(); ++block) {
      if (!reader_of_list_.Load(block)) return reader_of_list_.status();
      for (int i = 0; i < reader_of_list_.size(); ++i) {
        const DocId doc_id = new_doc_ids[reader_of_list_.doc_ids()[i]];
        if (doc_id < begin || doc_id >= end) continue;
        RETURN_IF_ERROR(read(doc_id, i));
      }
    }
  }
  return absl::OkStatus();
}

absl::Status MergedLists::ForEach(const std::vector<ListPlace>& lists,
                                  Visit visit) {
  if (in_order_) {
    return ReadLists(lists, 0, kNoMoreDocs, [&](DocId doc_id, int i) {
      if (!reader_of_list_.ReadPositions(i, &posting_positions_)) {
        return reader_of_list_.status();
      }
      return visit(doc_id, posting_positions_);
    });
  }
  ASSIGN_OR_RETURN(const std::vector<DocId> ends, PlanPasses(lists));
  DocId begin = 0;
  for (const DocId end : ends) {
    RETURN_IF_ERROR(SortPass(lists, begin, end, visit));
    begin = end;
  }
  return absl::OkStatus();
}

// Where the passes end: ranges of documents with few enough postings.
absl::StatusOr<std::vector<DocId>> MergedLists::PlanPasses(
    const std::vector<ListPlace>& lists) {
  uint64_t df = 0;
  uint64_t cf = 0;
  for (const ListPlace& list : lists) {
    df += list.info.df;
    cf += list.info.cf;
  }
  if (SortedBytes(df, cf) <= memory_bytes_) {
    return std::vector<DocId>(1, kNoMoreDocs);
  }
  const uint64_t range_docs = reader_->num_docs() / kNumRanges + 1;
  std::vector<uint64_t> range_bytes(kNumRanges);
  RETURN_IF_ERROR(ReadLists(lists, 0, kNoMoreDocs, [&](DocId doc_id, int i) {
    const uint32_t* const tfs = reader_of_list_.tfs();
    if (tfs == nullptr) return reader_of_list_.status();
    range_bytes[doc_id / range_docs] += SortedBytes(1, tfs[i]);
    return absl::OkStatus();
  }));
  std::vector<DocId> ends;
  uint64_t bytes = 0;
  for (size_t i = 0; i < kNumRanges; ++i) {
    if (bytes > 0 && bytes + range_bytes[i] > memory_bytes_) {
      ends.push_back(static_cast<DocId>(i * range_docs));
      bytes = 0;
    }
    bytes += range_bytes[i];
  }
  ends.push_back(kNoMoreDocs);
  return ends;
}

absl::Status MergedLists::SortPass(const std::vector<ListPlace>& lists,
                                   DocId begin, DocId end, Visit visit) {
  postings_.clear();
  positions_.clear();
  RETURN_IF_ERROR(ReadLists(lists, begin, end, [&](DocId doc_id, int i) {
    if (!reader_of_list_.ReadPositions(i, &posting_positions_)) {
      return reader_of_list_.status();
    }
    postings_.push_back({doc_id,
                         static_cast<uint32_t>(posting_positions_.size()),
                         positions_.size()});
    positions_.insert(positions_.end(), posting_positions_.begin(),
                      posting_positions_.end());
    return absl::OkStatus();
  }));
  std::sort(postings_.begin(), postings_.end(),
            [](const SortedPosting& a, const SortedPosting& b) {
              return a.doc_id < b.doc_id;
            });
  for (const SortedPosting& posting : postings_) {
    RETURN_IF_ERROR(
        visit(posting.doc_id,
              absl::MakeConstSpan(positions_.data() + posting.positions_begin,
                                  posting.tf)));
  }
  return absl::OkStatus();
}

}  // namespace telusur
