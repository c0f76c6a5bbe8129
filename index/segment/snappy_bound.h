// What Snappy cannot do, in a part of the time in which it would try.
//
// Nearly every frame of clean text is offered to Snappy in vain. What Snappy
// makes of bytes is literals, which take more bytes than they hold, and copies
// of what came before, of which each takes two bytes at least. A copy of n >= 4
// bytes saves n - 2, and the n - 3 windows of four bytes in it have all come
// before. Where w windows in a row have come before, copies have w + 3 bytes at
// most and save w + 1. Shorter copies save nothing. So windows that are seen
// again, and how often they begin to be, bound what all copies save, whatever
// the compressor.

#ifndef TELUSUR_INDEX_SEGMENT_SNAPPY_BOUND_H_
#define TELUSUR_INDEX_SEGMENT_SNAPPY_BOUND_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace telusur {

// Whether Snappy may make fewer than `limit` bytes of `bytes`. True also when
// that cannot be said. O(n).
bool SnappyMayMakeFewer(absl::string_view bytes, uint64_t limit);

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_SNAPPY_BOUND_H_
