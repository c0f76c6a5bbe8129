#include "query/phrase_match.h"

#include <cassert>
#include <utility>

namespace telusur {
namespace {

using Positions = std::vector<uint32_t>;

// Keeps those of `*starts` for which `word` has a position `offset` behind.
void KeepWhereFollowed(const Positions& word, uint32_t offset,
                       Positions* starts) {
  size_t kept = 0;
  size_t at = 0;
  for (const uint32_t start : *starts) {
    const uint64_t wanted = uint64_t{start} + offset;
    while (at < word.size() && word[at] < wanted) ++at;
    if (at == word.size()) break;
    (*starts)[kept] = start;
    kept += word[at] == wanted ? 1 : 0;
  }
  starts->resize(kept);
}

}  // namespace

PhraseMatcher::PhraseMatcher(std::vector<uint32_t> offsets, uint32_t slop)
    : offsets_(std::move(offsets)),
      slop_(slop),
      positions_(offsets_.size()),
      next_(offsets_.size()) {
  assert(!offsets_.empty());
}

bool PhraseMatcher::Add(size_t i) {
  return slop_ == 0 ? AddExactly(i) : !positions_[i].empty();
}

// Keeps the starts that the words so far allow.
bool PhraseMatcher::AddExactly(size_t i) {
  if (has_starts_) {
    KeepWhereFollowed(positions_[i], offsets_[i], &starts_);
    return !starts_.empty();
  }
  has_starts_ = true;
  starts_.clear();
  for (const uint32_t position : positions_[i]) {
    if (position >= offsets_[i]) starts_.push_back(position - offsets_[i]);
  }
  return !starts_.empty();
}

const Positions& PhraseMatcher::Starts() {
  if (slop_ == 0) return starts_;
  starts_.clear();
  next_.assign(next_.size(), 0);
  for (const uint32_t start : positions_[0]) {
    bool exhausted = false;
    if (MatchesAt(start, &exhausted)) starts_.push_back(start);
    if (exhausted) break;
  }
  return starts_;
}

// Places each word at the first position that its offset and the words before
// it allow: any other choice spends at least as much of the slop.
bool PhraseMatcher::MatchesAt(uint32_t start, bool* exhausted) {
  uint64_t spent = 0;
  for (size_t i = 1; i < positions_.size(); ++i) {
    const uint64_t earliest = uint64_t{start} + offsets_[i] + spent;
    const Positions& positions = positions_[i];
    size_t& next = next_[i];
    // `earliest` grows with `start`, whatever was spent at an earlier start.
    while (next < positions.size() &&
           positions[next] < uint64_t{start} + offsets_[i]) {
      ++next;
    }
    size_t at = next;
    while (at < positions.size() && positions[at] < earliest) ++at;
    if (at == positions.size()) {
      *exhausted = next == positions.size();
      return false;
    }
    spent += positions[at] - earliest;
    if (spent > slop_) return false;
  }
  return true;
}

}  // namespace telusur
