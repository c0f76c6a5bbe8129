// Occurrences as a build packs them.

#ifndef TELUSUR_TESTS_SUPPORT_PACKED_OCCURRENCES_H_
#define TELUSUR_TESTS_SUPPORT_PACKED_OCCURRENCES_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "gtest/gtest.h"
#include "index/occurrence.h"
#include "index/segment/bit_packing.h"

namespace telusur {

// REQUIRES: some occurrences, in increasing order; the last document's distance
// from the first and the largest position have 32 bits together.
class PackedForTest {
 public:
  explicit PackedForTest(absl::Span<const Occurrence> occurrences) {
    packing_.first_doc_id = occurrences[0].doc_id;
    for (const Occurrence& occurrence : occurrences) {
      packing_.position_bits =
          std::max(packing_.position_bits, BitWidth(occurrence.position));
    }
    for (const Occurrence& occurrence : occurrences) {
      packed_.push_back(packing_.Pack(occurrence));
      const Occurrence unpacked = packing_.Unpack(packed_.back());
      EXPECT_EQ(unpacked.doc_id, occurrence.doc_id);
      EXPECT_EQ(unpacked.position, occurrence.position);
    }
  }

  PackedOccurrences get() const { return {packing_, packed_}; }

 private:
  OccurrencePacking packing_;
  std::vector<uint32_t> packed_;
};

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_PACKED_OCCURRENCES_H_
