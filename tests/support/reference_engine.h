// A search engine that is slow and obvious: the oracle of the tests.
//
// It shares with the real one the analyzer, the dates and the query's tree, and
// nothing else: documents are lists of words, a word's places are found by
// looking at all of them, and scores are sums of doubles.

#ifndef TELUSUR_TESTS_SUPPORT_REFERENCE_ENGINE_H_
#define TELUSUR_TESTS_SUPPORT_REFERENCE_ENGINE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "index/analysis/analyzer.h"
#include "index/document.h"
#include "index/segment/impact.h"
#include "index/types.h"
#include "query/query.h"

namespace telusur {

// A reading of a place in a text.
struct ReferenceWord {
  std::string surface;
  std::string term;
  uint32_t position;
  bool counts;
};

struct ReferenceDocument {
  std::string id;
  std::string source;
  std::optional<int32_t> days;  // since 1970-01-01
  uint32_t title_length = 0;    // positions
  uint32_t length = 0;          // words that count
  std::vector<ReferenceWord> words;
};

// Where something stands: positions, increasing, by document.
using Places = std::map<DocId, std::vector<uint32_t>>;

// Documents and their scores.
using Matches = std::map<DocId, double>;

class ReferenceEngine {
 public:
  // Of documents with the same id the last one counts. Documents are numbered
  // in their order. `analyzer` must outlive the engine.
  ReferenceEngine(const Analyzer* analyzer,
                  const std::vector<Document>& documents,
                  const Bm25Parameters& bm25);

  const std::vector<ReferenceDocument>& documents() const { return documents_; }
  uint64_t num_nonempty_docs() const { return num_nonempty_docs_; }
  uint64_t num_tokens() const { return num_tokens_; }

  // All distinct surface forms, and all distinct terms, sorted.
  std::vector<std::string> Surfaces() const;
  std::vector<std::string> Terms() const;

  Places PlacesOfTerm(absl::string_view term) const;
  Places PlacesOfForm(absl::string_view surface) const;

  double Idf(uint64_t df) const;
  double Score(double idf, uint64_t tf, DocId doc_id) const;

  // What `query` matches, by the words of query.h. Nothing is left out as a
  // stop word.
  Matches Search(const Query& query) const;

 private:
  // None for what is as though it had not been typed.
  using MaybeMatches = std::optional<Matches>;

  // A word of a query: its places in all documents and its idf.
  struct Word {
    Places places;
    double idf;
  };

  std::vector<ReferenceWord> Analyze(absl::string_view text,
                                     uint32_t* num_positions = nullptr) const;
  ReferenceDocument Read(const Document& document) const;
  Places FindPlaces(
      absl::FunctionRef<bool(const ReferenceWord&)> is_wanted) const;
  Word WordOf(const Places& places, QueryField field) const;
  Matches ScorePlaces(const Places& places, double idf) const;

  MaybeMatches SearchNode(const Query& query, int node) const;
  MaybeMatches SearchText(const QueryNode& node) const;
  MaybeMatches SearchExact(const QueryNode& node) const;
  MaybeMatches SearchExpansion(const QueryNode& node) const;
  MaybeMatches SearchNear(const Query& query, const QueryNode& node) const;
  MaybeMatches SearchBoolean(const Query& query, const QueryNode& node) const;
  Matches SearchColumns(const QueryNode& node) const;
  Matches SearchPhrase(const std::vector<Word>& words,
                       const std::vector<uint32_t>& offsets,
                       uint32_t slop) const;

  const Analyzer* const analyzer_;
  const Bm25Parameters bm25_;
  std::vector<ReferenceDocument> documents_;
  uint64_t num_nonempty_docs_ = 0;
  uint64_t num_tokens_ = 0;
};

// Whether `a` becomes `b` by at most `edits` edits: a byte more, less or other,
// or two neighbours swapped. Exponential in `edits`.
bool WithinEdits(absl::string_view a, absl::string_view b, int edits);

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_REFERENCE_ENGINE_H_
