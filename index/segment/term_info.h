// What the term dictionary knows about a term.

#ifndef TELUSUR_INDEX_SEGMENT_TERM_INFO_H_
#define TELUSUR_INDEX_SEGMENT_TERM_INFO_H_

#include <array>
#include <cstdint>

#include "index/types.h"

namespace telusur {

// The k for which a list's k-th best impact is kept, to prime thresholds.
inline constexpr std::array<int, 3> kPrimedK = {10, 100, 1000};

// Lists with fewer postings have one short frame, no skip data and no impacts.
inline constexpr uint32_t kMinDfForImpacts = kBlockSize;

struct TermInfo {
  uint32_t df = 0;  // >= 1
  uint64_t cf = 0;  // >= df

  // df == 1: the posting is (doc_id, cf), and no frame exists. Otherwise the
  // frames begin at postings_offset.
  DocId doc_id = 0;
  uint64_t postings_offset = 0;
  uint64_t postings_bytes = 0;

  // cf == 1: the one position. Otherwise the position frames begin at
  // positions_offset.
  uint32_t position = 0;
  uint64_t positions_offset = 0;
  uint64_t positions_bytes = 0;

  // Lists of more than one frame have skip data.
  uint64_t skip_offset = 0;

  // df >= kMinDfForImpacts: the list's largest impact, rounded up, and its
  // k-th best impacts, rounded down (0 when it has fewer postings than k), in
  // units of 1 / kImpactScale.
  uint8_t max_impact = 0;
  std::array<uint8_t, kPrimedK.size()> kth_impact = {};

  // Exact forms. A term that is a form of another term stands in the dictionary
  // behind that term (FormKey); it has the postings of one spelling only.
  bool is_form = false;

  uint32_t num_blocks() const {
    return df == 1 ? 0 : (df - 1) / kBlockSize + 1;
  }
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_TERM_INFO_H_
