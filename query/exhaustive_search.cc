#include "query/exhaustive_search.h"

namespace telusur {
namespace {

// Documents between two looks at the clock or the flag.
constexpr uint64_t kDocsPerCheck = 64;

}  // namespace

absl::Status ExhaustiveSearch(DocCursor* cursor, const SegmentDocs& docs,
                              const SearchControl& control, TopK* top,
                              uint64_t* num_matches) {
  top->BeginSegment(docs.in_order());
  uint64_t num_docs = 0;
  for (; cursor->doc_id() != kNoMoreDocs; cursor->Next()) {
    if (++num_docs % kDocsPerCheck == 0 && control.IsCancelled()) {
      return control.Error();
    }
    if (docs.IsDeleted(cursor->doc_id())) continue;
    ++*num_matches;
    top->Add(cursor->score(), docs.OrderOf(cursor->doc_id()));
  }
  return cursor->status();
}

}  // namespace telusur
