#include "index/analysis/whitespace_tokenizer.h"

#include <cassert>
#include <cstdint>
#include <cstring>
#include <limits>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "index/analysis/token_batch.h"

namespace telusur {
namespace {

bool IsWhitespace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

constexpr int kBytesPerMask = 64;

// The bit of each of the 64 bytes at `bytes` that is white space.
#if defined(__SSE2__)
uint64_t WhitespaceMask(const char* bytes) {
  uint64_t mask = 0;
  for (int i = 0; i < 4; ++i) {
    const __m128i x =
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
    // Bytes 9 to 13 become 0 to 4, all others more than that.
    const __m128i shifted = _mm_sub_epi8(x, _mm_set1_epi8('\t'));
    const __m128i controls =
        _mm_cmpeq_epi8(_mm_min_epu8(shifted, _mm_set1_epi8(4)), shifted);
    const __m128i spaces = _mm_cmpeq_epi8(x, _mm_set1_epi8(' '));
    const int bits = _mm_movemask_epi8(_mm_or_si128(controls, spaces));
    mask |= static_cast<uint64_t>(bits) << (16 * i);
  }
  return mask;
}
#else
uint64_t WhitespaceMask(const char* bytes) {
  uint64_t mask = 0;
  for (int i = 0; i < kBytesPerMask; ++i) {
    mask |= static_cast<uint64_t>(IsWhitespace(bytes[i])) << i;
  }
  return mask;
}
#endif

int TrailingZeros(uint64_t mask) { return __builtin_ctzll(mask); }

}  // namespace

// An edge is a byte whose kind differs from the byte before it; edges are
// alternately the begin and the end of a token. The text ends with an edge when
// it ends inside a token.
AnalysisCounts TokenizeAtWhitespace(absl::string_view text, TokenSink sink) {
  assert(text.size() <= std::numeric_limits<uint32_t>::max());
  TokenBatch batch(sink);
  const auto add = [&](uint32_t begin, uint32_t end) {
    batch.Add(absl::string_view(text.data() + begin, end - begin), begin, end);
  };
  uint64_t previous = 1;  // whether the byte before is white space
  bool inside = false;
  uint32_t begin = 0;
  for (size_t offset = 0; offset < text.size(); offset += kBytesPerMask) {
    char tail[kBytesPerMask];
    const char* bytes = text.data() + offset;
    if (text.size() - offset < kBytesPerMask) {
      memset(tail, ' ', sizeof(tail));
      memcpy(tail, bytes, text.size() - offset);
      bytes = tail;
    }
    const uint64_t spaces = WhitespaceMask(bytes);
    uint64_t edges = spaces ^ (spaces << 1 | previous);
    previous = spaces >> 63;
    if (inside && edges != 0) {
      add(begin, offset + TrailingZeros(edges));
      edges &= edges - 1;
      inside = false;
    }
    while (edges != 0) {
      begin = offset + TrailingZeros(edges);
      edges &= edges - 1;
      if (edges == 0) {
        inside = true;
        break;
      }
      add(begin, offset + TrailingZeros(edges));
      edges &= edges - 1;
    }
  }
  if (inside) add(begin, text.size());
  return batch.Finish();
}

AnalysisCounts TokenizeAtWhitespacePlainly(absl::string_view text,
                                           TokenSink sink) {
  assert(text.size() <= std::numeric_limits<uint32_t>::max());
  TokenBatch batch(sink);
  size_t i = 0;
  while (i < text.size()) {
    const size_t begin = i;
    while (i < text.size() && !IsWhitespace(text[i])) ++i;
    if (i > begin) batch.Add(text.substr(begin, i - begin), begin, i);
    ++i;
  }
  return batch.Finish();
}

}  // namespace telusur
