#include "index/chunk_coding.h"

#include <algorithm>
#include <cstring>

#include "index/io/coding.h"
#include "index/io/processor_target.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace telusur {
namespace {

namespace portable {

void List(const PackedOccurrences& occurrences, ChunkNumbers* numbers) {
  const size_t n = occurrences.size();
  uint32_t num_gaps = 0;
  uint32_t all_bits = 0;
  bool repeats = false;
  Occurrence before = occurrences[0];
  for (size_t begin = 1; begin < n; begin += 8) {
    const size_t end = begin + 8 < n ? begin + 8 : n;
    uint32_t starts = 0;
    for (size_t i = begin; i < end; ++i) {
      const Occurrence now = occurrences[i];
      const uint32_t gap = now.doc_id - before.doc_id;
      const uint32_t is_start = gap != 0 ? 1 : 0;
      numbers->gaps[num_gaps] = gap;
      num_gaps += is_start;
      const uint32_t least = is_start != 0 ? 0 : before.position + 1;
      const uint32_t number = now.position - least;
      numbers->numbers[i - 1] = number;
      repeats |= is_start == 0 && now.position == before.position;
      all_bits |= gap | number;
      starts |= is_start << (i - begin);
      before = now;
    }
    numbers->starts[begin / 8] = static_cast<uint8_t>(starts);
  }
  numbers->num_gaps = num_gaps;
  numbers->repeats = repeats;
  numbers->all_bits = all_bits;
}

char* Encode(const uint32_t* numbers, size_t n, char* bits, char* out) {
  for (size_t begin = 0; begin < n; begin += 8) {
    const size_t end = begin + 8 < n ? begin + 8 : n;
    uint32_t all_long = 0;
    for (size_t i = begin; i < end; ++i) {
      const uint32_t is_long = numbers[i] > 0xff ? 1 : 0;
      all_long |= is_long << (i - begin);
      EncodeFixed16(static_cast<uint16_t>(numbers[i]), out);
      out += 1 + is_long;
    }
    *bits++ = static_cast<char>(all_long);
  }
  return out;
}

const char* Decode(const uint8_t* bits, uint32_t i, uint32_t n, const char* p,
                   const char* end, uint32_t* numbers) {
  constexpr uint32_t kMasks[2] = {0xff, 0xffff};
  uint32_t all_long = bits[i / 8] >> i % 8;
  for (const uint32_t numbers_end = i + n; i < numbers_end;) {
    const uint32_t is_long = all_long & 1;
    *numbers++ = DecodeFixed16(p) & kMasks[is_long];
    p += 1 + is_long;
    all_long >>= 1;
    if (++i % 8 == 0) all_long = bits[i / 8];
  }
  return p;
}

int ListZeros(const uint8_t* bits, uint32_t begin, uint32_t end,
              const char* /*bits_end*/, int max, uint32_t* zeros,
              uint32_t* num_bits) {
  int n = 0;
  uint32_t after_last = begin;
  uint32_t byte = begin < end ? bits[begin / 8] >> begin % 8 : 0;
  for (uint32_t i = begin; i < end && n < max;) {
    const uint32_t is_one = byte & 1;
    zeros[n] = i - after_last;
    n += static_cast<int>(is_one);
    after_last = is_one != 0 ? i + 1 : after_last;
    byte >>= 1;
    if (++i % 8 == 0 && i < end) byte = bits[i / 8];
  }
  *num_bits = after_last - begin;
  return n;
}

constexpr ChunkCoding kVersion = {List, Encode, Decode, ListZeros};

}  // namespace portable

#if defined(__x86_64__)

TELUSUR_BEGIN_TARGET("avx512f,avx512bw,avx512vl,avx512vbmi2,bmi2,popcnt")

namespace avx512 {

constexpr size_t kLanes = 16;

__mmask16 FirstOf(size_t n) {
  return static_cast<__mmask16>(_bzhi_u32(0xffff, n < kLanes ? n : kLanes));
}

void List(const PackedOccurrences& occurrences, ChunkNumbers* numbers) {
  const size_t n = occurrences.size();
  const uint32_t* const packed = occurrences.packed.data();
  const int position_bits = occurrences.packing.position_bits;
  const __m128i shift = _mm_cvtsi32_si128(position_bits);
  const __m512i position_mask = _mm512_set1_epi32(
      static_cast<int>(_bzhi_u32(~0u, static_cast<uint32_t>(position_bits))));
  const __m512i one = _mm512_set1_epi32(1);
  uint32_t num_gaps = 0;
  __m512i all_bits = _mm512_setzero_si512();
  uint32_t repeats = 0;
  for (size_t i = 1; i < n; i += kLanes) {
    const __mmask16 lanes = FirstOf(n - i);
    const __m512i before = _mm512_maskz_loadu_epi32(lanes, packed + i - 1);
    const __m512i now = _mm512_maskz_loadu_epi32(lanes, packed + i);
    const __m512i gaps = _mm512_sub_epi32(_mm512_srl_epi32(now, shift),
                                          _mm512_srl_epi32(before, shift));
    const __mmask16 starts = _mm512_test_epi32_mask(gaps, gaps);
    const __mmask16 others = lanes & ~starts;
    const __m512i least = _mm512_maskz_add_epi32(
        others, _mm512_and_si512(before, position_mask), one);
    const __m512i all =
        _mm512_sub_epi32(_mm512_and_si512(now, position_mask), least);
    repeats |= _mm512_mask_cmpeq_epi32_mask(lanes, now, before);
    all_bits = _mm512_or_si512(all_bits, _mm512_or_si512(gaps, all));
    _mm512_storeu_si512(numbers->numbers + i - 1, all);
    _mm512_storeu_si512(numbers->gaps + num_gaps,
                        _mm512_maskz_compress_epi32(starts, gaps));
    num_gaps += static_cast<uint32_t>(_mm_popcnt_u32(starts));
    const uint16_t start_bits = starts;
    std::memcpy(numbers->starts + i / 8, &start_bits, sizeof(start_bits));
  }
  numbers->num_gaps = num_gaps;
  numbers->repeats = repeats != 0;
  numbers->all_bits = static_cast<uint32_t>(_mm512_reduce_or_epi32(all_bits));
}

// The bytes that `n` numbers have of 16 numbers of two bytes each.
uint32_t BytesOf(uint32_t all_long, size_t n) {
  const uint32_t bytes = _pdep_u32(all_long, 0xaaaaaaaa) | 0x55555555;
  return n < kLanes ? _bzhi_u32(bytes, 2 * n) : bytes;
}

char* Encode(const uint32_t* numbers, size_t n, char* bits, char* out) {
  for (size_t i = 0; i < n; i += kLanes) {
    const __m512i some = _mm512_loadu_si512(numbers + i);
    const __mmask16 all_long = _mm512_mask_cmpgt_epu32_mask(
        FirstOf(n - i), some, _mm512_set1_epi32(0xff));
    const uint32_t bytes = BytesOf(all_long, n - i);
    _mm256_storeu_si256(
        reinterpret_cast<__m256i*>(out),
        _mm256_maskz_compress_epi8(bytes, _mm512_cvtepi32_epi16(some)));
    out += _mm_popcnt_u32(bytes);
    bits[i / 8] = static_cast<char>(all_long);
    if (n - i > 8) bits[i / 8 + 1] = static_cast<char>(all_long >> 8);
  }
  return out;
}

// The 24 bits at `p`, or those before `end`.
uint32_t LoadBits(const uint8_t* p, const char* end) {
  const auto left = reinterpret_cast<const uint8_t*>(end) - p;
  uint32_t bits = 0;
  if (left >= 4) {
    std::memcpy(&bits, p, sizeof(bits));
  } else {
    for (int i = 0; i < left; ++i) bits |= uint32_t{p[i]} << 8 * i;
  }
  return bits;
}

const char* Decode(const uint8_t* bits, uint32_t i, uint32_t n, const char* p,
                   const char* end, uint32_t* numbers) {
  for (uint32_t read = 0; read < n; read += kLanes) {
    const uint32_t bit = i + read;
    const uint32_t all_long = LoadBits(bits + bit / 8, end) >> bit % 8;
    const uint32_t bytes = BytesOf(all_long & 0xffff, n - read);
    const __m256i some =
        end - p >= 32 ? _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))
                      : _mm256_maskz_loadu_epi8(
                            _bzhi_u32(~0u, static_cast<uint32_t>(end - p)), p);
    _mm512_storeu_si512(
        numbers + read,
        _mm512_cvtepu16_epi32(_mm256_maskz_expand_epi8(bytes, some)));
    p += _mm_popcnt_u32(bytes);
  }
  return p;
}

int ListZeros(const uint8_t* bits, uint32_t begin, uint32_t end,
              const char* bits_end, int max, uint32_t* zeros,
              uint32_t* num_bits) {
  const __m512i numbers =
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  int n = 0;
  // The places of the one bits, less `begin`, and the last before them.
  uint32_t places[kLanes];
  uint32_t last = ~0u;
  for (uint32_t i = begin; i < end && n < max; i += kLanes) {
    const __mmask16 ones = static_cast<__mmask16>(
        LoadBits(bits + i / 8, bits_end) >> i % 8 & FirstOf(end - i));
    if (ones == 0) continue;
    const __m512i now = _mm512_maskz_compress_epi32(
        ones, _mm512_add_epi32(numbers,
                               _mm512_set1_epi32(static_cast<int>(i - begin))));
    const __m512i before = _mm512_alignr_epi32(
        now, _mm512_set1_epi32(static_cast<int>(last)), kLanes - 1);
    // now - before - 1
    _mm512_storeu_si512(
        zeros + n, _mm512_add_epi32(now, _mm512_andnot_si512(
                                             before, _mm512_set1_epi32(-1))));
    _mm512_storeu_si512(places, now);
    const int num_listed = std::min(_mm_popcnt_u32(ones), max - n);
    last = places[num_listed - 1];
    n += num_listed;
  }
  *num_bits = last + 1;
  return n;
}

constexpr ChunkCoding kVersion = {List, Encode, Decode, ListZeros};

}  // namespace avx512

TELUSUR_END_TARGET

const ChunkCoding& ChooseChunkCoding() {
  return __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl") &&
                 __builtin_cpu_supports("avx512vbmi2") &&
                 __builtin_cpu_supports("bmi2")
             ? avx512::kVersion
             : portable::kVersion;
}

#else

const ChunkCoding& ChooseChunkCoding() { return portable::kVersion; }

#endif

}  // namespace

const ChunkCoding& PortableChunkCoding() { return portable::kVersion; }

const ChunkCoding& FastestChunkCoding() {
  static const ChunkCoding& fastest = ChooseChunkCoding();
  return fastest;
}

}  // namespace telusur
