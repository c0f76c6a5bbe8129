// From surface forms to the terms of an index, each looked up once.

#ifndef TELUSUR_QUERY_TERM_LOOKUP_H_
#define TELUSUR_QUERY_TERM_LOOKUP_H_

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "index/index_reader.h"
#include "index/segment/term_dictionary.h"
#include "query/query_plan.h"

namespace telusur {

// Gathers the terms of one query. One thread.
//
// The members that find return the term's number in terms(), also when no
// segment has it, and DataLoss when a dictionary is damaged.
class TermLookup {
 public:
  // `reader` outlives this object.
  TermLookup(const IndexReader* reader, const CollectionStatistics& statistics)
      : reader_(*reader), statistics_(statistics) {}

  // Makes room for so many terms.
  void Reserve(size_t num_terms) { terms_.reserve(num_terms); }

  // The stem of a surface form.
  absl::StatusOr<int> FindStem(const std::string& surface);

  // Finds the stems of many forms in less time than one after the other.
  absl::Status FindStems(absl::Span<const std::string* const> surfaces);

  // A surface form alone: its own list where the segment has one, its stem's
  // where the stem has no other form there.
  absl::StatusOr<int> FindExactForm(const std::string& surface);

  const std::vector<QueryTerm>& terms() const { return terms_; }
  std::vector<QueryTerm> TakeTerms() { return std::move(terms_); }

 private:
  // Blocks of the dictionaries, by segment.
  using Blocks = absl::InlinedVector<TermDictionary::Block, 1>;

  int NumberOf(const std::string& key);
  int Add(QueryTerm term);

  // Sets df and idf of a term whose infos are known.
  void Weigh(QueryTerm* term) const;

  // Where the dictionaries have `key`, if they have it.
  absl::Status Locate(const std::string& key, Blocks* blocks) const;

  // Sets the infos of a term that was located.
  absl::Status FindInfos(const Blocks& blocks, QueryTerm* term);

  absl::StatusOr<std::optional<TermInfo>> FindOnlyForm(
      uint32_t segment, const std::string& stem,
      const std::string& surface) const;

  const IndexReader& reader_;
  const CollectionStatistics statistics_;
  std::vector<QueryTerm> terms_;
  std::string form_;  // of the last term that was found; not used
  absl::flat_hash_map<std::string, int> numbers_;  // by key, if there are many
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_TERM_LOOKUP_H_
