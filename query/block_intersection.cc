#include "query/block_intersection.h"

#include "index/segment/bit_unpacking.h"
#include "query/list_intersection.h"

namespace telusur {

int IntersectWithBlock(const DocId* doc_ids, int n, uint32_t block,
                       BlockReader* list, uint8_t* in_doc_ids,
                       uint8_t* in_block) {
  if (n <= FastestBitUnpacking().searched_doc_ids) {
    if (!list->Enter(block)) return -1;
    if (!list->is_loaded()) return list->Find(doc_ids, n, in_doc_ids, in_block);
  } else if (!list->Load(block)) {
    return -1;
  }
  return IntersectLists(doc_ids, n, list->doc_ids(), list->size(), in_doc_ids,
                        in_block);
}

}  // namespace telusur
