// What a few doc_ids have in common with a block of a postings list.

#ifndef TELUSUR_QUERY_BLOCK_INTERSECTION_H_
#define TELUSUR_QUERY_BLOCK_INTERSECTION_H_

#include <cstdint>

#include "index/segment/postings_list.h"
#include "index/types.h"

namespace telusur {

// Enters `block` of `*list` and finds which of the `n` increasing `doc_ids` are
// in it: few are looked for one by one, for many it is loaded. Sets
// in_doc_ids[i] and in_block[i] to the places of the i-th of them, and returns
// their number, or -1 at damage.
//
// REQUIRES: n <= kBlockSize; room for kBlockSize numbers at both arrays.
int IntersectWithBlock(const DocId* doc_ids, int n, uint32_t block,
                       BlockReader* list, uint8_t* in_doc_ids,
                       uint8_t* in_block);

}  // namespace telusur

#endif  // TELUSUR_QUERY_BLOCK_INTERSECTION_H_
