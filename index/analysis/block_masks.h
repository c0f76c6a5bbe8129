// What 64 bytes of a text are, as bits: the tokenizer's short cut.
//
// A simple word is letters, all small, all capital or with a capital first, or
// digits. Bytes beyond ASCII, letters beside digits, other mixtures of case,
// and a connector with a word on both sides make it something else, which the
// masks mark and do not look into.

#ifndef TELUSUR_INDEX_ANALYSIS_BLOCK_MASKS_H_
#define TELUSUR_INDEX_ANALYSIS_BLOCK_MASKS_H_

#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace telusur {

inline constexpr int kBlockBytes = 64;

// Bit i is about byte i of the block.
struct BlockMasks {
  uint64_t words = 0;     // letters, digits, and bytes beyond ASCII
  uint64_t capitals = 0;  // A to Z
  // Every word that is not simple, or is part of something, has a bit here: at
  // one of its bytes or at the byte behind its end. Not valid for the last byte
  // of the block.
  uint64_t not_simple = 0;
};

namespace block_masks_internal {

struct Kinds {
  uint64_t letters = 0;
  uint64_t small = 0;  // or no letter
  uint64_t digits = 0;
  uint64_t high = 0;     // beyond ASCII
  uint64_t blanks = 0;   // spaces, control characters; perhaps also high
  uint64_t percent = 0;  // '%'
};

#if defined(__SSE2__)
inline uint64_t InRange(__m128i bytes, char first, char last) {
  const __m128i shifted = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
  const __m128i width = _mm_set1_epi8(static_cast<char>(last - first));
  return static_cast<uint32_t>(
      _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(shifted, width), shifted)));
}

inline uint64_t SignBits(__m128i bytes) {
  return static_cast<uint32_t>(_mm_movemask_epi8(bytes));
}

inline Kinds KindsOf(const char* block) {
  Kinds kinds;
  for (int i = 0; i < kBlockBytes; i += 16) {
    const __m128i bytes =
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + i));
    const __m128i lowered = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    kinds.letters |= InRange(lowered, 'a', 'z') << i;
    kinds.small |= SignBits(_mm_slli_epi16(bytes, 2)) << i;  // bit 0x20
    kinds.digits |= InRange(bytes, '0', '9') << i;
    kinds.high |= SignBits(bytes) << i;
    kinds.blanks |= SignBits(_mm_cmplt_epi8(bytes, _mm_set1_epi8('!'))) << i;
    kinds.percent |= SignBits(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('%'))) << i;
  }
  return kinds;
}
#else
inline Kinds KindsOf(const char* block) {
  Kinds kinds;
  for (int i = 0; i < kBlockBytes; ++i) {
    const uint8_t byte = block[i];
    const uint64_t bit = uint64_t{1} << i;
    if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') kinds.letters |= bit;
    if (byte & 0x20) kinds.small |= bit;
    if (byte >= '0' && byte <= '9') kinds.digits |= bit;
    if (byte >= 0x80) kinds.high |= bit;
    if (byte < '!') kinds.blanks |= bit;
    if (byte == '%') kinds.percent |= bit;
  }
  return kinds;
}
#endif

// Whether the punctuation `c` between two words joins them.
inline bool Connects(char c, bool between_digits) {
  switch (c) {
    case '-':
    case '_':
    case '.':
    case '&':
    case '@':
    case '\'':
    case '`':
      return true;
    case ',':
    case ':':
      return between_digits;
    default:
      return false;
  }
}

}  // namespace block_masks_internal

// The masks of the 64 bytes at `block`. The byte before counts as a space.
inline BlockMasks MasksOf(const char* block) {
  const block_masks_internal::Kinds kinds =
      block_masks_internal::KindsOf(block);
  const uint64_t letters = kinds.letters;
  const uint64_t digits = kinds.digits;
  BlockMasks masks;
  masks.words = letters | digits | kinds.high;
  masks.capitals = letters & ~kinds.small;
  const uint64_t small = letters & kinds.small;
  const uint64_t capital_before = masks.capitals << 1;
  const uint64_t glued = (masks.capitals & (small << 1)) |
                         (small & capital_before & (masks.capitals << 2));
  const uint64_t mixed = (letters & (digits << 1)) | (digits & (letters << 1));
  const uint64_t percentage = kinds.percent & (digits << 1);
  masks.not_simple = kinds.high | glued | mixed | percentage;
  uint64_t between =
      ~(masks.words | kinds.blanks) & (masks.words << 1) & (masks.words >> 1);
  const uint64_t between_digits = (digits << 1) & (digits >> 1);
  for (; between != 0; between &= between - 1) {
    const uint64_t bit = between & -between;
    const char c = block[__builtin_ctzll(between)];
    if (block_masks_internal::Connects(c, (between_digits & bit) != 0)) {
      masks.not_simple |= bit;
    }
  }
  return masks;
}

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_BLOCK_MASKS_H_
