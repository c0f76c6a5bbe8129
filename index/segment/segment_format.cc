#include "index/segment/segment_format.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "index/io/checksum.h"
#include "index/io/coding.h"

namespace telusur {
namespace {

constexpr const char* kSectionNames[kNumSections] = {
    "metadata", "postings",    "positions",     "skips",
    "terms",    "term_index",  "doc_lengths",   "title_lengths",
    "dates",    "sources",     "source_names",  "ids",
    "id_index", "stored_text", "stored_blocks", "stored_offsets",
    "ranks",    "rank_docs",
};

absl::Status FooterError(absl::string_view name, uint64_t offset,
                         absl::string_view what) {
  return absl::DataLossError(
      absl::StrCat(name, ": section footer, offset ", offset, ": ", what));
}

uint64_t DoubleBits(double value) {
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

double DoubleFromBits(uint64_t bits) {
  double value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

FrameStatistics SegmentMetadata::*const kFrameFields[] = {
    &SegmentMetadata::postings_frames, &SegmentMetadata::positions_frames,
    &SegmentMetadata::dictionary_frames, &SegmentMetadata::stored_frames};

}  // namespace

const char* SectionName(SectionId section) {
  return kSectionNames[static_cast<int>(section)];
}

uint64_t SegmentLayout::SectionOffset(SectionId section) const {
  uint64_t offset = kHeaderBytes;
  for (int i = 0; i < static_cast<int>(section); ++i) {
    offset += section_sizes[i];
  }
  return offset;
}

uint64_t SegmentLayout::ChecksumsOffset() const {
  uint64_t offset = kHeaderBytes;
  for (const uint64_t size : section_sizes) offset += size;
  return offset;
}

uint64_t SegmentLayout::NumPages(SectionId section) const {
  return (section_sizes[static_cast<int>(section)] + kPageBytes - 1) /
         kPageBytes;
}

uint64_t SegmentLayout::NumPages() const {
  uint64_t num_pages = 0;
  for (int i = 0; i < kNumSections; ++i) {
    num_pages += NumPages(static_cast<SectionId>(i));
  }
  return num_pages;
}

std::string EncodeHeader(uint64_t segment_id) {
  std::string header(kSegmentMagic, kMagicBytes);
  AppendFixed32(kSegmentVersion, &header);
  AppendFixed32(0, &header);
  AppendFixed64(segment_id, &header);
  AppendFixed64(0, &header);
  return header;
}

std::string EncodeFooter(const SegmentLayout& layout,
                         absl::string_view checksums) {
  std::string footer;
  for (const uint64_t size : layout.section_sizes) AppendFixed64(size, &footer);
  AppendFixed64(Checksum64(checksums), &footer);
  AppendFixed64(Checksum64(EncodeHeader(layout.segment_id) + footer), &footer);
  footer.append(kSegmentMagic, kMagicBytes);
  return footer;
}

absl::StatusOr<SegmentLayout> DecodeLayout(absl::string_view name,
                                           absl::string_view file) {
  const absl::string_view magic(kSegmentMagic, kMagicBytes);
  if (file.size() < kHeaderBytes + kFooterBytes) {
    return FooterError(name, 0, "file is cut off");
  }
  if (file.substr(0, kMagicBytes) != magic) {
    return absl::DataLossError(
        absl::StrCat(name, ": section header, offset 0: not a segment file"));
  }
  const uint64_t footer_offset = file.size() - kFooterBytes;
  const absl::string_view footer = file.substr(footer_offset);
  if (footer.substr(kFooterBytes - kMagicBytes) != magic) {
    return FooterError(name, file.size() - kMagicBytes,
                       "file is cut off or damaged");
  }
  const uint32_t version = DecodeFixed32(file.data() + kMagicBytes);
  const uint32_t features = DecodeFixed32(file.data() + kMagicBytes + 4);
  const uint64_t checked_bytes = kFooterBytes - kMagicBytes - 8;
  const std::string checked = absl::StrCat(file.substr(0, kHeaderBytes),
                                           footer.substr(0, checked_bytes));
  if (Checksum64(checked) != DecodeFixed64(footer.data() + checked_bytes)) {
    return FooterError(name, footer_offset,
                       "checksum of header and footer does not match");
  }
  if (version != kSegmentVersion) {
    return absl::UnimplementedError(absl::StrCat(
        name, ": segment version ", version, ", this program knows version ",
        kSegmentVersion,
        version < kSegmentVersion ? "; index the documents again" : ""));
  }
  if ((features & ~kKnownFeatures) != 0) {
    return absl::UnimplementedError(
        absl::StrCat(name, ": segment needs unknown features ",
                     absl::Hex(features & ~kKnownFeatures)));
  }
  SegmentLayout layout;
  layout.segment_id = DecodeFixed64(file.data() + kMagicBytes + 8);
  uint64_t end = kHeaderBytes;
  for (int i = 0; i < kNumSections; ++i) {
    const uint64_t size = DecodeFixed64(footer.data() + 8 * i);
    if (size > file.size() - end) {
      return FooterError(name, footer_offset + 8 * i, "section is too large");
    }
    layout.section_sizes[i] = size;
    end += size;
  }
  const uint64_t checksums_bytes = layout.NumPages() * 4;
  if (end + checksums_bytes != footer_offset) {
    return FooterError(name, footer_offset, "sizes do not add up");
  }
  if (Checksum64(file.substr(end, checksums_bytes)) !=
      DecodeFixed64(footer.data() + 8 * kNumSections)) {
    return absl::DataLossError(absl::StrCat(name,
                                            ": section checksums, offset ", end,
                                            ": checksum does not match"));
  }
  return layout;
}

std::string EncodeMetadata(const SegmentMetadata& metadata) {
  std::string out;
  AppendVarint32(static_cast<uint32_t>(metadata.analyzer.size()), &out);
  out.append(metadata.analyzer);
  AppendFixed64(DoubleBits(metadata.bm25.k1), &out);
  AppendFixed64(DoubleBits(metadata.bm25.b), &out);
  AppendFixed64(DoubleBits(metadata.avg_doc_length), &out);
  AppendVarint32(metadata.num_docs, &out);
  AppendVarint32(metadata.num_nonempty_docs, &out);
  AppendVarint64(metadata.num_tokens, &out);
  AppendVarint64(metadata.num_terms, &out);
  AppendVarint64(metadata.num_postings, &out);
  out.push_back(metadata.has_stored_text ? 1 : 0);
  for (const auto field : kFrameFields) {
    const FrameStatistics& frames = metadata.*field;
    AppendVarint64(frames.num_frames, &out);
    AppendVarint64(frames.num_snappy_frames, &out);
    AppendVarint64(frames.bytes_without_snappy, &out);
    AppendVarint64(frames.bytes, &out);
  }
  return out;
}

bool DecodeMetadata(absl::string_view bytes, SegmentMetadata* metadata) {
  const char* p = bytes.data();
  const char* const end = p + bytes.size();
  uint32_t analyzer_bytes = 0;
  p = DecodeVarint32(p, end, &analyzer_bytes);
  if (p == nullptr || end - p < 24 || analyzer_bytes > end - p - 24) {
    return false;
  }
  metadata->analyzer.assign(p, analyzer_bytes);
  p += analyzer_bytes;
  metadata->bm25.k1 = DoubleFromBits(DecodeFixed64(p));
  metadata->bm25.b = DoubleFromBits(DecodeFixed64(p + 8));
  metadata->avg_doc_length = DoubleFromBits(DecodeFixed64(p + 16));
  p = DecodeVarint32(p + 24, end, &metadata->num_docs);
  if (p != nullptr) p = DecodeVarint32(p, end, &metadata->num_nonempty_docs);
  for (uint64_t* number :
       {&metadata->num_tokens, &metadata->num_terms, &metadata->num_postings}) {
    if (p != nullptr) p = DecodeVarint64(p, end, number);
  }
  if (p == nullptr || p == end) return false;
  metadata->has_stored_text = *p++ != 0;
  for (const auto field : kFrameFields) {
    FrameStatistics& frames = metadata->*field;
    for (uint64_t* number : {&frames.num_frames, &frames.num_snappy_frames,
                             &frames.bytes_without_snappy, &frames.bytes}) {
      if (p != nullptr) p = DecodeVarint64(p, end, number);
    }
  }
  return p == end && metadata->num_nonempty_docs <= metadata->num_docs &&
         metadata->num_docs <= kMaxDocsPerSegment;
}

}  // namespace telusur
