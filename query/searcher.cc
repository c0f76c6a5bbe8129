#include "query/searcher.h"

#include <algorithm>
#include <memory>

#include "index/io/status_macros.h"
#include "query/doc_cursor.h"
#include "query/max_score.h"
#include "query/top_k.h"

namespace telusur {
namespace {

absl::StatusOr<DocAddress> AddressOf(const IndexReader& reader,
                                     uint64_t order) {
  const std::vector<SegmentEntry>& segments = reader.manifest().segments;
  uint32_t i = static_cast<uint32_t>(segments.size()) - 1;
  while (segments[i].first_order > order) --i;
  ASSIGN_OR_RETURN(const DocId doc_id, reader.docs(i).DocOf(order));
  return DocAddress{i, doc_id};
}

}  // namespace

absl::StatusOr<SearchResult> Search(const IndexReader& reader,
                                    const CompiledQuery& query,
                                    const SearchOptions& options) {
  const uint64_t k =
      std::min(uint64_t{options.k} + options.offset, reader.num_docs());
  TopK top(k);
  SearchResult result;
  result.is_count_exact = true;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    const SegmentDocs segment_docs = reader.docs(i);
    if (!options.count && !options.exhaustive &&
        query.bag_of_terms() != nullptr) {
      const OrQuery bag = query.BagInSegment(i);
      if (CanUseMaxScore(bag)) {
        result.is_count_exact = false;
        RETURN_IF_ERROR(MaxScoreSearch(reader.segment(i), bag, k, segment_docs,
                                       options.control, &top));
        continue;
      }
    }
    const std::unique_ptr<DocCursor> cursor = query.NewCursor(i);
    RETURN_IF_ERROR(ExhaustiveSearch(cursor.get(), segment_docs,
                                     options.control, &top,
                                     &result.num_matches));
  }
  const std::vector<ScoredDoc> docs = top.Finish();
  for (size_t i = options.offset; i < docs.size(); ++i) {
    ASSIGN_OR_RETURN(const DocAddress address,
                     AddressOf(reader, docs[i].order));
    result.hits.push_back({address, docs[i].score});
  }
  return result;
}

}  // namespace telusur
