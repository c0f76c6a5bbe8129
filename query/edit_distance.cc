#include "query/edit_distance.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

namespace telusur {
namespace {

constexpr size_t kMaxShortWord = 64;

}  // namespace

uint32_t NextCharacter(absl::string_view text, size_t* position) {
  const unsigned char byte = text[*position];
  if (byte < 0x80) {
    ++*position;
    return byte;
  }
  utf8proc_int32_t code_point = 0;
  const utf8proc_ssize_t size = utf8proc_iterate(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + *position,
      static_cast<utf8proc_ssize_t>(text.size() - *position), &code_point);
  *position += size > 0 ? size : 1;
  return size > 0 ? static_cast<uint32_t>(code_point) : kFirstLoneByte + byte;
}

EditDistance::Characters EditDistance::CharactersOf(absl::string_view text) {
  Characters characters;
  characters.reserve(text.size());
  size_t position = 0;
  while (position < text.size()) {
    characters.push_back(NextCharacter(text, &position));
  }
  return characters;
}

EditDistance::EditDistance(absl::string_view word) : word_(CharactersOf(word)) {
  if (word_.size() > kMaxShortWord) return;
  for (size_t i = 0; i < word_.size(); ++i) {
    const uint64_t place = uint64_t{1} << i;
    if (word_[i] < 128) {
      ascii_places_[word_[i]] |= place;
      continue;
    }
    const auto found = std::find_if(
        other_places_.begin(), other_places_.end(),
        [&](const auto& entry) { return entry.first == word_[i]; });
    if (found == other_places_.end()) {
      other_places_.push_back({word_[i], place});
    } else {
      found->second |= place;
    }
  }
}

uint64_t EditDistance::PlacesOf(uint32_t character) const {
  if (character < 128) return ascii_places_[character];
  for (const auto& [known, places] : other_places_) {
    if (known == character) return places;
  }
  return 0;
}

int EditDistance::To(absl::string_view other, int bound) const {
  // A character has at most 4 bytes, so this needs no decoding.
  if (other.size() > 4 * (word_.size() + bound)) return bound + 1;
  const Characters characters = CharactersOf(other);
  const auto n = static_cast<int64_t>(word_.size());
  const auto m = static_cast<int64_t>(characters.size());
  if (std::abs(n - m) > bound) return bound + 1;
  if (n == 0 || m == 0) return static_cast<int>(std::max(n, m));
  const int distance = word_.size() <= kMaxShortWord
                           ? ToShort(characters, bound)
                           : ToLong(characters, bound);
  return std::min(distance, bound + 1);
}

// Column by column, `distance` is the matrix's last row. A set bit of
// `rises` or `falls` says that the cell is one more or one less than the cell
// above it.
int EditDistance::ToShort(const Characters& other, int bound) const {
  const uint64_t last = uint64_t{1} << (word_.size() - 1);
  int distance = static_cast<int>(word_.size());
  uint64_t rises = ~uint64_t{0};
  uint64_t falls = 0;
  uint64_t equal_diagonals = 0;  // cells that equal the one above on the left
  uint64_t places_before = 0;
  for (size_t i = 0; i < other.size(); ++i) {
    const uint64_t places = PlacesOf(other[i]);
    const uint64_t swaps = ((~equal_diagonals & places) << 1) & places_before;
    equal_diagonals =
        (((places & rises) + rises) ^ rises) | places | falls | swaps;
    uint64_t rises_right = falls | ~(equal_diagonals | rises);
    uint64_t falls_right = equal_diagonals & rises;
    if (rises_right & last) ++distance;
    if (falls_right & last) --distance;
    // From here each column can lower the distance by one at most.
    if (distance - static_cast<int>(other.size() - 1 - i) > bound) {
      return bound + 1;
    }
    rises_right = rises_right << 1 | 1;
    falls_right <<= 1;
    rises = falls_right | ~(equal_diagonals | rises_right);
    falls = equal_diagonals & rises_right;
    places_before = places;
  }
  return distance;
}

int EditDistance::ToLong(const Characters& other, int bound) const {
  const int n = static_cast<int>(word_.size());
  const int m = static_cast<int>(other.size());
  const int too_far = bound + 1;
  std::vector<int> two_before(m + 1, too_far);
  std::vector<int> before(m + 1, too_far);
  std::vector<int> row(m + 1, too_far);
  for (int j = 0; j <= std::min(m, bound); ++j) before[j] = j;
  for (int i = 1; i <= n; ++i) {
    const int first = std::max(1, i - bound);
    const int last = std::min(m, i + bound);
    row[first - 1] = first == 1 && i <= bound ? i : too_far;
    for (int j = first; j <= last; ++j) {
      row[j] =
          std::min({before[j] + 1, row[j - 1] + 1,
                    before[j - 1] + (word_[i - 1] != other[j - 1]), too_far});
      if (i > 1 && j > 1 && word_[i - 1] == other[j - 2] &&
          word_[i - 2] == other[j - 1]) {
        row[j] = std::min(row[j], two_before[j - 2] + 1);
      }
    }
    if (last < m) row[last + 1] = too_far;
    two_before.swap(before);
    before.swap(row);
  }
  return before[m];
}

}  // namespace telusur
