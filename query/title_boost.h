// Words in the title count more: BM25F with two fields.
//
// With a boost w, an occurrence in the title counts as w occurrences, and the
// title's length counts w times:
//
//   tf     = tf_text + w * tf_title
//   length = length of the document + (w - 1) * length of the title
//
// and the average length likewise. A w of 1 is BM25. (S. Robertson, H. Zaragoza
// and M. Taylor, "Simple BM25 extension to multiple weighted fields", CIKM
// 2004, with one b for both fields.)
//
// The title's occurrences are told by their positions, so each posting that is
// scored has its positions read, and nothing can be pruned by block maxima.

#ifndef TELUSUR_QUERY_TITLE_BOOST_H_
#define TELUSUR_QUERY_TITLE_BOOST_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "index/index_reader.h"
#include "index/segment/segment_reader.h"
#include "query/bm25.h"
#include "query/doc_cursor.h"

namespace telusur {

inline constexpr double kMaxTitleBoost = 1000;

// The average of the weighted lengths. O(number of documents).
double BoostedAverageLength(const IndexReader& reader,
                            const CollectionStatistics& statistics,
                            double title_boost);

// The weighted tf and length of a document.
struct BoostedCounts {
  float tf;
  float length;

  static BoostedCounts Of(const SegmentReader& segment, DocId doc_id,
                          const std::vector<uint32_t>& positions,
                          double title_boost);
};

// The documents of `cursor`, scored as above. `scorer` has the weighted average
// length.
std::unique_ptr<PositionCursor> NewTitleBoostCursor(
    const SegmentReader* segment, std::unique_ptr<PositionCursor> cursor,
    const TermScorer& scorer, double title_boost);

}  // namespace telusur

#endif  // TELUSUR_QUERY_TITLE_BOOST_H_
