#include "query/near_spellings.h"

#include <algorithm>
#include <string>
#include <utility>

#include "query/edit_distance.h"

namespace telusur {
namespace {

std::vector<uint32_t> CharactersOf(absl::string_view text) {
  std::vector<uint32_t> characters;
  for (size_t position = 0; position < text.size();) {
    characters.push_back(NextCharacter(text, &position));
  }
  return characters;
}

class Walk {
 public:
  Walk(const SurfaceList& list, absl::string_view word, int bound)
      : list_(list),
        word_(CharactersOf(word)),
        bound_(bound),
        width_(word_.size() + 1) {
    for (size_t j = 0; j < width_; ++j) {
      rows_.push_back(std::min<int>(static_cast<int>(j), bound_ + 1));
    }
    ends_.push_back(0);
  }

  NearSpellings Run() {
    for (size_t i = 0; i < list_.size();) {
      const absl::string_view surface = list_.surface(i);
      if (Descend(surface)) {
        const int distance = Cell(depth(), word_.size());
        if (distance <= bound_) result_.found.push_back({i, distance});
        ++i;
      } else if (EndsInLoneByte()) {
        ++i;  // the byte may begin a character in the next form
      } else {
        i = list_.EndOfPrefix(surface.substr(0, ends_.back()), i);
      }
    }
    return std::move(result_);
  }

 private:
  size_t depth() const { return path_.size(); }

  bool EndsInLoneByte() const {
    return !path_.empty() && path_.back() >= kFirstLoneByte;
  }

  // Row i compares the first i characters of the path with the word's.
  int Cell(size_t i, size_t j) const { return rows_[i * width_ + j]; }

  // Makes the path that of `surface`. False when it ends earlier, as nothing
  // that begins so is within the bound.
  bool Descend(absl::string_view surface) {
    Shorten(surface);
    while (ends_.back() < surface.size()) {
      if (IsHopeless()) return false;
      size_t end = ends_.back();
      path_.push_back(NextCharacter(surface, &end));
      ends_.push_back(end);
      bytes_.append(surface.data() + bytes_.size(), end - bytes_.size());
      AddRow();
    }
    return true;
  }

  // Leaves the part of the path that `surface` begins with.
  void Shorten(absl::string_view surface) {
    size_t shared = 0;
    const size_t most = std::min(surface.size(), bytes_.size());
    while (shared < most && surface[shared] == bytes_[shared]) ++shared;
    while (ends_.back() > shared || EndsInLoneByte()) {
      path_.pop_back();
      ends_.pop_back();
      rows_.resize(rows_.size() - width_);
    }
    bytes_.resize(ends_.back());
  }

  int LeastOfRow(size_t i) const {
    const size_t reach = static_cast<size_t>(bound_);
    const size_t begin = i > reach ? std::min(i - reach, width_) : 0;
    const size_t end = std::min(width_, i + reach + 1);
    int least = bound_ + 1;
    for (size_t j = begin; j < end; ++j) least = std::min(least, Cell(i, j));
    return least;
  }

  // A swap of neighbours reaches back two rows and costs one edit.
  bool IsHopeless() const {
    return LeastOfRow(depth()) > bound_ &&
           (depth() == 0 || LeastOfRow(depth() - 1) >= bound_);
  }

  // Only the cells within the bound of the diagonal can be within the bound.
  void AddRow() {
    ++result_.num_rows;
    const int i = static_cast<int>(depth());
    const int size = static_cast<int>(word_.size());
    const int out = bound_ + 1;
    const uint32_t character = path_.back();
    rows_.resize(rows_.size() + width_, out);
    int* const row = &rows_[i * width_];
    const int* const before = row - width_;
    row[0] = std::min(i, out);
    for (int j = std::max(1, i - bound_); j <= std::min(size, i + bound_);
         ++j) {
      int cell = std::min({before[j] + 1, row[j - 1] + 1,
                           before[j - 1] + (character != word_[j - 1])});
      if (i > 1 && j > 1 && character == word_[j - 2] &&
          path_[i - 2] == word_[j - 1]) {
        cell = std::min(cell, Cell(i - 2, j - 2) + 1);
      }
      row[j] = std::min(cell, out);
    }
  }

  const SurfaceList& list_;
  const std::vector<uint32_t> word_;
  const int bound_;
  const size_t width_;
  std::vector<uint32_t> path_;  // characters
  std::vector<size_t> ends_;    // of each character, in bytes_; 0 first
  std::string bytes_;           // of the path
  std::vector<int> rows_;
  NearSpellings result_;
};

}  // namespace

NearSpellings FindNearSpellings(const SurfaceList& list, absl::string_view word,
                                int bound) {
  return Walk(list, word, bound).Run();
}

}  // namespace telusur
