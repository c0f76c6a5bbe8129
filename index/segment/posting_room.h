// Where postings are written on their way into a postings list.

#ifndef TELUSUR_INDEX_SEGMENT_POSTING_ROOM_H_
#define TELUSUR_INDEX_SEGMENT_POSTING_ROOM_H_

#include <cstdint>

#include "index/types.h"

namespace telusur {

// Arrays of the list's writer. doc_ids strictly increase. Of each posting's
// positions there are as many numbers as its tf: the first position, then the
// gaps (position - previous position - 1).
struct PostingRoom {
  // What may be written behind the last tf that counts.
  static constexpr int kTfSlack = 32;

  int num_postings;  // room for so many
  DocId* doc_ids;
  uint32_t* tfs_minus_one;
  uint32_t* numbers;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_POSTING_ROOM_H_
