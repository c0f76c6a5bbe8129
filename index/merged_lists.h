// Postings lists of several segments, read as one list over the documents of
// their merge.

#ifndef TELUSUR_INDEX_MERGED_LISTS_H_
#define TELUSUR_INDEX_MERGED_LISTS_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "index/index_reader.h"
#include "index/merged_terms.h"
#include "index/segment/postings_list.h"
#include "index/types.h"

namespace telusur {

// Where each document of each segment goes in a merge: the new doc_id,
// kNoMoreDocs for a document that is left out.
using NewDocIds = std::vector<std::vector<DocId>>;

// One thread.
class MergedLists {
 public:
  using Visit = absl::FunctionRef<absl::Status(
      DocId doc_id, absl::Span<const uint32_t> positions)>;

  // The reader and `new_doc_ids` outlive the object. `in_order`: the segments'
  // documents stand one behind the other in the merge, as they did. Otherwise
  // lists are sorted in about `memory_bytes`, in as many passes as that takes.
  MergedLists(const IndexReader* reader, const NewDocIds* new_doc_ids,
              bool in_order, uint64_t memory_bytes)
      : reader_(reader),
        new_doc_ids_(new_doc_ids),
        in_order_(in_order),
        memory_bytes_(memory_bytes) {}

  // Calls `visit` for the postings of all `lists` whose documents stay, in
  // increasing order of the new doc_ids.
  absl::Status ForEach(const std::vector<ListPlace>& lists, Visit visit);

 private:
  struct SortedPosting {
    DocId doc_id;
    uint32_t tf;
    uint64_t positions_begin;
  };

  // Calls read(new doc_id, index in the loaded block) for the postings whose
  // documents stay and lie in [begin, end).
  template <typename Read>  // absl::Status(DocId, int)
  absl::Status ReadLists(const std::vector<ListPlace>& lists, DocId begin,
                         DocId end, Read read);
  absl::StatusOr<std::vector<DocId>> PlanPasses(
      const std::vector<ListPlace>& lists);
  absl::Status SortPass(const std::vector<ListPlace>& lists, DocId begin,
                        DocId end, Visit visit);

  const IndexReader* const reader_;
  const NewDocIds* const new_doc_ids_;
  const bool in_order_;
  const uint64_t memory_bytes_;
  BlockReader reader_of_list_;
  std::vector<uint32_t> posting_positions_;
  std::vector<SortedPosting> postings_;
  std::vector<uint32_t> positions_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_MERGED_LISTS_H_
