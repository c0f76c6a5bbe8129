#ifndef TELUSUR_INDEX_OCCURRENCE_H_
#define TELUSUR_INDEX_OCCURRENCE_H_

#include <cstdint>

#include "absl/types/span.h"
#include "index/types.h"

namespace telusur {

// A place of a term.
struct Occurrence {
  DocId doc_id;
  uint32_t position;

  friend bool operator<(const Occurrence& a, const Occurrence& b) {
    return a.doc_id != b.doc_id ? a.doc_id < b.doc_id : a.position < b.position;
  }
};

// How occurrences in documents that are near each other are written in 32 bits:
// the distance from the first document, and then the position. Their order
// stays.
struct OccurrencePacking {
  DocId first_doc_id = 0;
  int position_bits = 0;  // 0 to 32

  // REQUIRES: both parts fit.
  uint32_t Pack(Occurrence occurrence) const {
    const uint64_t distance = occurrence.doc_id - first_doc_id;
    return static_cast<uint32_t>(distance << position_bits |
                                 occurrence.position);
  }

  Occurrence Unpack(uint32_t packed) const {
    const uint64_t distance = uint64_t{packed} >> position_bits;
    const uint64_t position = packed & ((uint64_t{1} << position_bits) - 1);
    return {static_cast<DocId>(first_doc_id + distance),
            static_cast<uint32_t>(position)};
  }
};

struct PackedOccurrences {
  OccurrencePacking packing;
  absl::Span<const uint32_t> packed;

  size_t size() const { return packed.size(); }
  Occurrence operator[](size_t i) const { return packing.Unpack(packed[i]); }
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_OCCURRENCE_H_
