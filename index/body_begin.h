// Where a document's body stands behind its title.

#ifndef TELUSUR_INDEX_BODY_BEGIN_H_
#define TELUSUR_INDEX_BODY_BEGIN_H_

#include <cstdint>

namespace telusur {

// Bodies begin at a multiple of this many positions. Titles of different
// lengths then leave the menu that pages of a site begin with at the same
// positions, which Snappy makes little of: the positions of such pages take 12%
// less, those of clean news 0.5% more
// (bench/results/2026-11-29-shared-2core/snappy.md).
inline constexpr uint32_t kBodyAlignment = 16;

// The first position of the body behind a title of so many positions. At least
// one position stays free, so that no phrase runs from the title into the body.
inline uint32_t BodyBegin(uint32_t num_title_positions) {
  return num_title_positions == 0
             ? 0
             : (num_title_positions / kBodyAlignment + 1) * kBodyAlignment;
}

}  // namespace telusur

#endif  // TELUSUR_INDEX_BODY_BEGIN_H_
