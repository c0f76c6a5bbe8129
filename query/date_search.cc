#include "query/date_search.h"

#include <algorithm>
#include <utility>

namespace telusur {
namespace {

// Documents between two looks at the clock or the flag.
constexpr uint64_t kDocsPerCheck = 64;

}  // namespace

void LatestK::Add(const DatedDoc& doc) {
  if (k_ == 0) return;
  docs_.push_back(doc);
  if (docs_.size() < 2 * k_) return;
  std::nth_element(docs_.begin(), docs_.begin() + (k_ - 1), docs_.end());
  docs_.resize(k_);
}

std::vector<DatedDoc> LatestK::Finish() {
  std::sort(docs_.begin(), docs_.end());
  if (docs_.size() > k_) docs_.resize(k_);
  return std::move(docs_);
}

absl::Status DateSearch(DocCursor* cursor, const SegmentDocs& docs,
                        const Column& dates, const SearchControl& control,
                        LatestK* latest, uint64_t* num_matches) {
  uint64_t num_docs = 0;
  for (; cursor->doc_id() != kNoMoreDocs; cursor->Next()) {
    if (++num_docs % kDocsPerCheck == 0 && control.IsCancelled()) {
      return control.Error();
    }
    const DocId doc_id = cursor->doc_id();
    if (docs.IsDeleted(doc_id)) continue;
    ++*num_matches;
    latest->Add({dates.Get(doc_id), cursor->score(), docs.OrderOf(doc_id)});
  }
  return cursor->status();
}

}  // namespace telusur
