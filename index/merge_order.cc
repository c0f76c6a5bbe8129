#include "index/merge_order.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"
#include "index/segment/segment_reader.h"
#include "index/segment_docs.h"
#include "index/types.h"

namespace telusur {
namespace {

// The place of every segment's sources among all sources, sorted.
std::vector<std::vector<uint32_t>> SourcePlaces(const IndexReader& reader) {
  std::map<std::string, uint32_t> places;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    for (const std::string& name : reader.segment(i).source_names()) {
      places[name] = 0;
    }
  }
  uint32_t next = 0;
  for (auto& [name, place] : places) place = next++;
  std::vector<std::vector<uint32_t>> by_segment;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    by_segment.emplace_back();
    for (const std::string& name : reader.segment(i).source_names()) {
      by_segment.back().push_back(places[name]);
    }
  }
  return by_segment;
}

}  // namespace

absl::StatusOr<std::vector<DocAddress>> DocsByAddition(
    const IndexReader& reader) {
  if (reader.num_docs() > kMaxDocsPerSegment) {
    return absl::OutOfRangeError(
        absl::StrCat("a segment holds at most ", kMaxDocsPerSegment,
                     " documents; these would be ", reader.num_docs()));
  }
  std::vector<DocAddress> docs;
  docs.reserve(reader.num_docs());
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    const SegmentReader& segment = reader.segment(i);
    const SegmentDocs segment_docs = reader.docs(i);
    for (uint32_t rank = 0; rank < segment.num_docs(); ++rank) {
      ASSIGN_OR_RETURN(const DocId doc_id, segment.DocOfRank(rank));
      if (!segment_docs.IsDeleted(doc_id)) docs.push_back({i, doc_id});
    }
  }
  return docs;
}

std::vector<uint32_t> OrderBySourceAndDate(
    const IndexReader& reader, const std::vector<DocAddress>& docs) {
  const std::vector<std::vector<uint32_t>> source_places = SourcePlaces(reader);
  std::vector<uint64_t> keys;
  keys.reserve(docs.size());
  for (const DocAddress& doc : docs) {
    const SegmentReader& segment = reader.segment(doc.segment);
    const std::vector<uint32_t>& places = source_places[doc.segment];
    const uint32_t source = segment.sources().Get(doc.doc_id);
    const uint64_t place = source < places.size() ? places[source] : 0;
    keys.push_back(place << 32 | segment.dates().Get(doc.doc_id));
  }
  std::vector<uint32_t> order(docs.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&keys](uint32_t a, uint32_t b) {
    return keys[a] != keys[b] ? keys[a] < keys[b] : a < b;
  });
  return order;
}

}  // namespace telusur
