#include "index/io/checksum.h"

// Compiled in place, the hash is as wide as this build's instruction set.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "index/io/coding.h"

namespace telusur {

uint32_t PageChecksum(uint64_t segment_id, uint32_t section,
                      uint64_t page_index, absl::string_view bytes) {
  char place[28];
  EncodeFixed64(Checksum64(bytes), place);
  EncodeFixed64(segment_id, place + 8);
  EncodeFixed64(page_index, place + 16);
  EncodeFixed32(section, place + 24);
  return static_cast<uint32_t>(XXH3_64bits(place, sizeof(place)));
}

uint64_t Checksum64(absl::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace telusur
