// A full block of doc_ids, written so that one of them can be found without
// decoding the others (block_search.h).
//
// A doc_id is written as its offset, its distance from the smallest doc_id that
// the block's first can have. Width 0 is a bitmap: bit `offset` is one. Width w
// is an Elias-Fano code: the low w bits of every offset, packed, and a bit
// string in which the bit (offset_i >> w) + i is one for the i-th offset. What
// has the same high part stands together there, behind as many zeros as the
// high part says.
// (P. Elias, "Efficient storage and retrieval by content and address of static
// files", 1974; S. Vigna, "Quasi-succinct indices", WSDM 2013.)
//
//   doc_ids : packed block | bits, to the byte of the last one
//
// It takes a few hundredths of a byte a posting more than a Rice code of the
// gaps, which has to be decoded to be searched
// (bench/results/2026-11-29-shared-2core/doc_id_blocks.md).
//
// Example: the offsets 0 to 127 are, as a bitmap, 16 bytes FF.

#ifndef TELUSUR_INDEX_SEGMENT_DOC_ID_BLOCK_H_
#define TELUSUR_INDEX_SEGMENT_DOC_ID_BLOCK_H_

#include <cstdint>
#include <string>

#include "index/types.h"

namespace telusur {

// How a block is written.
struct DocIdCode {
  int width = 0;       // 0 to kMaxDocIdWidth
  uint64_t bytes = 0;  // of the whole block
};

// The widest code, and the end of the offsets that it is good for.
inline constexpr int kMaxDocIdWidth = 24;
inline constexpr uint32_t kMaxDocIdOffset = (uint32_t{1} << 31) - 1;

// The cheapest code for a block whose last offset is this. Its bits take no
// more than kMaxSearchedBytes. REQUIRES: last_offset <= kMaxDocIdOffset.
DocIdCode ChooseDocIdCode(uint32_t last_offset);

// Appends kBlockSize strictly increasing `offsets` to `*out`.
void AppendDocIdBlock(const uint32_t* offsets, int width, std::string* out);

// Decodes the kBlockSize doc_ids from `base` on that untrusted bytes at `p`
// hold. Returns the end of the block, or nullptr when it is damaged, which
// doc_ids are that do not increase or are not below `end_doc_id`; reads nothing
// at or past `end`.
const char* DecodeDocIdBlock(const char* p, const char* end, int width,
                             DocId base, DocId end_doc_id, DocId* doc_ids);

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_DOC_ID_BLOCK_H_
