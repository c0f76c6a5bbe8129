#include "tools/dump/list_dump.h"

#include <cstdint>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "index/io/status_macros.h"
#include "index/segment/positions.h"
#include "index/segment/posting_block.h"
#include "index/segment/postings_list.h"
#include "index/segment/section.h"
#include "index/segment/segment_format.h"
#include "index/segment/term_info.h"
#include "index/types.h"
#include "tools/output/json_text.h"

namespace telusur {
namespace {

// A key as it is quoted: a form's own list as "term" form "form".
void AppendKey(const TermEntry& entry, std::string* out) {
  absl::string_view key = entry.term;
  if (entry.info.is_form) {
    const absl::string_view form = FormOfKey(key);
    AppendJsonString(key.substr(0, key.size() - form.size() - 1), out);
    out->append(" form ");
    AppendJsonString(form, out);
  } else {
    AppendJsonString(key, out);
  }
}

absl::string_view Bytes(const Section& section,
                        const BlockReader::FrameBounds& bounds) {
  if (!section.Verify(bounds.offset, bounds.size)) return "";
  return absl::string_view(section.data() + bounds.offset, bounds.size);
}

void AppendFrame(absl::string_view name, const BlockReader::FrameBounds& bounds,
                 absl::string_view form, std::string* out) {
  if (bounds.size == 0) return;
  absl::StrAppend(out, ", ", name, " offset ", bounds.offset, " bytes ",
                  bounds.size, " (", form, ")");
}

// The skip data of the block.
void AppendSkips(const BlockReader& reader, uint32_t block, std::string* out) {
  const auto postings = reader.PostingsFrame(block);
  const auto positions = reader.PositionsFrame(block);
  absl::StrAppend(out, "  skip ", block, ": last_doc_id ",
                  reader.last_doc_id(block), ", postings_end ",
                  postings.offset + postings.size, ", positions_end ",
                  positions.offset + positions.size, ", max_impact ",
                  reader.max_impact(block), "\n");
}

// The loaded block's postings, a line each with positions.
absl::Status AppendPostings(BlockReader* reader, bool with_positions,
                            std::string* out) {
  const uint32_t* const tfs = reader->tfs();
  if (tfs == nullptr) return reader->status();
  std::vector<uint32_t> positions;
  if (!with_positions) out->append("   ");
  for (int i = 0; i < reader->size(); ++i) {
    const DocId doc_id = reader->doc_ids()[i];
    if (!with_positions) {
      absl::StrAppend(out, " ", doc_id, ":", tfs[i]);
      continue;
    }
    if (!reader->ReadPositions(i, &positions)) return reader->status();
    absl::StrAppend(out, "    doc_id ", doc_id, ": tf ", tfs[i], ", positions ",
                    absl::StrJoin(positions, " "), "\n");
  }
  if (!with_positions) out->append("\n");
  return absl::OkStatus();
}

}  // namespace

void AppendEntry(const TermEntry& entry, std::string* out) {
  const TermInfo& info = entry.info;
  out->append("term ");
  AppendKey(entry, out);
  absl::StrAppend(out, ": df ", info.df, ", cf ", info.cf);
  if (info.df == 1) {
    absl::StrAppend(out, ", doc_id ", info.doc_id);
  } else {
    absl::StrAppend(out, ", postings_offset ", info.postings_offset,
                    ", postings_bytes ", info.postings_bytes);
  }
  if (info.cf == 1) {
    absl::StrAppend(out, ", position ", info.position);
  } else {
    absl::StrAppend(out, ", positions_offset ", info.positions_offset,
                    ", positions_bytes ", info.positions_bytes);
  }
  if (info.num_blocks() > 1) {
    absl::StrAppend(out, ", skip_offset ", info.skip_offset);
  }
  if (info.df >= kMinDfForImpacts) {
    absl::StrAppend(out, ", max_impact ", info.max_impact, ", kth_impact ",
                    absl::StrJoin(info.kth_impact, " "));
  }
  if (!entry.form.empty()) {
    out->append(", spelled ");
    AppendJsonString(entry.form, out);
  }
  out->push_back('\n');
}

absl::Status DumpList(const SegmentReader& segment, const TermEntry& entry,
                      ListPart part, FileOutput* output) {
  const bool skips = part == ListPart::kSkips;
  const TermInfo& info = entry.info;
  if (skips && info.num_blocks() <= 1) return absl::OkStatus();
  BlockReader reader;
  RETURN_IF_ERROR(segment.OpenList(info, &reader));
  std::string* const out = output->buffer();
  out->append("list ");
  AppendKey(entry, out);
  absl::StrAppend(out, ": frames ", reader.num_blocks(), "\n");
  for (uint32_t block = 0; block < reader.num_blocks(); ++block) {
    if (skips) {
      AppendSkips(reader, block, out);
      RETURN_IF_ERROR(output->MaybeFlush());
      continue;
    }
    if (!reader.Load(block)) return reader.status();
    absl::StrAppend(out, "  frame ", block, ": postings ", reader.size());
    const auto postings = reader.PostingsFrame(block);
    AppendFrame("doc_ids and tfs", postings,
                DescribePostingsFrame(
                    Bytes(segment.section(SectionId::kPostings), postings),
                    reader.size()),
                out);
    const auto positions = reader.PositionsFrame(block);
    AppendFrame("positions", positions,
                DescribePositionsFrame(
                    Bytes(segment.section(SectionId::kPositions), positions)),
                out);
    out->push_back('\n');
    RETURN_IF_ERROR(AppendPostings(&reader, part == ListPart::kPositions, out));
    RETURN_IF_ERROR(output->MaybeFlush());
  }
  return absl::OkStatus();
}

}  // namespace telusur
