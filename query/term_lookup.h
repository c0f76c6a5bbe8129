// From surface forms to the terms of an index, each looked up once.

#ifndef TELUSUR_QUERY_TERM_LOOKUP_H_
#define TELUSUR_QUERY_TERM_LOOKUP_H_

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "index/index_reader.h"
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

  // The term with this key in the dictionary.
  absl::StatusOr<int> FindKey(const std::string& key);

  // The stem of a surface form.
  absl::StatusOr<int> FindStem(const std::string& surface);

  // A surface form alone: its own list where the segment has one, its stem's
  // where the stem has no other form there.
  absl::StatusOr<int> FindExactForm(const std::string& surface);

  const std::vector<QueryTerm>& terms() const { return terms_; }
  std::vector<QueryTerm> TakeTerms() { return std::move(terms_); }

 private:
  int NumberOf(const std::string& key);
  int Add(QueryTerm term);
  absl::Status FindInSegment(uint32_t segment, const std::string& key,
                             std::optional<TermInfo>* info);
  absl::StatusOr<std::optional<TermInfo>> FindOnlyForm(
      uint32_t segment, const std::string& stem,
      const std::string& surface) const;

  const IndexReader& reader_;
  const CollectionStatistics statistics_;
  std::vector<QueryTerm> terms_;
  TermEntry entry_;  // the last that was read, for its strings' memory
  absl::flat_hash_map<std::string, int> numbers_;  // by key, if there are many
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_TERM_LOOKUP_H_
