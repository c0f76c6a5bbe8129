// A segment file, from outside to inside.
//
//   header    : 32 bytes   magic | version : fixed32 | features : fixed32
//                          | segment_id : fixed64 | 0 : fixed64
//   sections  : one behind the other, in the order of SectionId, no gaps
//   checksums : fixed32 x pages of all sections, in their order (checksum.h)
//   footer    : size : fixed64 x kNumSections | checksum of the checksums :
//   fixed64
//               | checksum of header and footer up to here : fixed64
//   magic     : 8 bytes, again
//
// The magic begins with a byte that is no text, and holds both kinds of line
// end, so that a file that went through a text-mode transfer is told apart.
// Every byte is covered: the header and footer by the footer's checksum, the
// sections by their pages' checksums, those by the footer.

#ifndef TELUSUR_INDEX_SEGMENT_SEGMENT_FORMAT_H_
#define TELUSUR_INDEX_SEGMENT_SEGMENT_FORMAT_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/segment/impact.h"
#include "index/segment/posting_block.h"

namespace telusur {

inline constexpr char kSegmentMagic[] = "\x89TLS\r\n\x1a\n";
inline constexpr uint64_t kMagicBytes = 8;
inline constexpr uint32_t kSegmentVersion = 3;

// Bits of `features`: a reader refuses a segment that needs one it does not
// know. None is defined yet.
inline constexpr uint32_t kKnownFeatures = 0;

enum class SectionId : uint32_t {
  kMetadata,
  kPostings,
  kPositions,
  kSkips,
  kTerms,
  kTermIndex,
  kDocLengths,
  kTitleLengths,
  kDates,
  kSources,
  kSourceNames,
  kIds,
  kIdIndex,
  kStoredText,
  kStoredBlocks,
  kStoredOffsets,
  kRanks,
  kRankDocs,
};

inline constexpr int kNumSections = 18;

// The section's name in messages and in docs/file_format.md.
const char* SectionName(SectionId section);

inline constexpr uint64_t kHeaderBytes = 32;
inline constexpr uint64_t kFooterBytes = 8 * kNumSections + 16 + kMagicBytes;

struct SegmentLayout {
  uint64_t segment_id = 0;
  std::array<uint64_t, kNumSections> section_sizes = {};

  uint64_t SectionOffset(SectionId section) const;
  uint64_t ChecksumsOffset() const;
  uint64_t NumPages(SectionId section) const;
  uint64_t NumPages() const;
};

std::string EncodeHeader(uint64_t segment_id);
std::string EncodeFooter(const SegmentLayout& layout,
                         absl::string_view checksums);

// Reads header and footer of a whole file and verifies all but the sections.
// `name` stands in errors: DataLoss, or Unimplemented for a newer version or an
// unknown feature.
absl::StatusOr<SegmentLayout> DecodeLayout(absl::string_view name,
                                           absl::string_view file);

// What a segment says about itself.
struct SegmentMetadata {
  std::string analyzer;       // AnalyzerOptions::ToString
  Bm25Parameters bm25;        // the build's, for impacts
  double avg_doc_length = 0;  // the one that the impacts were computed with
  uint32_t num_docs = 0;
  uint32_t num_nonempty_docs = 0;  // with at least one token
  uint64_t num_tokens = 0;
  uint64_t num_terms = 0;  // exact forms' own lists left out
  uint64_t num_postings = 0;
  bool has_stored_text = false;
  FrameStatistics postings_frames;
  FrameStatistics positions_frames;
  FrameStatistics dictionary_frames;
  FrameStatistics stored_frames;
};

std::string EncodeMetadata(const SegmentMetadata& metadata);

// False when `bytes` is not what EncodeMetadata writes.
bool DecodeMetadata(absl::string_view bytes, SegmentMetadata* metadata);

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_SEGMENT_FORMAT_H_
