#include "index/segment/frame_writing.h"

#include <algorithm>

#include "index/io/coding.h"
#include "index/io/processor_target.h"
#include "index/segment/lanes.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace telusur {
namespace {

constexpr size_t kWindowBytes = 4;
constexpr uint32_t kHashMultiplier = 0x9e3779b1;

namespace portable {

constexpr size_t kLanes = 4;  // of Lanes32

uint64_t SumShifted(const uint32_t* values, size_t n, int width) {
  Lanes64 sums = {};
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const auto pairs =
        reinterpret_cast<Lanes64>(LoadLanes<Lanes32>(values + i) >> width);
    sums += (pairs & 0xffffffff) + (pairs >> 32);
  }
  uint64_t sum = sums[0] + sums[1];
  for (; i < n; ++i) sum += values[i] >> width;
  return sum;
}

void AppendLowBits(const uint32_t* values, size_t n, int width, BitEnd* end) {
  const uint64_t mask = (uint64_t{1} << width) - 1;
  BitEnd to = *end;
  size_t i = 0;
  if (2 * width <= BitEnd::kMaxBits) {
    const auto pair = [=](size_t i) {
      return (values[i] & mask) | (values[i + 1] & mask) << width;
    };
    if (4 * width <= BitEnd::kMaxBits) {
      for (; i + 4 <= n; i += 4) {
        to.Append(pair(i) | pair(i + 2) << 2 * width, 4 * width);
      }
    }
    for (; i + 2 <= n; i += 2) to.Append(pair(i), 2 * width);
  }
  for (; i < n; ++i) to.Append(values[i] & mask, width);
  *end = to;
}

void AppendUnary(const uint32_t* values, size_t n, int width, BitEnd* end) {
  BitEnd to = *end;
  size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    const uint64_t a = values[i] >> width;
    const uint64_t b = values[i + 1] >> width;
    const uint64_t c = values[i + 2] >> width;
    const uint64_t d = values[i + 3] >> width;
    // Four numbers nearly always fit.
    if (a + b + c + d + 4 > BitEnd::kMaxBits) {
      for (size_t k = i; k < i + 4; ++k) to.AppendUnary(values[k] >> width);
      continue;
    }
    const uint64_t first = uint64_t{1} << a | uint64_t{2} << (a + b);
    const uint64_t second = uint64_t{1} << c | uint64_t{2} << (c + d);
    to.Append(first | second << (a + b + 2),
              static_cast<int>(a + b + c + d) + 4);
  }
  for (; i < n; ++i) to.AppendUnary(values[i] >> width);
  *end = to;
}

char* EncodeVarints(const uint32_t* values, size_t n, char* out) {
  for (size_t i = 0; i < n; ++i) {
    const uint32_t value = values[i];
    if (value >> 14 != 0) {
      out = EncodeVarint32(value, out);
      continue;
    }
    // One byte or two cannot be predicted: without a branch.
    const bool is_long = value >= 0x80;
    out[0] = static_cast<char>(value | (is_long ? 0x80 : 0));
    out[1] = static_cast<char>(value >> 7);
    out += 1 + is_long;
  }
  return out;
}

void HashWindows(const char* bytes, size_t n, int num_bits, uint16_t* hashes) {
  for (size_t i = 0; i < n; ++i) {
    uint32_t window;
    std::memcpy(&window, bytes + i, kWindowBytes);
    hashes[i] =
        static_cast<uint16_t>(window * kHashMultiplier >> (32 - num_bits));
  }
}

float RoundImpacts(const ImpactModel& model, const uint32_t* tfs_minus_one,
                   const uint32_t* lengths, size_t n, uint8_t* rounded_down) {
  float max = 0;
  for (size_t i = 0; i < n; ++i) {
    const float impact = model.Impact(tfs_minus_one[i] + 1, lengths[i]);
    max = std::max(max, impact);
    rounded_down[i] = ImpactRoundedDown(impact);
  }
  return max;
}

constexpr FrameWriting kVersion = {SumShifted,    AppendLowBits, AppendUnary,
                                   EncodeVarints, HashWindows,   RoundImpacts};

}  // namespace portable

#if defined(__x86_64__)

TELUSUR_BEGIN_TARGET(
    "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2,bmi2,popcnt")

namespace avx512 {

constexpr size_t kLanes = 16;

__mmask16 FirstOf(size_t n) {
  return static_cast<__mmask16>(_bzhi_u32(0xffff, n < kLanes ? n : kLanes));
}

__m512i LoadShifted(const uint32_t* values, __mmask16 lanes, __m128i width) {
  return _mm512_srl_epi32(_mm512_maskz_loadu_epi32(lanes, values), width);
}

uint64_t SumShifted(const uint32_t* values, size_t n, int width) {
  const __m128i shift = _mm_cvtsi32_si128(width);
  const __m512i low = _mm512_set1_epi64(0xffffffff);
  __m512i sums = _mm512_setzero_si512();
  for (size_t i = 0; i < n; i += kLanes) {
    const __m512i pairs = LoadShifted(values + i, FirstOf(n - i), shift);
    sums = _mm512_add_epi64(sums, _mm512_and_si512(pairs, low));
    sums = _mm512_add_epi64(sums, _mm512_srli_epi64(pairs, 32));
  }
  return static_cast<uint64_t>(_mm512_reduce_add_epi64(sums));
}

// Sixteen numbers become four of four times the bits, each beside the other.
void AppendLowBits(const uint32_t* values, size_t n, int width, BitEnd* end) {
  if (4 * width > BitEnd::kMaxBits) {
    return portable::AppendLowBits(values, n, width, end);
  }
  const __m512i mask =
      _mm512_set1_epi32(static_cast<int>(_bzhi_u32(~0u, width)));
  const __m512i low = _mm512_set1_epi64(0xffffffff);
  const __m128i pair_shift = _mm_cvtsi32_si128(32 - width);
  const __m128i two_pairs_shift = _mm_cvtsi32_si128(2 * width);
  BitEnd to = *end;
  for (size_t i = 0; i < n; i += kLanes) {
    const __m512i some = _mm512_and_si512(
        _mm512_maskz_loadu_epi32(FirstOf(n - i), values + i), mask);
    const __m512i pairs = _mm512_or_si512(
        _mm512_and_si512(some, low),
        _mm512_srl_epi64(_mm512_andnot_si512(low, some), pair_shift));
    const __m512i moved = _mm512_sll_epi64(pairs, two_pairs_shift);
    const __m512i fours =
        _mm512_or_si512(pairs, _mm512_unpackhi_epi64(moved, moved));
    alignas(32) uint64_t words[4];
    _mm256_store_si256(
        reinterpret_cast<__m256i*>(words),
        _mm512_castsi512_si256(_mm512_maskz_compress_epi64(0x55, fours)));
    if (n - i >= kLanes) {
      if (8 * width <= BitEnd::kMaxBits) {
        to.Append(words[0] | words[1] << 4 * width, 8 * width);
        to.Append(words[2] | words[3] << 4 * width, 8 * width);
      } else {
        for (const uint64_t word : words) to.Append(word, 4 * width);
      }
      continue;
    }
    size_t left = n - i;
    for (const uint64_t word : words) {
      const size_t taken = std::min<size_t>(left, 4);
      to.Append(word, static_cast<int>(taken) * width);
      left -= taken;
    }
  }
  *end = to;
}

// A one bit at each of the places, below 64.
uint64_t OnesAt(__m256i places_a, __mmask8 lanes_a, __m256i places_b,
                __mmask8 lanes_b) {
  const __m512i one = _mm512_set1_epi64(1);
  const __m512i a =
      _mm512_maskz_sllv_epi64(lanes_a, one, _mm512_cvtepu32_epi64(places_a));
  const __m512i b =
      _mm512_maskz_sllv_epi64(lanes_b, one, _mm512_cvtepu32_epi64(places_b));
  return static_cast<uint64_t>(_mm512_reduce_or_epi64(_mm512_or_si512(a, b)));
}

// A number's one bit stands behind those of the numbers before and all zeros.
void AppendUnary(const uint32_t* values, size_t n, int width, BitEnd* end) {
  const __m128i shift = _mm_cvtsi32_si128(width);
  const __m512i zero = _mm512_setzero_si512();
  const __m512i numbers =
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  BitEnd to = *end;
  for (size_t i = 0; i < n; i += kLanes) {
    const __mmask16 lanes = FirstOf(n - i);
    const size_t num_lanes = std::min(n - i, kLanes);
    const __m512i zeros = LoadShifted(values + i, lanes, shift);
    // Numbers so large are rare, and their sum might not fit in 32 bits.
    const bool is_small = _mm512_cmpgt_epu32_mask(
                              zeros, _mm512_set1_epi32(BitEnd::kMaxBits)) == 0;
    __m512i sums =
        _mm512_add_epi32(zeros, _mm512_alignr_epi32(zeros, zero, 15));
    sums = _mm512_add_epi32(sums, _mm512_alignr_epi32(sums, zero, 14));
    sums = _mm512_add_epi32(sums, _mm512_alignr_epi32(sums, zero, 12));
    sums = _mm512_add_epi32(sums, _mm512_alignr_epi32(sums, zero, 8));
    const int num_zeros =
        _mm_extract_epi32(_mm512_extracti32x4_epi32(sums, 3), 3);
    const int num_bits = num_zeros + static_cast<int>(num_lanes);
    if (!is_small || num_bits > BitEnd::kMaxBits) {
      for (size_t k = i; k < i + num_lanes; ++k) {
        to.AppendUnary(values[k] >> width);
      }
      continue;
    }
    const __m512i places = _mm512_add_epi32(sums, numbers);
    to.Append(
        OnesAt(_mm512_castsi512_si256(places), static_cast<__mmask8>(lanes),
               _mm512_extracti64x4_epi64(places, 1),
               static_cast<__mmask8>(lanes >> 8)),
        num_bits);
  }
  *end = to;
}

char* EncodeVarints(const uint32_t* values, size_t n, char* out) {
  for (size_t i = 0; i < n; i += kLanes) {
    const __mmask16 lanes = FirstOf(n - i);
    const __m512i some = _mm512_maskz_loadu_epi32(lanes, values + i);
    if (_mm512_cmpge_epu32_mask(some, _mm512_set1_epi32(1 << 14)) != 0) {
      out = portable::EncodeVarints(values + i, std::min(n - i, kLanes), out);
      continue;
    }
    const __mmask16 all_long =
        _mm512_cmpgt_epu32_mask(some, _mm512_set1_epi32(0x7f));
    const __m512i low =
        _mm512_mask_or_epi32(some, all_long, some, _mm512_set1_epi32(0x80));
    const __m512i both =
        _mm512_or_si512(_mm512_and_si512(low, _mm512_set1_epi32(0xff)),
                        _mm512_slli_epi32(_mm512_srli_epi32(some, 7), 8));
    const uint32_t bytes =
        _pdep_u32(all_long, 0xaaaaaaaa) | _pdep_u32(lanes, 0x55555555);
    _mm256_storeu_si256(
        reinterpret_cast<__m256i*>(out),
        _mm256_maskz_compress_epi8(bytes, _mm512_cvtepi32_epi16(both)));
    out += _mm_popcnt_u32(bytes);
  }
  return out;
}

// Four windows begin in four bytes; each quarter of a vector has those, and the
// four bytes behind them.
void HashWindows(const char* bytes, size_t n, int num_bits, uint16_t* hashes) {
  const __m512i quarters =
      _mm512_setr_epi32(0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4);
  const __m512i windows =
      _mm512_set4_epi32(0x06050403, 0x05040302, 0x04030201, 0x03020100);
  const __m512i multiplier =
      _mm512_set1_epi32(static_cast<int>(kHashMultiplier));
  const __m128i shift = _mm_cvtsi32_si128(32 - num_bits);
  for (size_t i = 0; i < n; i += kLanes) {
    const size_t left = n - i + kWindowBytes - 1;
    const __m256i some = _mm256_maskz_loadu_epi8(
        _bzhi_u32(~0u, left < 32 ? static_cast<uint32_t>(left) : 32),
        bytes + i);
    const __m512i all = _mm512_shuffle_epi8(
        _mm512_permutexvar_epi32(quarters, _mm512_castsi256_si512(some)),
        windows);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(hashes + i),
                        _mm512_cvtepi32_epi16(_mm512_srl_epi32(
                            _mm512_mullo_epi32(all, multiplier), shift)));
  }
}

// A number of 255ths, cut off, of impacts: exact in 64 bits.
__m256i RoundDown(__m256 impacts) {
  return _mm512_cvttpd_epi32(
      _mm512_mul_pd(_mm512_cvtps_pd(impacts), _mm512_set1_pd(kImpactScale)));
}

float RoundImpacts(const ImpactModel& model, const uint32_t* tfs_minus_one,
                   const uint32_t* lengths, size_t n, uint8_t* rounded_down) {
  const __m512 a = _mm512_set1_ps(model.a);
  const __m512 b = _mm512_set1_ps(model.b);
  __m512 max = _mm512_setzero_ps();
  for (size_t i = 0; i < n; i += kLanes) {
    const __mmask16 lanes = FirstOf(n - i);
    const __m512 tfs = _mm512_cvtepu32_ps(
        _mm512_add_epi32(_mm512_maskz_loadu_epi32(lanes, tfs_minus_one + i),
                         _mm512_set1_epi32(1)));
    const __m512 norms = _mm512_add_ps(
        a, _mm512_mul_ps(b, _mm512_cvtepu32_ps(
                                _mm512_maskz_loadu_epi32(lanes, lengths + i))));
    const __m512 impacts =
        _mm512_maskz_div_ps(lanes, tfs, _mm512_add_ps(tfs, norms));
    max = _mm512_max_ps(max, impacts);
    const __m256i low = RoundDown(_mm512_castps512_ps256(impacts));
    const __m256i high = RoundDown(_mm512_extractf32x8_ps(impacts, 1));
    const __m512i all =
        _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
    _mm512_mask_cvtepi32_storeu_epi8(rounded_down + i, lanes, all);
  }
  return _mm512_reduce_max_ps(max);
}

constexpr FrameWriting kVersion = {SumShifted,    AppendLowBits, AppendUnary,
                                   EncodeVarints, HashWindows,   RoundImpacts};

}  // namespace avx512

TELUSUR_END_TARGET

const FrameWriting& ChooseFrameWriting() {
  return __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512dq") &&
                 __builtin_cpu_supports("avx512vl") &&
                 __builtin_cpu_supports("avx512vbmi2") &&
                 __builtin_cpu_supports("bmi2")
             ? avx512::kVersion
             : portable::kVersion;
}

#else

const FrameWriting& ChooseFrameWriting() { return portable::kVersion; }

#endif

}  // namespace

const FrameWriting& PortableFrameWriting() { return portable::kVersion; }

const FrameWriting& FastestFrameWriting() {
  static const FrameWriting& fastest = ChooseFrameWriting();
  return fastest;
}

}  // namespace telusur
