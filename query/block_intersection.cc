#include "query/block_intersection.h"

#include "index/segment/bit_unpacking.h"
#include "query/list_intersection.h"

namespace telusur {

int IntersectWithBlock(const DocId* doc_ids, int n, uint32_t block,
                       BlockReader* list, int* from, uint8_t* in_doc_ids,
                       uint8_t* in_block) {
  if (list->block() != block) *from = 0;
  if (n <= FastestBitUnpacking().searched_doc_ids) {
    if (!list->Enter(block)) return -1;
    if (!list->is_loaded()) return list->Find(doc_ids, n, in_doc_ids, in_block);
  } else if (!list->Load(block)) {
    return -1;
  }
  const DocId* const others = list->doc_ids();
  *from += LowerBound(others + *from, list->size() - *from, doc_ids[0]);
  const int found = IntersectLists(doc_ids, n, others + *from,
                                   list->size() - *from, in_doc_ids, in_block);
  for (int i = 0; i < found; ++i) {
    in_block[i] = static_cast<uint8_t>(in_block[i] + *from);
  }
  return found;
}

}  // namespace telusur
