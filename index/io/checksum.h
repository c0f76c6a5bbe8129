// Checksums that tell damage, not attacks: XXH3 (xxhash 0.8, whose output is
// fixed for ever), seed 0.
//
// A page is bound to its place, so that a page that was swapped with another,
// left over from an older file or read from a wrong offset fails like a page
// with a flipped bit:
//
//   content = XXH3_64(bytes)
//   place   = content : fixed64 | segment_id : fixed64
//             | page_index : fixed64 | section : fixed32
//   PageChecksum = the low 32 bits of XXH3_64(place)
//
// Examples: PageChecksum(1, 2, 3, "telusur") is 0x342f93aa,
//           Checksum64("telusur") is 0x534f349fd4b601c7.

#ifndef TELUSUR_INDEX_IO_CHECKSUM_H_
#define TELUSUR_INDEX_IO_CHECKSUM_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace telusur {

// The bytes that one page checksum covers; the last page of a section is
// shorter. At 4 bytes a page, checksums cost 0.1% of a file.
inline constexpr uint32_t kPageBytes = 4096;

// The checksum of `bytes` as page `page_index` of a segment's section.
uint32_t PageChecksum(uint64_t segment_id, uint32_t section,
                      uint64_t page_index, absl::string_view bytes);

// The checksum of a small whole file.
uint64_t Checksum64(absl::string_view bytes);

}  // namespace telusur

#endif  // TELUSUR_INDEX_IO_CHECKSUM_H_
