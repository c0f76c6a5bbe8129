#include "tools/search/index_stats.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "index/analysis/analyzer.h"
#include "index/manifest.h"
#include "index/segment/segment_reader.h"
#include "tools/byte_size.h"
#include "tools/output/json_text.h"

namespace telusur {
namespace {

double Share(double part, uint64_t whole) {
  return whole == 0 ? 0 : 100 * part / static_cast<double>(whole);
}

// Below zero where Snappy was put over frames that it made larger.
int64_t BytesSaved(const FrameStatistics& frames) {
  return static_cast<int64_t>(frames.bytes_without_snappy) -
         static_cast<int64_t>(frames.bytes);
}

struct NamedFrames {
  const char* name;
  FrameStatistics IndexStats::*frames;
};

constexpr NamedFrames kFrames[] = {{"postings", &IndexStats::postings},
                                   {"positions", &IndexStats::positions},
                                   {"terms", &IndexStats::dictionary},
                                   {"stored_text", &IndexStats::stored}};

void AppendLine(absl::string_view name, absl::string_view value,
                std::string* out) {
  absl::StrAppendFormat(out, "%-16s %s\n", name, value);
}

}  // namespace

IndexStats StatsOf(const IndexReader& reader) {
  IndexStats stats;
  stats.num_segments = reader.num_segments();
  stats.num_docs = reader.num_docs();
  stats.num_nonempty_docs = reader.statistics().num_docs;
  stats.num_tokens = reader.statistics().num_tokens;
  stats.avg_doc_length = reader.statistics().avg_doc_length();
  stats.analyzer = reader.analyzer().options().Describe();
  stats.k1 = reader.manifest().k1;
  stats.b = reader.manifest().b;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    const SegmentReader& segment = reader.segment(i);
    const SegmentMetadata& metadata = segment.metadata();
    stats.num_terms += metadata.num_terms;
    stats.num_postings += metadata.num_postings;
    stats.has_stored_text |= metadata.has_stored_text;
    stats.file_bytes += segment.file_bytes();
    for (int s = 0; s < kNumSections; ++s) {
      stats.section_bytes[s] += segment.layout().section_sizes[s];
    }
    stats.postings.Add(metadata.postings_frames);
    stats.positions.Add(metadata.positions_frames);
    stats.dictionary.Add(metadata.dictionary_frames);
    stats.stored.Add(metadata.stored_frames);
  }
  return stats;
}

void AppendStatsText(const IndexStats& stats, std::string* out) {
  AppendLine("documents", absl::StrCat(stats.num_docs), out);
  AppendLine("  with words", absl::StrCat(stats.num_nonempty_docs), out);
  AppendLine("tokens", absl::StrCat(stats.num_tokens), out);
  AppendLine("  a document", absl::StrFormat("%.1f", stats.avg_doc_length),
             out);
  AppendLine("terms", absl::StrCat(stats.num_terms), out);
  AppendLine("postings", absl::StrCat(stats.num_postings), out);
  AppendLine("segments", absl::StrCat(stats.num_segments), out);
  AppendLine("stored text", stats.has_stored_text ? "yes" : "no", out);
  AppendLine("analyzer", stats.analyzer, out);
  AppendLine("tuned for", absl::StrCat("k1 ", stats.k1, ", b ", stats.b), out);
  AppendLine("bytes",
             absl::StrFormat("%d (%s)", stats.file_bytes,
                             FormatByteSize(stats.file_bytes)),
             out);

  absl::StrAppendFormat(out, "\n%-16s %14s %7s\n", "section", "bytes", "share");
  for (int s = 0; s < kNumSections; ++s) {
    absl::StrAppendFormat(out, "%-16s %14d %6.2f%%\n",
                          SectionName(static_cast<SectionId>(s)),
                          stats.section_bytes[s],
                          Share(stats.section_bytes[s], stats.file_bytes));
  }
  absl::StrAppendFormat(out, "\n%-16s %10s %10s %7s %14s %14s %7s\n", "frames",
                        "number", "by Snappy", "share", "without it", "bytes",
                        "saved");
  for (const NamedFrames& named : kFrames) {
    const FrameStatistics& frames = stats.*named.frames;
    absl::StrAppendFormat(
        out, "%-16s %10d %10d %6.2f%% %14d %14d %6.2f%%\n", named.name,
        frames.num_frames, frames.num_snappy_frames,
        Share(frames.num_snappy_frames, frames.num_frames),
        frames.bytes_without_snappy, frames.bytes,
        Share(BytesSaved(frames), frames.bytes_without_snappy));
  }
}

void AppendStatsJson(const IndexStats& stats, std::string* out) {
  absl::StrAppendFormat(
      out,
      "{\"documents\":%d,\"documents_with_words\":%d,\"tokens\":%d,"
      "\"terms\":%d,\"postings\":%d,\"segments\":%d,\"stored_text\":%s,"
      "\"k1\":%g,\"b\":%g,\"bytes\":%d,",
      stats.num_docs, stats.num_nonempty_docs, stats.num_tokens,
      stats.num_terms, stats.num_postings, stats.num_segments,
      stats.has_stored_text ? "true" : "false", stats.k1, stats.b,
      stats.file_bytes);
  AppendJsonField("analyzer", stats.analyzer, out);
  out->append("\"sections\":{");
  for (int s = 0; s < kNumSections; ++s) {
    absl::StrAppendFormat(out, "\"%s\":%d,",
                          SectionName(static_cast<SectionId>(s)),
                          stats.section_bytes[s]);
  }
  out->back() = '}';
  out->append(",\"frames\":{");
  for (const NamedFrames& named : kFrames) {
    const FrameStatistics& frames = stats.*named.frames;
    absl::StrAppendFormat(
        out,
        "\"%s\":{\"number\":%d,\"snappy\":%d,\"snappy_share\":%.4f,"
        "\"bytes_without_snappy\":%d,\"bytes\":%d,\"bytes_saved\":%d},",
        named.name, frames.num_frames, frames.num_snappy_frames,
        Share(frames.num_snappy_frames, frames.num_frames) / 100,
        frames.bytes_without_snappy, frames.bytes, BytesSaved(frames));
  }
  out->back() = '}';
  out->append("}\n");
}

}  // namespace telusur
