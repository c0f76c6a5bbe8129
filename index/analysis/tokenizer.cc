#include "index/analysis/tokenizer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "index/analysis/character.h"
#include "index/analysis/compound.h"
#include "index/analysis/compound_reader.h"
#include "index/analysis/token_batch.h"
#include "index/analysis/utf8.h"

namespace telusur {
namespace {

// A byte's part in a simple word.
enum ByteKind : uint8_t {
  kOther,      // ends a word, and begins none
  kConnector,  // ends a word unless a letter, a digit or kHigh follows
  kSmall,
  kCapital,
  kDigit,
  kHigh,  // not ASCII
};

// After letters, a separator of digits ends the word; after digits it connects.
constexpr std::array<ByteKind, 256> MakeByteKinds(bool after_digits) {
  std::array<ByteKind, 256> kinds{};
  for (int c = 'a'; c <= 'z'; ++c) kinds[c] = kSmall;
  for (int c = 'A'; c <= 'Z'; ++c) kinds[c] = kCapital;
  for (int c = '0'; c <= '9'; ++c) kinds[c] = kDigit;
  for (int c = 0x80; c <= 0xFF; ++c) kinds[c] = kHigh;
  for (char c : {'-', '_', '.', '&', '@', '\'', '`'}) kinds[c] = kConnector;
  if (after_digits) {
    kinds[','] = kinds[':'] = kConnector;
    kinds['%'] = kHigh;  // never simple
  }
  return kinds;
}

constexpr std::array<ByteKind, 256> kAfterLetters = MakeByteKinds(false);
constexpr std::array<ByteKind, 256> kAfterDigits = MakeByteKinds(true);

// Whether a word of `kinds` that ends before text[end] is a whole compound.
bool EndsAt(absl::string_view text, size_t end,
            const std::array<ByteKind, 256>& kinds) {
  if (end >= text.size()) return true;
  const ByteKind kind = kinds[static_cast<uint8_t>(text[end])];
  if (kind == kOther) return true;
  if (kind != kConnector) return false;
  if (end + 1 >= text.size()) return true;
  return kinds[static_cast<uint8_t>(text[end + 1])] <= kConnector;
}

// The end of the bytes between `first` and `last` that begin at `offset`.
size_t EndOfRange(absl::string_view text, size_t offset, char first,
                  char last) {
  size_t end = offset;
#if defined(__SSE2__)
  const __m128i low = _mm_set1_epi8(first);
  const __m128i width = _mm_set1_epi8(static_cast<char>(last - first));
  while (text.size() - end >= sizeof(__m128i)) {
    const __m128i bytes =
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + end));
    const __m128i shifted = _mm_sub_epi8(bytes, low);
    const __m128i inside =
        _mm_cmpeq_epi8(_mm_min_epu8(shifted, width), shifted);
    const uint32_t outside = ~_mm_movemask_epi8(inside) & 0xFFFF;
    if (outside != 0) return end + __builtin_ctz(outside);
    end += sizeof(__m128i);
  }
#endif
  while (end < text.size() && text[end] >= first && text[end] <= last) ++end;
  return end;
}

class Tokenizer {
 public:
  Tokenizer(absl::string_view text, TokenSink sink)
      : text_(text), batch_(sink), compounds_(text) {}

  template <bool kShortCut>
  AnalysisCounts Run() {
    size_t offset = 0;
    while (offset < text_.size()) {
      const ByteKind kind = kAfterLetters[static_cast<uint8_t>(text_[offset])];
      if (kind <= kConnector) {
        ++offset;
        continue;
      }
      if (kShortCut && kind != kHigh) {
        const size_t end = ReadSimple(offset, kind);
        if (end > offset) {
          offset = end;
          continue;
        }
      }
      offset = ReadAny(offset);
    }
    return batch_.Finish();
  }

 private:
  // Reads the simple word at `offset`. Returns its end, or `offset` if the word
  // there is not simple.
  size_t ReadSimple(size_t offset, ByteKind kind) {
    size_t end;
    if (kind == kSmall) {
      end = EndOfRange(text_, offset, 'a', 'z');
    } else if (kind == kDigit) {
      end = EndOfRange(text_, offset, '0', '9');
      if (!EndsAt(text_, end, kAfterDigits)) return offset;
    } else if (offset + 1 < text_.size() && text_[offset + 1] >= 'A' &&
               text_[offset + 1] <= 'Z') {
      end = EndOfRange(text_, offset, 'A', 'Z');
    } else {
      end = EndOfRange(text_, offset + 1, 'a', 'z');
    }
    if (kind != kDigit && !EndsAt(text_, end, kAfterLetters)) return offset;
    if (kind == kCapital) {
      AddLowered(offset, end);
    } else {
      batch_.Add(text_.substr(offset, end - offset), offset, end);
    }
    return end;
  }

  // Adds the letters [begin, end) of the text in lower case.
  void AddLowered(size_t begin, size_t end) {
    const size_t size = end - begin;
    if (size > static_cast<size_t>(kMaxTermBytes)) {
      batch_.Add(text_.substr(begin, size), begin, end);  // dropped
      return;
    }
    char* room = batch_.RoomForSurface();
    for (size_t i = 0; i < size; ++i) room[i] = text_[begin + i] | 0x20;
    batch_.AddFromRoom(size, begin, end);
  }

  // Reads the compound or the character at `offset`. Returns its end.
  size_t ReadAny(size_t offset) {
    const Character first = ReadCharacter(text_, offset);
    if (!IsLetter(first.kind) && first.kind != CharKind::kDigit) {
      return first.end;
    }
    const size_t end = compounds_.Read(first, &compound_);
    AddCompound();
    return end;
  }

  void AddCompound() {
    std::vector<Reading>& readings = compound_.readings;
    std::stable_sort(
        readings.begin(), readings.end(),
        [](const Reading& a, const Reading& b) { return a.piece < b.piece; });
    size_t next = 0;
    for (size_t i = 0; i < compound_.pieces.size(); ++i) {
      const Piece& piece = compound_.pieces[i];
      if (piece.text.size == 0) {
        batch_.AddDropped();
      } else {
        batch_.AddCopy(compound_.View(piece.text), piece.begin, piece.end);
      }
      const size_t first = next;
      while (next < readings.size() && readings[next].piece == i) {
        AddReading(piece, first, next);
        ++next;
      }
    }
  }

  // Adds readings[i] unless it repeats the piece or one of readings [first, i).
  void AddReading(const Piece& piece, size_t first, size_t i) {
    const Reading& reading = compound_.readings[i];
    const absl::string_view surface = compound_.View(reading.text);
    if (surface == compound_.View(piece.text)) return;
    for (size_t j = first; j < i; ++j) {
      if (surface == compound_.View(compound_.readings[j].text)) return;
    }
    batch_.AddReading(surface, reading.begin, reading.end);
  }

  absl::string_view text_;
  TokenBatch batch_;
  CompoundReader compounds_;
  Compound compound_;
};

template <bool kShortCut>
AnalysisCounts Tokenize(absl::string_view text, TokenSink sink) {
  assert(text.size() <= std::numeric_limits<uint32_t>::max());
  Tokenizer tokenizer(text, sink);
  AnalysisCounts counts = tokenizer.Run<kShortCut>();
  counts.num_invalid_bytes = CountInvalidUtf8Bytes(text);
  return counts;
}

}  // namespace

AnalysisCounts TokenizeIndonesian(absl::string_view text, TokenSink sink) {
  return Tokenize<true>(text, sink);
}

AnalysisCounts TokenizeIndonesianPlainly(absl::string_view text,
                                         TokenSink sink) {
  return Tokenize<false>(text, sink);
}

}  // namespace telusur
