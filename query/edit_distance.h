// How far apart two spellings are: the Damerau-Levenshtein distance in its
// restricted form, the fewest edits - a character more, less, other, or two
// neighbours swapped - that lead from one to the other when no part is edited
// twice.
//
// Words of up to 64 characters are compared 64 cells at a time: a column of the
// usual matrix is kept as the differences between neighbouring cells, each -1,
// 0 or 1, in two words of bits (Hyyro, "A Bit-Vector Algorithm for Computing
// Levenshtein and Damerau Edit Distances", 2003). Longer ones take the matrix's
// band around the diagonal, outside of which the bound is exceeded anyway.

#ifndef TELUSUR_QUERY_EDIT_DISTANCE_H_
#define TELUSUR_QUERY_EDIT_DISTANCE_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"

namespace telusur {

// Characters from here on stand for a byte that belongs to no character.
inline constexpr uint32_t kFirstLoneByte = 0x110000;

// The character of UTF-8 at `*position`, which is moved behind it.
//
// REQUIRES: *position < text.size().
uint32_t NextCharacter(absl::string_view text, size_t* position);

// Compares many words with one. Thread-safe.
//
// Characters are those of UTF-8; a byte that belongs to none is one by itself.
class EditDistance {
 public:
  explicit EditDistance(absl::string_view word);

  // The distance to `other`, or `bound` + 1 if it is greater than `bound`.
  // O(other.size()) for words of up to 64 characters, otherwise
  // O(other.size() * bound).
  //
  // REQUIRES: bound >= 0.
  int To(absl::string_view other, int bound) const;

 private:
  // On the stack for all but the longest words.
  using Characters = absl::InlinedVector<uint32_t, 64>;

  static Characters CharactersOf(absl::string_view text);
  int ToShort(const Characters& other, int bound) const;
  int ToLong(const Characters& other, int bound) const;
  uint64_t PlacesOf(uint32_t character) const;

  Characters word_;
  // Bit i is set for the character at word_[i]; for words of up to 64.
  uint64_t ascii_places_[128] = {};
  std::vector<std::pair<uint32_t, uint64_t>> other_places_;
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_EDIT_DISTANCE_H_
