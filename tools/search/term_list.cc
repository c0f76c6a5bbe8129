#include "tools/search/term_list.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "index/io/status_macros.h"
#include "index/segment/segment_reader.h"
#include "index/segment/term_dictionary.h"

namespace telusur {
namespace {

// Moves `counts` into a vector, the most frequent first, then by their bytes.
std::vector<DocumentCount> MostFrequentFirst(
    const std::map<std::string, uint64_t>& counts) {
  std::vector<DocumentCount> sorted;
  sorted.reserve(counts.size());
  for (const auto& [text, df] : counts) sorted.push_back({text, df});
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const DocumentCount& a, const DocumentCount& b) {
                     return a.df > b.df;
                   });
  return sorted;
}

}  // namespace

absl::StatusOr<TermList> TermsWithPrefix(const IndexReader& reader,
                                         absl::string_view prefix,
                                         size_t max_terms,
                                         const SearchControl& control) {
  std::map<std::string, uint64_t> counts;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    TermDictionary::Iterator terms(&reader.segment(i).dictionary());
    RETURN_IF_ERROR(terms.Seek(prefix));
    while (terms.Valid() && absl::StartsWith(terms.entry().term, prefix)) {
      if (control.IsCancelled()) return control.Error();
      const TermEntry& entry = terms.entry();
      if (!entry.info.is_form) counts[entry.term] += entry.info.df;
      RETURN_IF_ERROR(terms.Next());
    }
  }
  TermList list;
  list.terms = MostFrequentFirst(counts);
  if (list.terms.size() > max_terms) {
    list.num_more = list.terms.size() - max_terms;
    list.terms.resize(max_terms);
  }
  return list;
}

absl::StatusOr<std::vector<DocumentCount>> FormsOfTerm(
    const IndexReader& reader, absl::string_view term) {
  std::map<std::string, uint64_t> counts;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    TermDictionary::Iterator terms(&reader.segment(i).dictionary());
    RETURN_IF_ERROR(terms.Seek(term));
    if (!terms.Valid() || terms.entry().term != term) continue;
    const TermEntry entry = terms.entry();
    RETURN_IF_ERROR(terms.Next());
    if (!terms.Valid() || !terms.entry().info.is_form) {
      // A single form, spelled like the term unless the entry says how.
      counts[entry.form.empty() ? entry.term : entry.form] += entry.info.df;
      continue;
    }
    while (terms.Valid() && terms.entry().info.is_form) {
      counts[std::string(FormOfKey(terms.entry().term))] +=
          terms.entry().info.df;
      RETURN_IF_ERROR(terms.Next());
    }
  }
  return MostFrequentFirst(counts);
}

absl::StatusOr<uint64_t> DocumentsOfTerm(const IndexReader& reader,
                                         absl::string_view term) {
  uint64_t df = 0;
  TermEntry entry;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    ASSIGN_OR_RETURN(const bool found,
                     reader.segment(i).dictionary().Find(term, &entry));
    if (found) df += entry.info.df;
  }
  return df;
}

}  // namespace telusur
