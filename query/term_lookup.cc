#include "query/term_lookup.h"

#include <utility>

#include "index/io/status_macros.h"

namespace telusur {

int TermLookup::Add(QueryTerm term) {
  for (const std::optional<TermInfo>& info : term.infos) {
    if (info.has_value()) term.df += info->df;
  }
  term.idf = Idf(term.df, statistics_);
  const int number = static_cast<int>(terms_.size());
  numbers_[term.key] = number;
  terms_.push_back(std::move(term));
  return number;
}

absl::StatusOr<std::optional<TermInfo>> TermLookup::FindInSegment(
    uint32_t segment, const std::string& key) const {
  std::optional<TermInfo> info;
  TermEntry entry;
  ASSIGN_OR_RETURN(const bool known,
                   reader_.segment(segment).dictionary().Find(key, &entry));
  if (known) info = entry.info;
  return info;
}

absl::StatusOr<int> TermLookup::FindKey(const std::string& key) {
  const auto found = numbers_.find(key);
  if (found != numbers_.end()) return found->second;
  QueryTerm term;
  term.key = key;
  term.infos.reserve(reader_.num_segments());
  for (uint32_t i = 0; i < reader_.num_segments(); ++i) {
    ASSIGN_OR_RETURN(std::optional<TermInfo> info, FindInSegment(i, key));
    term.infos.push_back(std::move(info));
  }
  return Add(std::move(term));
}

absl::StatusOr<int> TermLookup::FindStem(const std::string& surface) {
  std::string stem;
  reader_.analyzer().TermOf(surface, &stem);
  return FindKey(stem);
}

// The postings of `stem` if `surface` is its only form in the segment.
absl::StatusOr<std::optional<TermInfo>> TermLookup::FindOnlyForm(
    uint32_t segment, const std::string& stem,
    const std::string& surface) const {
  std::optional<TermInfo> info;
  TermDictionary::Iterator next(&reader_.segment(segment).dictionary());
  RETURN_IF_ERROR(next.Seek(stem));
  if (!next.Valid() || next.entry().term != stem) return info;
  const TermEntry entry = next.entry();
  RETURN_IF_ERROR(next.Next());
  if (next.Valid() && next.entry().info.is_form) return info;
  if ((entry.form.empty() ? stem : entry.form) == surface) info = entry.info;
  return info;
}

absl::StatusOr<int> TermLookup::FindExactForm(const std::string& surface) {
  std::string stem;
  reader_.analyzer().TermOf(surface, &stem);
  QueryTerm term;
  term.key = FormKey(stem, surface);
  const auto found = numbers_.find(term.key);
  if (found != numbers_.end()) return found->second;
  for (uint32_t i = 0; i < reader_.num_segments(); ++i) {
    ASSIGN_OR_RETURN(std::optional<TermInfo> info, FindInSegment(i, term.key));
    if (!info.has_value()) {
      ASSIGN_OR_RETURN(info, FindOnlyForm(i, stem, surface));
    }
    term.infos.push_back(std::move(info));
  }
  return Add(std::move(term));
}

}  // namespace telusur
