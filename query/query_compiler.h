// From a Query to cursors over the segments of an index.
//
// Words become terms by the index's analyzer, statistics are looked up once for
// all segments, and what can be decided without postings is decided: stop
// words, expansions, weights. A compiled query then makes a cursor for any
// segment.

#ifndef TELUSUR_QUERY_QUERY_COMPILER_H_
#define TELUSUR_QUERY_QUERY_COMPILER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "index/index_reader.h"
#include "query/doc_cursor.h"
#include "query/or_query.h"
#include "query/query.h"

namespace telusur {

struct CompileOptions {
  Bm25Parameters bm25;

  // What idf and lengths are measured against; the index's own statistics
  // unless it is one shard of many.
  std::optional<CollectionStatistics> statistics;

  // Whether stop words stay in ranked queries that have other words.
  bool keep_stop_words = false;

  // The most terms that one prefix or fuzzy word stands for.
  int max_expansions = 1024;
};

// A term of a compiled query.
struct QueryTerm {
  std::string key;  // in the term dictionary
  uint64_t df = 0;  // in all segments
  double idf = 0;
  std::vector<std::optional<TermInfo>> infos;  // by segment
};

// One of the terms of a ranked OR, and what it weighs.
struct WeightedTerm {
  int term = 0;  // in terms()
  double weight = 0;
};

// Immutable. Thread-safe. Refers to the reader it was compiled for.
class CompiledQuery {
 public:
  const std::vector<QueryTerm>& terms() const { return terms_; }

  // The stop words that were left out, as typed.
  const std::vector<std::string>& dropped_stop_words() const {
    return dropped_stop_words_;
  }

  // Words that stand for more terms than max_expansions, as typed.
  const std::vector<std::string>& cut_expansions() const {
    return cut_expansions_;
  }

  // The terms when the query is a ranked OR of terms and nothing else, each
  // term once; nullptr otherwise.
  const std::vector<WeightedTerm>* bag_of_terms() const {
    return is_bag_ ? &bag_ : nullptr;
  }

  // The ranked OR as it stands in a segment. REQUIRES: bag_of_terms().
  OrQuery BagInSegment(uint32_t segment) const;

  // A cursor over the matches in a segment.
  std::unique_ptr<DocCursor> NewCursor(uint32_t segment) const;

 private:
  friend class QueryCompiler;

  enum class Kind {
    kNothing,
    kEverything,
    kTerm,
    kPhrase,
    kNear,
    kSource,
    kDates,
    kOr,   // sum of the children's scores
    kMax,  // their largest score
    kBoolean,
  };

  // Children stand before their parents, as in Query.
  struct Node {
    Kind kind = Kind::kNothing;
    double weight = 0;  // boost * idf of a kTerm, kPhrase, kNear
    bool in_title = false;
    std::vector<int> terms;         // kTerm: one; kPhrase, kNear: the words
    std::vector<uint32_t> offsets;  // kPhrase
    uint32_t slop = 0;
    std::string source;
    DayRange days;
    std::vector<QueryClause> clauses;  // kOr, kMax, kBoolean
  };

  CompiledQuery() = default;
  std::unique_ptr<PositionCursor> NewTermCursor(uint32_t segment, int term,
                                                const TermScorer& scorer) const;
  std::unique_ptr<DocCursor> NewBagCursor(uint32_t segment) const;
  std::unique_ptr<DocCursor> NewLeafCursor(uint32_t segment,
                                           const Node& node) const;
  void FindBag();

  const IndexReader* reader_ = nullptr;
  Bm25Parameters bm25_;
  CollectionStatistics statistics_;
  std::vector<QueryTerm> terms_;
  std::vector<Node> nodes_;  // the last is the root
  std::vector<std::string> dropped_stop_words_;
  std::vector<std::string> cut_expansions_;
  bool is_bag_ = false;
  std::vector<WeightedTerm> bag_;
};

// Compiles `query` for `reader`, which outlives the result. DataLoss when the
// dictionary is damaged.
absl::StatusOr<CompiledQuery> CompileQuery(const IndexReader& reader,
                                           const Query& query,
                                           const CompileOptions& options);

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_COMPILER_H_
