// Bytes as sections of a segment, with checksums, as readers want them.

#ifndef TELUSUR_BENCH_BENCH_SEGMENT_H_
#define TELUSUR_BENCH_BENCH_SEGMENT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/bench_data.h"
#include "index/segment/compressed_block.h"
#include "index/segment/postings_list.h"
#include "index/segment/section.h"
#include "index/segment/term_info.h"

namespace telusur {

// A section that owns its bytes. Not movable.
class OwnedSection {
 public:
  explicit OwnedSection(std::string bytes);

  OwnedSection(const OwnedSection&) = delete;
  OwnedSection& operator=(const OwnedSection&) = delete;

  const Section& section() const { return section_; }

 private:
  const std::string bytes_;
  const std::string checksums_;
  const Section section_;
};

// All postings lists of GetBenchPostings(), in the order of its terms.
struct BenchLists {
  std::unique_ptr<OwnedSection> postings;
  std::unique_ptr<OwnedSection> positions;
  std::unique_ptr<OwnedSection> skips;
  std::vector<TermInfo> infos;
  FrameStatistics postings_statistics;
  FrameStatistics positions_statistics;

  PostingsSections sections() const {
    return {&postings->section(), &positions->section(), &skips->section()};
  }
};

BenchLists WriteBenchLists(PostingsCompression compression);

}  // namespace telusur

#endif  // TELUSUR_BENCH_BENCH_SEGMENT_H_
