// Documents in which words stand together.

#ifndef TELUSUR_QUERY_PHRASE_CURSOR_H_
#define TELUSUR_QUERY_PHRASE_CURSOR_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "index/segment/segment_reader.h"
#include "query/bm25.h"
#include "query/doc_cursor.h"

namespace telusur {

using PositionCursors = std::vector<std::unique_ptr<PositionCursor>>;

// Documents in which word i stands offsets[i] positions behind the phrase's
// start, in this order, with at most `slop` further words between them in all.
// A phrase counts once for each place where it starts. Positions are decoded
// only where all the words occur.
//
// REQUIRES: at least one cursor; as many offsets, not decreasing, from 0.
std::unique_ptr<PositionCursor> NewPhraseCursor(const SegmentReader* segment,
                                                PositionCursors cursors,
                                                std::vector<uint32_t> offsets,
                                                uint32_t slop,
                                                const TermScorer& scorer);

// Documents in which all the words stand, in any order, in a stretch with at
// most `slop` other words. It counts once for each place where a smallest such
// stretch starts. REQUIRES: at least one cursor.
std::unique_ptr<PositionCursor> NewNearCursor(const SegmentReader* segment,
                                              PositionCursors cursors,
                                              uint32_t slop,
                                              const TermScorer& scorer);

// The occurrences of `cursor` that stand in the title, scored on their own.
std::unique_ptr<PositionCursor> NewTitleCursor(
    const SegmentReader* segment, std::unique_ptr<PositionCursor> cursor,
    const TermScorer& scorer);

}  // namespace telusur

#endif  // TELUSUR_QUERY_PHRASE_CURSOR_H_
