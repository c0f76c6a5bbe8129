#include "index/analysis/whitespace_edges.h"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "index/io/processor_target.h"

namespace telusur {
namespace {

namespace portable {

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
  for (size_t i = 0; i < kEdgeBlockBytes; ++i) {
    mask |= static_cast<uint64_t>(IsWhitespace(bytes[i])) << i;
  }
  return mask;
}
#endif

uint32_t* Find(const char* bytes, size_t num_blocks, uint32_t offset,
               bool* is_space, uint32_t* edges) {
  uint64_t before = *is_space ? 1 : 0;
  for (size_t i = 0; i < num_blocks; ++i) {
    const uint64_t spaces = WhitespaceMask(bytes + i * kEdgeBlockBytes);
    uint64_t bits = spaces ^ (spaces << 1 | before);
    before = spaces >> 63;
    const uint32_t begin = offset + static_cast<uint32_t>(i * kEdgeBlockBytes);
    for (; bits != 0; bits &= bits - 1) {
      *edges++ = begin + static_cast<uint32_t>(__builtin_ctzll(bits));
    }
  }
  *is_space = before != 0;
  return edges;
}

constexpr EdgeFinder kVersion = {Find};

}  // namespace portable

#if defined(__x86_64__)

TELUSUR_BEGIN_TARGET("avx512f,avx512bw,avx512vl,avx512vbmi2,popcnt")

namespace avx512 {

constexpr int kLanes = 16;

__m512i BytesFrom0To63() {
  const __m512i fours = _mm512_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28, 32, 36,
                                          40, 44, 48, 52, 56, 60);
  return _mm512_add_epi8(
      _mm512_shuffle_epi8(
          fours, _mm512_set4_epi32(0x0c0c0c0c, 0x08080808, 0x04040404, 0)),
      _mm512_set1_epi32(0x03020100));
}

uint32_t* Find(const char* bytes, size_t num_blocks, uint32_t offset,
               bool* is_space, uint32_t* edges) {
  const __m512i places = BytesFrom0To63();
  const __m512i tab = _mm512_set1_epi8('\t');
  const __m512i last_control = _mm512_set1_epi8('\r' - '\t');
  const __m512i space = _mm512_set1_epi8(' ');
  uint64_t before = *is_space ? 1 : 0;
  for (size_t i = 0; i < num_blocks; ++i) {
    const __m512i some = _mm512_loadu_si512(bytes + i * kEdgeBlockBytes);
    const uint64_t spaces =
        _mm512_cmpeq_epi8_mask(some, space) |
        _mm512_cmple_epu8_mask(_mm512_sub_epi8(some, tab), last_control);
    const uint64_t bits = spaces ^ (spaces << 1 | before);
    before = spaces >> 63;
    const __m512i begin = _mm512_set1_epi32(
        static_cast<int>(offset + static_cast<uint32_t>(i * kEdgeBlockBytes)));
    const int num_edges = static_cast<int>(_mm_popcnt_u64(bits));
    alignas(64) uint8_t bytes_of_edges[kEdgeBlockBytes];
    _mm512_store_si512(bytes_of_edges,
                       _mm512_maskz_compress_epi8(bits, places));
    for (int k = 0; k < num_edges; k += kLanes) {
      const __m512i wide = _mm512_cvtepu8_epi32(
          _mm_load_si128(reinterpret_cast<const __m128i*>(bytes_of_edges + k)));
      _mm512_storeu_si512(edges + k, _mm512_add_epi32(begin, wide));
    }
    edges += num_edges;
  }
  *is_space = before != 0;
  return edges;
}

constexpr EdgeFinder kVersion = {Find};

}  // namespace avx512

TELUSUR_END_TARGET

const EdgeFinder& ChooseEdgeFinder() {
  return __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl") &&
                 __builtin_cpu_supports("avx512vbmi2")
             ? avx512::kVersion
             : portable::kVersion;
}

#else

const EdgeFinder& ChooseEdgeFinder() { return portable::kVersion; }

#endif

}  // namespace

const EdgeFinder& PortableEdgeFinder() { return portable::kVersion; }

const EdgeFinder& FastestEdgeFinder() {
  static const EdgeFinder& fastest = ChooseEdgeFinder();
  return fastest;
}

}  // namespace telusur
