#include "tools/search/index_check.h"

#include "index/segment/segment_checker.h"
#include "index/segment/segment_reader.h"

namespace telusur {

absl::Status CheckSegments(
    const IndexReader& reader, bool deep,
    absl::FunctionRef<void(const absl::Status&)> report) {
  absl::Status result;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    const absl::Status status =
        deep ? CheckSegment(reader.segment(i)) : reader.segment(i).VerifyAll();
    if (status.ok()) continue;
    report(status);
    result = status;
  }
  return result;
}

uint64_t FileBytesOf(const IndexReader& reader) {
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    bytes += reader.segment(i).file_bytes();
  }
  return bytes;
}

}  // namespace telusur
