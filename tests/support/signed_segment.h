// Segment files whose bytes were changed and whose checksums were made to fit:
// what a writer's bug or an enemy would leave.

#ifndef TELUSUR_TESTS_SUPPORT_SIGNED_SEGMENT_H_
#define TELUSUR_TESTS_SUPPORT_SIGNED_SEGMENT_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "index/io/checksum.h"
#include "index/io/coding.h"
#include "index/segment/segment_format.h"

namespace telusur {

// The file with checksums that fit its sections, whatever they hold. Their
// sizes are those of `layout`.
inline std::string Signed(const SegmentLayout& layout, std::string bytes) {
  std::string checksums;
  for (int i = 0; i < kNumSections; ++i) {
    const SectionId id = static_cast<SectionId>(i);
    const absl::string_view section = absl::string_view(bytes).substr(
        layout.SectionOffset(id), layout.section_sizes[i]);
    for (uint64_t page = 0; page < layout.NumPages(id); ++page) {
      AppendFixed32(PageChecksum(layout.segment_id, i, page,
                                 section.substr(page * kPageBytes, kPageBytes)),
                    &checksums);
    }
  }
  bytes.resize(layout.ChecksumsOffset());
  return absl::StrCat(bytes, checksums, EncodeFooter(layout, checksums));
}

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_SIGNED_SEGMENT_H_
