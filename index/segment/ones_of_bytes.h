// For every byte, the places of its one bits and their number.

#ifndef TELUSUR_INDEX_SEGMENT_ONES_OF_BYTES_H_
#define TELUSUR_INDEX_SEGMENT_ONES_OF_BYTES_H_

#include <cstdint>

#include "index/segment/lanes.h"

namespace telusur {

struct OnesOfBytes {
  alignas(sizeof(Lanes16)) uint16_t places[256][8];
  uint8_t num_ones[256];
};

constexpr OnesOfBytes MakeOnesOfBytes() {
  OnesOfBytes table = {};
  for (int byte = 0; byte < 256; ++byte) {
    int n = 0;
    for (int bit = 0; bit < 8; ++bit) {
      if ((byte >> bit & 1) != 0) {
        table.places[byte][n++] = static_cast<uint16_t>(bit);
      }
    }
    table.num_ones[byte] = static_cast<uint8_t>(n);
  }
  return table;
}

inline constexpr OnesOfBytes kOnesOfBytes = MakeOnesOfBytes();

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_ONES_OF_BYTES_H_
