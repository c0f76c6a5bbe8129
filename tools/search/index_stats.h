// What an index holds and what its bytes are spent on.

#ifndef TELUSUR_TOOLS_SEARCH_INDEX_STATS_H_
#define TELUSUR_TOOLS_SEARCH_INDEX_STATS_H_

#include <array>
#include <cstdint>
#include <string>

#include "index/index_reader.h"
#include "index/segment/segment_format.h"

namespace telusur {

// Sums over all segments; a term that stands in several counts in each.
struct IndexStats {
  uint32_t num_segments = 0;
  uint64_t num_docs = 0;
  uint64_t num_nonempty_docs = 0;
  uint64_t num_tokens = 0;
  uint64_t num_terms = 0;
  uint64_t num_postings = 0;
  bool has_stored_text = false;
  double avg_doc_length = 0;
  std::string analyzer;
  double k1 = 0;
  double b = 0;
  uint64_t file_bytes = 0;
  std::array<uint64_t, kNumSections> section_bytes = {};

  // Frames that Snappy was offered, by what they hold.
  FrameStatistics postings;
  FrameStatistics positions;
  FrameStatistics dictionary;
  FrameStatistics stored;
};

IndexStats StatsOf(const IndexReader& reader);

// Appends a page for people, or one line of JSON.
void AppendStatsText(const IndexStats& stats, std::string* out);
void AppendStatsJson(const IndexStats& stats, std::string* out);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_SEARCH_INDEX_STATS_H_
