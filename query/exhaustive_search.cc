#include "query/exhaustive_search.h"

namespace telusur {
namespace {

// Documents between two looks at the clock or the flag.
constexpr uint64_t kDocsPerCheck = 4096;

}  // namespace

absl::Status ExhaustiveSearch(DocCursor* cursor, uint64_t first_order,
                              const SearchControl& control, TopK* top,
                              uint64_t* num_matches) {
  for (; cursor->doc_id() != kNoMoreDocs; cursor->Next()) {
    top->Add(cursor->score(), first_order + cursor->doc_id());
    if (++*num_matches % kDocsPerCheck == 0 && control.IsCancelled()) {
      return absl::CancelledError("search cancelled");
    }
  }
  return cursor->status();
}

}  // namespace telusur
