#include "index/segment/bit_unpacking.h"

#include <algorithm>
#include <cstring>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "index/io/processor_target.h"
#include "index/segment/bit_packing.h"
#include "index/segment/lanes.h"
#include "index/segment/ones_of_bytes.h"

namespace telusur {
namespace {

namespace portable {

constexpr int kLanes = 4;  // of Lanes32

void UnpackBits(const char* begin, const char* end, uint64_t from, int n,
                int width, uint32_t* values) {
  const uint64_t size = static_cast<uint64_t>(end - begin);
  const uint64_t mask = (uint64_t{1} << width) - 1;
  int i = 0;
  for (; i < n && from / 8 + 8 <= size; ++i) {
    uint64_t word;
    std::memcpy(&word, begin + from / 8, sizeof(word));
    values[i] = static_cast<uint32_t>(word >> (from % 8) & mask);
    from += width;
  }
  BitReader reader(begin, end);
  reader.Skip(from);
  for (; i < n; ++i) values[i] = reader.Read(width);
}

// A byte at a time: eight positions are written, as many of them as the byte
// has ones are kept. A hundred times ctz takes five times as long.
bool ListOnes(const char* begin, const char* end, int from, int n,
              uint16_t* ones) {
  end = begin + std::min<int64_t>(end - begin, kMaxUnaryBytes);
  uint32_t first_bits = 0xff << from;
  Lanes16 first_bit = {};
  for (int found = 0; found < n;) {
    if (begin == end) return false;
    const uint32_t byte = static_cast<uint8_t>(*begin++) & first_bits;
    first_bits = 0xff;
    StoreLanes(LoadLanes<Lanes16>(kOnesOfBytes.places[byte]) + first_bit,
               ones + found);
    first_bit += 8;
    found += kOnesOfBytes.num_ones[byte];
  }
  return true;
}

bool AddUnary(const uint16_t* ones, int n, int width, uint32_t* values) {
  const Lanes16 zero = {};
  Lanes16 all_lanes = {};
  int i = 0;
  for (; i + 2 * kLanes <= n; i += 2 * kLanes) {
    const Lanes16 numbers =
        LoadLanes<Lanes16>(ones + i) - LoadLanes<Lanes16>(ones + i - 1) - 1;
    all_lanes |= numbers;
    const auto low = reinterpret_cast<Lanes32>(
        __builtin_shufflevector(numbers, zero, 0, 8, 1, 9, 2, 10, 3, 11));
    const auto high = reinterpret_cast<Lanes32>(
        __builtin_shufflevector(numbers, zero, 4, 12, 5, 13, 6, 14, 7, 15));
    uint32_t* to = values + i;
    StoreLanes(LoadLanes<Lanes32>(to) | low << width, to);
    StoreLanes(LoadLanes<Lanes32>(to + kLanes) | high << width, to + kLanes);
  }
  uint16_t all = 0;
  for (int lane = 0; lane < 2 * kLanes; ++lane) all |= all_lanes[lane];
  for (; i < n; ++i) {
    const uint16_t number = static_cast<uint16_t>(ones[i] - ones[i - 1] - 1);
    all |= number;
    values[i] |= uint32_t{number} << width;
  }
  return uint64_t{all} << width >> 32 == 0;
}

bool AddHighParts(const uint16_t* ones, int width, DocId base, DocId* doc_ids) {
  Lanes16 places = {0, 1, 2, 3, 4, 5, 6, 7};
  const Lanes16 zero = {};
  Lanes32 last = {};
  last -= 1;  // before the first offset
  Lanes32 all = {};
  for (int i = 0; i < kBlockSize; i += 2 * kLanes) {
    const Lanes16 highs = LoadLanes<Lanes16>(ones + i) - places;
    places += 2 * kLanes;
    const auto low_half = reinterpret_cast<Lanes32>(
        __builtin_shufflevector(highs, zero, 0, 8, 1, 9, 2, 10, 3, 11));
    const auto high_half = reinterpret_cast<Lanes32>(
        __builtin_shufflevector(highs, zero, 4, 12, 5, 13, 6, 14, 7, 15));
    const Lanes32 a = LoadLanes<Lanes32>(doc_ids + i) | low_half << width;
    const Lanes32 b = LoadLanes<Lanes32>(doc_ids + i + kLanes) | high_half
                                                                     << width;
    // The sign of what two neighbours differ by, less one.
    all |= a - __builtin_shufflevector(last, a, 3, 4, 5, 6) - 1;
    all |= b - __builtin_shufflevector(a, b, 3, 4, 5, 6) - 1;
    last = b;
    StoreLanes(a + base, doc_ids + i);
    StoreLanes(b + base, doc_ids + i + kLanes);
  }
  return ((all[0] | all[1] | all[2] | all[3]) >> 31) == 0;
}

constexpr BitUnpacking kVersion = {UnpackBits, ListOnes, AddUnary, AddHighParts,
                                   16,         16,       64,       false};

}  // namespace portable

#ifdef __x86_64__

TELUSUR_BEGIN_TARGET("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,popcnt")

namespace avx512 {

constexpr int kLanes = 16;

// The first `n` of 64 bits.
uint64_t FirstBits(int64_t n) {
  if (n >= 64) return ~uint64_t{0};
  return n <= 0 ? 0 : (uint64_t{1} << n) - 1;
}

// Up to 64 bytes of [p, end), and zeros behind them.
__m512i LoadBytes(const char* p, const char* end) {
  return _mm512_maskz_loadu_epi8(FirstBits(end - p), p);
}

// Sixteen integers at a time, which begin at the same bit of a byte as those
// before: their bytes are gathered by a permutation, four to a lane.
void UnpackBits(const char* begin, const char* end, uint64_t from, int n,
                int width, uint32_t* values) {
  // Of wider ones a lane's four bytes may not hold all bits.
  constexpr int kMaxWidth = 25;
  if (width > kMaxWidth) {
    portable::UnpackBits(begin, end, from, n, width, values);
    return;
  }
  const __m512i lanes =
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const __m512i bits =
      _mm512_add_epi32(_mm512_mullo_epi32(lanes, _mm512_set1_epi32(width)),
                       _mm512_set1_epi32(static_cast<int>(from % 8)));
  const __m512i first_bytes = _mm512_mullo_epi32(_mm512_srli_epi32(bits, 3),
                                                 _mm512_set1_epi32(0x01010101));
  const __m512i bytes =
      _mm512_add_epi32(first_bytes, _mm512_set1_epi32(0x03020100));
  const __m512i shifts = _mm512_and_si512(bits, _mm512_set1_epi32(7));
  const __m512i mask =
      _mm512_set1_epi32(static_cast<int>((uint32_t{1} << width) - 1));
  const uint64_t size = static_cast<uint64_t>(end - begin);
  const char* p = begin + std::min(from / 8, size);
  for (int i = 0; i < n; i += kLanes) {
    const __m512i words = _mm512_permutexvar_epi8(bytes, LoadBytes(p, end));
    _mm512_mask_storeu_epi32(
        values + i, FirstLanes(n - i),
        _mm512_and_si512(_mm512_srlv_epi32(words, shifts), mask));
    p += std::min<int64_t>(2 * width, end - p);
  }
}

// A word at a time: its ones pick their places from a vector of all places.
bool ListOnes(const char* begin, const char* end, int from, int n,
              uint16_t* ones) {
  end = begin + std::min<int64_t>(end - begin, kMaxUnaryBytes);
  alignas(64) static constexpr uint8_t kPlaces[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
      16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
      32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
      48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  const __m512i all_places = _mm512_load_si512(kPlaces);
  uint64_t first_bits = ~uint64_t{0} << from;
  __m512i first_bit = _mm512_setzero_si512();
  for (int found = 0; found < n;) {
    if (begin >= end) return false;
    uint64_t word;
    if (end - begin >= 8) {
      std::memcpy(&word, begin, sizeof(word));
    } else {
      word = static_cast<uint64_t>(
          _mm_cvtsi128_si64(_mm512_castsi512_si128(LoadBytes(begin, end))));
    }
    begin += 8;
    word &= first_bits;
    first_bits = ~uint64_t{0};
    const __m512i places = _mm512_maskz_compress_epi8(word, all_places);
    _mm512_storeu_si512(
        ones + found,
        _mm512_add_epi16(_mm512_cvtepu8_epi16(_mm512_castsi512_si256(places)),
                         first_bit));
    const int num_ones = static_cast<int>(_mm_popcnt_u64(word));
    if (num_ones > 32) {
      _mm512_storeu_si512(
          ones + found + 32,
          _mm512_add_epi16(
              _mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(places, 1)),
              first_bit));
    }
    first_bit = _mm512_add_epi16(first_bit, _mm512_set1_epi16(64));
    found += num_ones;
  }
  return true;
}

__m512i LoadPositions(__mmask16 lanes, const uint16_t* positions) {
  return _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(lanes, positions));
}

bool AddUnary(const uint16_t* ones, int n, int width, uint32_t* values) {
  const __m128i shift = _mm_cvtsi32_si128(width);
  const __m512i low_half = _mm512_set1_epi32(0xffff);
  __m512i all = _mm512_setzero_si512();
  for (int i = 0; i < n; i += kLanes) {
    const __mmask16 lanes = FirstLanes(n - i);
    // Positions are modulo 2^16, and the first of them may be -1.
    const __m512i numbers = _mm512_and_si512(
        _mm512_sub_epi32(_mm512_sub_epi32(LoadPositions(lanes, ones + i),
                                          LoadPositions(lanes, ones + i - 1)),
                         _mm512_set1_epi32(1)),
        low_half);
    all = _mm512_mask_or_epi32(all, lanes, all, numbers);
    _mm512_mask_storeu_epi32(
        values + i, lanes,
        _mm512_or_si512(_mm512_maskz_loadu_epi32(lanes, values + i),
                        _mm512_sll_epi32(numbers, shift)));
  }
  const auto highest = static_cast<uint32_t>(_mm512_reduce_or_epi32(all));
  return uint64_t{highest} << width >> 32 == 0;
}

bool AddHighParts(const uint16_t* ones, int width, DocId base, DocId* doc_ids) {
  const __m128i shift = _mm_cvtsi32_si128(width);
  __m512i places =
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  __m512i last = _mm512_set1_epi32(-1);  // before the first offset
  __mmask16 wrong = 0;
  for (int i = 0; i < kBlockSize; i += kLanes) {
    const __m512i highs =
        _mm512_sub_epi32(LoadPositions(FirstLanes(kLanes), ones + i), places);
    places = _mm512_add_epi32(places, _mm512_set1_epi32(kLanes));
    const __m512i offsets = _mm512_or_si512(_mm512_loadu_si512(doc_ids + i),
                                            _mm512_sll_epi32(highs, shift));
    // Offsets are below 2^31, what is before the first is -1.
    wrong |= _mm512_cmple_epi32_mask(
        offsets, _mm512_alignr_epi32(offsets, last, kLanes - 1));
    last = offsets;
    _mm512_storeu_si512(
        doc_ids + i,
        _mm512_add_epi32(offsets, _mm512_set1_epi32(static_cast<int>(base))));
  }
  return wrong == 0;
}

constexpr BitUnpacking kVersion = {UnpackBits, ListOnes, AddUnary, AddHighParts,
                                   0,          2,        256,      true};

}  // namespace avx512

TELUSUR_END_TARGET

const BitUnpacking& ChooseBitUnpacking() {
  return __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl") &&
                 __builtin_cpu_supports("avx512vbmi") &&
                 __builtin_cpu_supports("avx512vbmi2")
             ? avx512::kVersion
             : portable::kVersion;
}

#else

const BitUnpacking& ChooseBitUnpacking() { return portable::kVersion; }

#endif

}  // namespace

const BitUnpacking& PortableBitUnpacking() { return portable::kVersion; }

const BitUnpacking& FastestBitUnpacking() {
  static const BitUnpacking& fastest = ChooseBitUnpacking();
  return fastest;
}

}  // namespace telusur
