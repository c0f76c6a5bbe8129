#include "tools/dump/segment_dump.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "index/io/coding.h"
#include "index/io/status_macros.h"
#include "index/segment/column.h"
#include "index/segment/compressed_block.h"
#include "index/segment/posting_block.h"
#include "index/segment/section.h"
#include "index/segment/term_dictionary.h"
#include "index/types.h"
#include "tools/dump/list_dump.h"
#include "tools/output/json_text.h"

namespace telusur {
namespace {

std::string Quoted(absl::string_view text) {
  std::string quoted;
  AppendJsonString(text, &quoted);
  return quoted;
}

void AppendFrames(absl::string_view name, const FrameStatistics& frames,
                  std::string* out) {
  absl::StrAppend(out, "  ", name, ": ", frames.num_frames, ", by Snappy ",
                  frames.num_snappy_frames, ", bytes ", frames.bytes,
                  ", without Snappy ", frames.bytes_without_snappy, "\n");
}

void AppendMetadata(const SegmentMetadata& metadata, std::string* out) {
  absl::StrAppend(out, "  analyzer: ", Quoted(metadata.analyzer), "\n");
  absl::StrAppendFormat(out, "  k1: %.17g\n  b: %.17g\n", metadata.bm25.k1,
                        metadata.bm25.b);
  absl::StrAppendFormat(out, "  avg_doc_length: %.17g\n",
                        metadata.avg_doc_length);
  absl::StrAppend(out, "  num_docs: ", metadata.num_docs,
                  "\n  num_nonempty_docs: ", metadata.num_nonempty_docs,
                  "\n  num_tokens: ", metadata.num_tokens,
                  "\n  num_terms: ", metadata.num_terms,
                  "\n  num_postings: ", metadata.num_postings,
                  "\n  has_stored_text: ", metadata.has_stored_text ? 1 : 0,
                  "\n");
  AppendFrames("postings_frames", metadata.postings_frames, out);
  AppendFrames("positions_frames", metadata.positions_frames, out);
  AppendFrames("dictionary_frames", metadata.dictionary_frames, out);
  AppendFrames("stored_frames", metadata.stored_frames, out);
}

// base, width and the number of every document.
absl::Status DumpColumn(const SegmentReader& segment, SectionId id,
                        const Column& column, FileOutput* output) {
  const Section& section = segment.section(id);
  ASSIGN_OR_RETURN(const absl::string_view head, section.Read(0, 5));
  absl::StrAppend(output->buffer(), "base: ", DecodeFixed32(head.data()),
                  "\nwidth: ", static_cast<uint8_t>(head[4]), "\n");
  for (DocId doc_id = 0; doc_id < segment.num_docs(); ++doc_id) {
    absl::StrAppend(output->buffer(), "doc_id ", doc_id, ": ",
                    column.Get(doc_id), "\n");
    RETURN_IF_ERROR(output->MaybeFlush());
  }
  return absl::OkStatus();
}

absl::Status DumpRanks(const SegmentReader& segment, SectionId id,
                       FileOutput* output) {
  if (!segment.is_reordered()) return absl::OkStatus();
  for (uint32_t i = 0; i < segment.num_docs(); ++i) {
    if (id == SectionId::kRanks) {
      absl::StrAppend(output->buffer(), "doc_id ", i, ": ", segment.RankOf(i),
                      "\n");
    } else {
      ASSIGN_OR_RETURN(const DocId doc_id, segment.DocOfRank(i));
      absl::StrAppend(output->buffer(), "rank ", i, ": ", doc_id, "\n");
    }
    RETURN_IF_ERROR(output->MaybeFlush());
  }
  return absl::OkStatus();
}

// A table of fixed64.
absl::Status DumpEnds(const Section& table, absl::string_view name,
                      FileOutput* output) {
  for (uint64_t i = 0; i < table.size() / 8; ++i) {
    ASSIGN_OR_RETURN(const absl::string_view end, table.Read(8 * i, 8));
    absl::StrAppend(output->buffer(), name, " ", i, ": end ",
                    DecodeFixed64(end.data()), "\n");
    RETURN_IF_ERROR(output->MaybeFlush());
  }
  return absl::OkStatus();
}

absl::Status DumpTermIndex(const SegmentReader& segment, FileOutput* output) {
  const TermDictionary& dictionary = segment.dictionary();
  absl::StrAppend(output->buffer(), "num_terms: ", dictionary.num_keys(), "\n");
  for (uint32_t i = 0; i < dictionary.num_blocks(); ++i) {
    ASSIGN_OR_RETURN(const TermDictionary::Block block, dictionary.GetBlock(i));
    ASSIGN_OR_RETURN(const uint64_t prefix, dictionary.Prefix(i));
    absl::StrAppend(output->buffer(), "block ", i, ": block_end ", block.end,
                    ", prefix ", absl::Hex(prefix, absl::kZeroPad16), "\n");
    RETURN_IF_ERROR(output->MaybeFlush());
  }
  return absl::OkStatus();
}

absl::Status DumpTerms(const SegmentReader& segment, FileOutput* output) {
  const TermDictionary& dictionary = segment.dictionary();
  TermDictionary::Iterator iterator(&dictionary);
  uint32_t block = ~uint32_t{0};
  RETURN_IF_ERROR(iterator.Seek(""));
  while (iterator.Valid()) {
    if (iterator.block() != block) {
      block = iterator.block();
      ASSIGN_OR_RETURN(const TermDictionary::Block bounds,
                       dictionary.GetBlock(block));
      ASSIGN_OR_RETURN(
          const absl::string_view bytes,
          segment.section(SectionId::kTerms).Read(bounds.begin, 1));
      absl::StrAppend(output->buffer(), "block ", block, ": offset ",
                      bounds.begin, ", bytes ", bounds.end - bounds.begin,
                      bytes[0] == 0 ? ", plain\n" : ", Snappy\n");
    }
    AppendEntry(iterator.entry(), output->buffer());
    RETURN_IF_ERROR(output->MaybeFlush());
    RETURN_IF_ERROR(iterator.Next());
  }
  return absl::OkStatus();
}

// A part of every list.
absl::Status DumpLists(const SegmentReader& segment, ListPart part,
                       FileOutput* output) {
  TermDictionary::Iterator iterator(&segment.dictionary());
  RETURN_IF_ERROR(iterator.Seek(""));
  while (iterator.Valid()) {
    RETURN_IF_ERROR(DumpList(segment, iterator.entry(), part, output));
    RETURN_IF_ERROR(iterator.Next());
  }
  return absl::OkStatus();
}

absl::Status DumpIds(const SegmentReader& segment, FileOutput* output) {
  absl::Status written;
  RETURN_IF_ERROR(
      segment.ids().ForEach([&](DocId doc_id, absl::string_view id) {
        absl::StrAppend(output->buffer(), "doc_id ", doc_id, ": ", Quoted(id),
                        "\n");
        written = output->MaybeFlush();
        return written.ok();
      }));
  return written;
}

absl::Status DumpStoredText(const SegmentReader& segment, FileOutput* output) {
  const Section& text = segment.section(SectionId::kStoredText);
  const Section& blocks = segment.section(SectionId::kStoredBlocks);
  uint64_t begin = 0;
  for (uint64_t i = 0; i < blocks.size() / 8; ++i) {
    ASSIGN_OR_RETURN(const absl::string_view bytes, blocks.Read(8 * i, 8));
    const uint64_t end = DecodeFixed64(bytes.data());
    if (end < begin) return blocks.Damage(8 * i, 8, "bad bounds");
    ASSIGN_OR_RETURN(const absl::string_view block,
                     text.Read(begin, end - begin));
    uint32_t length = 0;
    if (!UncompressedLength(block, &length)) {
      return text.Damage(begin, end - begin, "bad stored block");
    }
    absl::StrAppend(output->buffer(), "block ", i, ": offset ", begin,
                    ", bytes ", end - begin, ", uncompressed ", length, "\n");
    RETURN_IF_ERROR(output->MaybeFlush());
    begin = end;
  }
  return absl::OkStatus();
}

}  // namespace

std::optional<SectionId> SectionOfName(absl::string_view name) {
  for (int i = 0; i < kNumSections; ++i) {
    const SectionId id = static_cast<SectionId>(i);
    if (name == SectionName(id)) return id;
  }
  return std::nullopt;
}

absl::Status DumpSegment(const SegmentReader& segment, FileOutput* output) {
  const SegmentLayout& layout = segment.layout();
  std::string* const out = output->buffer();
  absl::StrAppend(out, "header: offset 0, bytes ", kHeaderBytes,
                  "\n  version: ", kSegmentVersion, "\n  features: 0\n");
  absl::StrAppendFormat(out, "  segment_id: %016x\n", layout.segment_id);
  for (int i = 0; i < kNumSections; ++i) {
    const SectionId id = static_cast<SectionId>(i);
    absl::StrAppend(out, "section ", SectionName(id), ": offset ",
                    layout.SectionOffset(id), ", bytes ",
                    layout.section_sizes[i], ", pages ", layout.NumPages(id),
                    "\n");
    if (id == SectionId::kMetadata) AppendMetadata(segment.metadata(), out);
  }
  absl::StrAppend(out, "checksums: offset ", layout.ChecksumsOffset(),
                  ", bytes ", 4 * layout.NumPages(), "\nfooter: offset ",
                  segment.file_bytes() - kFooterBytes, ", bytes ", kFooterBytes,
                  "\n");
  return output->MaybeFlush();
}

absl::Status DumpSection(const SegmentReader& segment, SectionId section,
                         FileOutput* output) {
  switch (section) {
    case SectionId::kMetadata:
      AppendMetadata(segment.metadata(), output->buffer());
      return output->MaybeFlush();
    case SectionId::kPostings:
      return DumpLists(segment, ListPart::kPostings, output);
    case SectionId::kPositions:
      return DumpLists(segment, ListPart::kPositions, output);
    case SectionId::kSkips:
      return DumpLists(segment, ListPart::kSkips, output);
    case SectionId::kTerms:
      return DumpTerms(segment, output);
    case SectionId::kTermIndex:
      return DumpTermIndex(segment, output);
    case SectionId::kDocLengths:
      return DumpColumn(segment, section, segment.doc_lengths(), output);
    case SectionId::kTitleLengths:
      return DumpColumn(segment, section, segment.title_lengths(), output);
    case SectionId::kDates:
      return DumpColumn(segment, section, segment.dates(), output);
    case SectionId::kSources:
      return DumpColumn(segment, section, segment.sources(), output);
    case SectionId::kSourceNames:
      for (const std::string& name : segment.source_names()) {
        absl::StrAppend(output->buffer(), Quoted(name), "\n");
      }
      return output->MaybeFlush();
    case SectionId::kIds:
      return DumpIds(segment, output);
    case SectionId::kIdIndex:
    case SectionId::kStoredBlocks:
      return DumpEnds(segment.section(section), "block", output);
    case SectionId::kStoredText:
      return DumpStoredText(segment, output);
    case SectionId::kStoredOffsets:
      return DumpEnds(segment.section(section), "doc_id", output);
    case SectionId::kRanks:
    case SectionId::kRankDocs:
      return DumpRanks(segment, section, output);
  }
  return absl::InvalidArgumentError("no such section");
}

absl::StatusOr<bool> DumpTerm(const SegmentReader& segment,
                              absl::string_view key, FileOutput* output) {
  TermEntry entry;
  ASSIGN_OR_RETURN(const bool found, segment.dictionary().Find(key, &entry));
  if (!found) return false;
  AppendEntry(entry, output->buffer());
  RETURN_IF_ERROR(DumpList(segment, entry, ListPart::kSkips, output));
  RETURN_IF_ERROR(DumpList(segment, entry, ListPart::kPositions, output));
  return true;
}

}  // namespace telusur
