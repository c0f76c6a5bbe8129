// Checks a segment by decoding all of it: that its parts are sound one by one,
// and that they agree with each other.
//
// Checksums tell whether bytes are those that were written; this tells whether
// what was written is right. Beyond what every reader checks on its way:
//
//   tables       ends do not decrease, and the last one is the section's end
//   dictionary   keys increase, every key is found by a lookup, lists follow
//                each other without gaps, forms stand behind their term
//   lists        tfs add up to cf, every posting has tf positions, a block's
//                largest impact is not below a posting's, the k-th best impacts
//                are not above the true ones
//   documents    ids differ, ranks and documents are each other's, every record
//   can be read and has the source that
//                its column says
//   metadata     counts, and what Snappy won, are those of the sections

#ifndef TELUSUR_INDEX_SEGMENT_SEGMENT_CHECKER_H_
#define TELUSUR_INDEX_SEGMENT_SEGMENT_CHECKER_H_

#include "absl/status/status.h"
#include "index/segment/segment_reader.h"

namespace telusur {

// The first thing that is wrong, as DataLoss that names file, section and
// offset. Reads the whole file; needs some 20 bytes of memory a document.
absl::Status CheckSegment(const SegmentReader& segment);

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_SEGMENT_CHECKER_H_
