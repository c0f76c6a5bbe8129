#include "query/searcher.h"

#include <algorithm>
#include <memory>

#include "index/io/status_macros.h"
#include "query/and_query.h"
#include "query/conjunction.h"
#include "query/date_search.h"
#include "query/doc_cursor.h"
#include "query/doc_filter.h"
#include "query/exhaustive_search.h"
#include "query/max_score.h"
#include "query/or_query.h"
#include "query/query_shape.h"
#include "query/top_k.h"
#include "query/union_count.h"

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

// Answers a query in one segment after the other.
class QueryRun {
 public:
  QueryRun(const IndexReader& reader, const CompiledQuery& query,
           const SearchOptions& options, uint64_t k, TopK* top)
      : reader_(reader),
        query_(query),
        options_(options),
        k_(k),
        top_(top),
        kind_(options.exhaustive ? QueryShape::Kind::kOther
                                 : query.shape().kind) {}

  absl::Status RunSegment(uint32_t segment) {
    switch (kind_) {
      case QueryShape::Kind::kAny: {
        const OrQuery query = query_.OrInSegment(segment);
        if (CanUseMaxScore(query)) return RunOr(segment, query);
        break;
      }
      case QueryShape::Kind::kAll: {
        AndQuery query;
        if (!query_.AndInSegment(segment, &query)) return absl::OkStatus();
        if (CanUseConjunction(query)) return RunAnd(segment, query);
        break;
      }
      case QueryShape::Kind::kOther:
        break;
    }
    const std::unique_ptr<DocCursor> cursor = query_.NewCursor(segment);
    return ExhaustiveSearch(cursor.get(), reader_.docs(segment),
                            options_.control, top_, &num_matches_);
  }

  uint64_t num_matches() const { return num_matches_; }

  // Whether num_matches() is that of the whole query.
  bool is_count_exact() const { return is_count_exact_; }

 private:
  absl::Status RunOr(uint32_t segment, const OrQuery& query) {
    const SegmentReader& reader = reader_.segment(segment);
    if (options_.count) {
      std::vector<TermInfo> infos;
      for (const OrTerm& term : query.terms) infos.push_back(term.info);
      DocFilter filter = query_.FilterInSegment(segment);
      ASSIGN_OR_RETURN(const uint64_t count,
                       UnionCount(reader, infos, options_.control, &filter));
      num_matches_ += count;
    }
    is_count_exact_ = options_.count;
    if (k_ == 0) return absl::OkStatus();
    DocFilter filter = query_.FilterInSegment(segment);
    return MaxScoreSearch(reader, query, {k_, options_.min_score},
                          options_.control, &filter, top_);
  }

  absl::Status RunAnd(uint32_t segment, const AndQuery& query) {
    const SegmentReader& reader = reader_.segment(segment);
    if (options_.count) {
      DocFilter filter = query_.FilterInSegment(segment);
      ASSIGN_OR_RETURN(
          const uint64_t count,
          ConjunctionCount(reader, query, options_.control, &filter));
      num_matches_ += count;
    }
    is_count_exact_ = options_.count;
    if (k_ == 0) return absl::OkStatus();
    DocFilter filter = query_.FilterInSegment(segment);
    return ConjunctionSearch(reader, query, options_.control, &filter, top_);
  }

  const IndexReader& reader_;
  const CompiledQuery& query_;
  const SearchOptions& options_;
  const uint64_t k_;
  TopK* const top_;
  const QueryShape::Kind kind_;
  uint64_t num_matches_ = 0;
  bool is_count_exact_ = true;
};

absl::StatusOr<SearchResult> SearchByDate(const IndexReader& reader,
                                          const CompiledQuery& query,
                                          const SearchOptions& options) {
  const uint64_t k =
      std::min(uint64_t{options.k} + options.offset, reader.num_docs());
  LatestK latest(k);
  SearchResult result;
  result.is_count_exact = true;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    const std::unique_ptr<DocCursor> cursor = query.NewCursor(i);
    RETURN_IF_ERROR(DateSearch(cursor.get(), reader.docs(i),
                               reader.segment(i).dates(), options.control,
                               &latest, &result.num_matches));
  }
  const std::vector<DatedDoc> docs = latest.Finish();
  for (size_t i = options.offset; i < docs.size(); ++i) {
    ASSIGN_OR_RETURN(const DocAddress address,
                     AddressOf(reader, docs[i].order));
    result.hits.push_back({address, docs[i].score});
  }
  return result;
}

}  // namespace

absl::StatusOr<SearchResult> Search(const IndexReader& reader,
                                    const CompiledQuery& query,
                                    const SearchOptions& options) {
  if (options.control.IsCancelled()) return options.control.Error();
  if (options.sort == SortOrder::kDate) {
    return SearchByDate(reader, query, options);
  }
  const uint64_t k =
      std::min(uint64_t{options.k} + options.offset, reader.num_docs());
  TopK top(k);
  QueryRun run(reader, query, options, k, &top);
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    RETURN_IF_ERROR(run.RunSegment(i));
  }
  SearchResult result;
  result.num_matches = run.num_matches();
  result.is_count_exact = run.is_count_exact();
  const std::vector<ScoredDoc> docs = top.Finish();
  if (docs.size() > options.offset) {
    result.hits.reserve(docs.size() - options.offset);
  }
  for (size_t i = options.offset; i < docs.size(); ++i) {
    ASSIGN_OR_RETURN(const DocAddress address,
                     AddressOf(reader, docs[i].order));
    result.hits.push_back({address, docs[i].score});
  }
  return result;
}

}  // namespace telusur
