#include "query/term_lookup.h"

#include <utility>

#include "index/io/status_macros.h"

namespace telusur {
namespace {

// What NumberOf returns for a term that was not added.
constexpr int kNone = -1;

// Up to so many terms are compared: most queries have no more.
constexpr size_t kMaxCompared = 16;

}  // namespace

int TermLookup::NumberOf(const std::string& key) {
  if (terms_.size() <= kMaxCompared) {
    for (size_t i = 0; i < terms_.size(); ++i) {
      if (terms_[i].key == key) return static_cast<int>(i);
    }
    return kNone;
  }
  while (numbers_.size() < terms_.size()) {
    const size_t i = numbers_.size();
    numbers_.emplace(terms_[i].key, static_cast<int>(i));
  }
  const auto found = numbers_.find(key);
  return found == numbers_.end() ? kNone : found->second;
}

int TermLookup::Add(QueryTerm term) {
  for (const std::optional<TermInfo>& info : term.infos) {
    if (info.has_value()) term.df += info->df;
  }
  term.idf = Idf(term.df, statistics_);
  const int number = static_cast<int>(terms_.size());
  terms_.push_back(std::move(term));
  return number;
}

absl::Status TermLookup::FindInSegment(uint32_t segment, const std::string& key,
                                       std::optional<TermInfo>* info) {
  const SegmentReader& reader = reader_.segment(segment);
  ASSIGN_OR_RETURN(const bool known, reader.dictionary().Find(key, &entry_));
  if (known) {
    *info = entry_.info;
    reader.PrefetchList(entry_.info);
  }
  return absl::OkStatus();
}

absl::StatusOr<int> TermLookup::FindKey(const std::string& key) {
  const int known = NumberOf(key);
  if (known != kNone) return known;
  QueryTerm term;
  term.key = key;
  term.infos.resize(reader_.num_segments());
  for (uint32_t i = 0; i < reader_.num_segments(); ++i) {
    RETURN_IF_ERROR(FindInSegment(i, key, &term.infos[i]));
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
  const int known = NumberOf(term.key);
  if (known != kNone) return known;
  term.infos.resize(reader_.num_segments());
  for (uint32_t i = 0; i < reader_.num_segments(); ++i) {
    RETURN_IF_ERROR(FindInSegment(i, term.key, &term.infos[i]));
    if (!term.infos[i].has_value()) {
      ASSIGN_OR_RETURN(term.infos[i], FindOnlyForm(i, stem, surface));
    }
  }
  return Add(std::move(term));
}

}  // namespace telusur
