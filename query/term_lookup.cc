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

void TermLookup::Weigh(QueryTerm* term) const {
  for (const std::optional<TermInfo>& info : term->infos) {
    if (info.has_value()) term->df += info->df;
  }
  term->idf = Idf(term->df, statistics_);
}

int TermLookup::Add(QueryTerm term) {
  Weigh(&term);
  terms_.push_back(std::move(term));
  return static_cast<int>(terms_.size()) - 1;
}

absl::Status TermLookup::Locate(const std::string& key, Blocks* blocks) const {
  blocks->resize(reader_.num_segments());
  for (uint32_t i = 0; i < reader_.num_segments(); ++i) {
    const TermDictionary& dictionary = reader_.segment(i).dictionary();
    if (dictionary.num_keys() == 0) continue;
    ASSIGN_OR_RETURN((*blocks)[i], dictionary.Locate(key));
  }
  return absl::OkStatus();
}

absl::Status TermLookup::FindInfos(const Blocks& blocks, QueryTerm* term) {
  term->infos.resize(blocks.size());
  for (uint32_t i = 0; i < blocks.size(); ++i) {
    const SegmentReader& segment = reader_.segment(i);
    const TermDictionary& dictionary = segment.dictionary();
    if (dictionary.num_keys() == 0) continue;
    TermInfo& info = term->infos[i].emplace();
    ASSIGN_OR_RETURN(
        const bool is_known,
        dictionary.FindInBlock(blocks[i], term->key, &info, &form_));
    if (is_known) {
      segment.PrefetchList(info);
    } else {
      term->infos[i].reset();
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<int> TermLookup::FindStem(const std::string& surface) {
  QueryTerm term;
  reader_.analyzer().TermOf(surface, &term.key);
  const int known = NumberOf(term.key);
  if (known != kNone) return known;
  Blocks blocks;
  RETURN_IF_ERROR(Locate(term.key, &blocks));
  RETURN_IF_ERROR(FindInfos(blocks, &term));
  return Add(std::move(term));
}

absl::Status TermLookup::FindStems(
    absl::Span<const std::string* const> surfaces) {
  const size_t first = terms_.size();
  absl::InlinedVector<Blocks, 8> blocks;
  for (const std::string* const surface : surfaces) {
    QueryTerm term;
    reader_.analyzer().TermOf(*surface, &term.key);
    if (NumberOf(term.key) != kNone) continue;
    blocks.emplace_back();
    RETURN_IF_ERROR(Locate(term.key, &blocks.back()));
    terms_.push_back(std::move(term));
  }
  for (size_t i = 0; i < blocks.size(); ++i) {
    RETURN_IF_ERROR(FindInfos(blocks[i], &terms_[first + i]));
    Weigh(&terms_[first + i]);
  }
  return absl::OkStatus();
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
  Blocks blocks;
  RETURN_IF_ERROR(Locate(term.key, &blocks));
  RETURN_IF_ERROR(FindInfos(blocks, &term));
  for (uint32_t i = 0; i < reader_.num_segments(); ++i) {
    if (!term.infos[i].has_value()) {
      ASSIGN_OR_RETURN(term.infos[i], FindOnlyForm(i, stem, surface));
    }
  }
  return Add(std::move(term));
}

}  // namespace telusur
