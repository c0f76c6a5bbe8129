#include "query/list_intersection.h"

#include <algorithm>

#ifdef __x86_64__
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "index/io/processor_target.h"
#include "index/segment/lanes.h"

namespace telusur {
namespace {

namespace portable {

// Has no branch that depends on the doc_ids: at 128 of them it is twice as fast
// as std::lower_bound.
int LowerBound(const DocId* doc_ids, int n, DocId target) {
  const DocId* base = doc_ids;
  while (n > 1) {
    const int half = n / 2;
    // A conditional expression would become a branch.
    base += half & -static_cast<int>(base[half - 1] < target);
    n -= half;
  }
  return static_cast<int>(base - doc_ids) + (n == 1 && *base < target ? 1 : 0);
}

// Looks for few[i], few[i + 1], ... among many[from], ..., behind `found`
// others.
int IntersectBySearch(const DocId* few, int num_few, int i, const DocId* many,
                      int num_many, int from, int found, uint8_t* in_few,
                      uint8_t* in_many) {
  for (; i < num_few && from < num_many; ++i) {
    from += LowerBound(many + from, num_many - from, few[i]);
    if (from == num_many) break;
    in_few[found] = static_cast<uint8_t>(i);
    in_many[found] = static_cast<uint8_t>(from);
    found += many[from] == few[i] ? 1 : 0;
  }
  return found;
}

#ifdef __SSE2__
constexpr int kLanes = 4;

// The bit of each of the four doc_ids at `a` that is among the four at `b`.
int MaskOfShared(const DocId* a, const DocId* b) {
  const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(a));
  const __m128i y = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b));
  const __m128i same0 = _mm_cmpeq_epi32(x, y);
  const __m128i same1 =
      _mm_cmpeq_epi32(x, _mm_shuffle_epi32(y, _MM_SHUFFLE(0, 3, 2, 1)));
  const __m128i same2 =
      _mm_cmpeq_epi32(x, _mm_shuffle_epi32(y, _MM_SHUFFLE(1, 0, 3, 2)));
  const __m128i same3 =
      _mm_cmpeq_epi32(x, _mm_shuffle_epi32(y, _MM_SHUFFLE(2, 1, 0, 3)));
  return _mm_movemask_ps(_mm_castsi128_ps(
      _mm_or_si128(_mm_or_si128(same0, same1), _mm_or_si128(same2, same3))));
}

// The place of `doc_id` among the four at `b`, where it is.
int PlaceOf(DocId doc_id, const DocId* b) {
  return (b[0] < doc_id ? 1 : 0) + (b[1] < doc_id ? 1 : 0) +
         (b[2] < doc_id ? 1 : 0);
}

// Four doc_ids of each array at a time, and the last three of one by search.
int Intersect(const DocId* a, int na, const DocId* b, int nb, uint8_t* in_a,
              uint8_t* in_b) {
  int found = 0;
  int i = 0;
  int j = na == 0 ? 0 : LowerBound(b, nb, a[0]);
  while (i + kLanes <= na && j + kLanes <= nb) {
    for (int mask = MaskOfShared(a + i, b + j); mask != 0; mask &= mask - 1) {
      const int at = i + __builtin_ctz(mask);
      in_a[found] = static_cast<uint8_t>(at);
      in_b[found] = static_cast<uint8_t>(j + PlaceOf(a[at], b + j));
      ++found;
    }
    const DocId last_a = a[i + kLanes - 1];
    const DocId last_b = b[j + kLanes - 1];
    i += kLanes * static_cast<int>(last_a <= last_b);
    j += kLanes * static_cast<int>(last_b <= last_a);
  }
  return na - i < kLanes
             ? IntersectBySearch(a, na, i, b, nb, j, found, in_a, in_b)
             : IntersectBySearch(b, nb, j, a, na, i, found, in_b, in_a);
}
#else
// Up to one doc_id in kSearchRatio of the other array's is looked for; more are
// merged.
constexpr int kSearchRatio = 8;

// Which array moves on is computed and not branched on: it is unpredictable.
int IntersectByMerge(const DocId* a, int na, const DocId* b, int nb,
                     uint8_t* in_a, uint8_t* in_b) {
  int found = 0;
  int i = 0;
  int j = 0;
  while (i < na && j < nb) {
    const DocId x = a[i];
    const DocId y = b[j];
    in_a[found] = static_cast<uint8_t>(i);
    in_b[found] = static_cast<uint8_t>(j);
    found += x == y ? 1 : 0;
    i += x <= y ? 1 : 0;
    j += y <= x ? 1 : 0;
  }
  return found;
}

int Intersect(const DocId* a, int na, const DocId* b, int nb, uint8_t* in_a,
              uint8_t* in_b) {
  if (na * kSearchRatio <= nb) {
    return IntersectBySearch(a, na, 0, b, nb, 0, 0, in_a, in_b);
  }
  if (nb * kSearchRatio <= na) {
    return IntersectBySearch(b, nb, 0, a, na, 0, 0, in_b, in_a);
  }
  return IntersectByMerge(a, na, b, nb, in_a, in_b);
}
#endif

constexpr ListOperations kVersion = {LowerBound, Intersect};

}  // namespace portable

#ifdef __x86_64__

TELUSUR_BEGIN_TARGET("avx512f,avx512vl,avx2,bmi,popcnt")

namespace avx512 {

constexpr int kLanes = 16;

// From the beginning on: what a search saves in comparisons, it waits for them,
// and the place is often not far.
int LowerBound(const DocId* doc_ids, int n, DocId target) {
  const __m512i targets = _mm512_set1_epi32(static_cast<int>(target));
  for (int i = 0; i < n; i += kLanes) {
    const __mmask16 lanes = FirstLanes(n - i);
    const __mmask16 at_least = _mm512_mask_cmpge_epu32_mask(
        lanes, _mm512_maskz_loadu_epi32(lanes, doc_ids + i), targets);
    if (at_least != 0) return i + static_cast<int>(_tzcnt_u32(at_least));
  }
  return n;
}

// Looks for each of `few` among `many`, in the first sixteen that do not end
// before it.
int IntersectBySearch(const DocId* few, int num_few, const DocId* many,
                      int num_many, uint8_t* in_few, uint8_t* in_many) {
  const int last = num_many - 1;
  const int last_begin = last / kLanes * kLanes;
  const __mmask16 last_lanes = FirstLanes(num_many - last_begin);
  const __m256i ends = _mm256_i32gather_epi32(
      reinterpret_cast<const int*>(many),
      _mm256_min_epi32(_mm256_setr_epi32(15, 31, 47, 63, 79, 95, 111, 127),
                       _mm256_set1_epi32(last)),
      sizeof(DocId));
  int found = 0;
  for (int i = 0; i < num_few; ++i) {
    const int doc_id = static_cast<int>(few[i]);
    const int ends_below = _mm_popcnt_u32(
        _mm256_cmplt_epu32_mask(ends, _mm256_set1_epi32(doc_id)));
    const int begin = std::min(kLanes * ends_below, last_begin);
    const __mmask16 lanes =
        begin == last_begin ? last_lanes : FirstLanes(kLanes);
    const __mmask16 same = _mm512_mask_cmpeq_epi32_mask(
        lanes, _mm512_maskz_loadu_epi32(lanes, many + begin),
        _mm512_set1_epi32(doc_id));
    in_few[found] = static_cast<uint8_t>(i);
    in_many[found] = static_cast<uint8_t>(begin + _tzcnt_u32(same));
    found += same != 0 ? 1 : 0;
  }
  return found;
}

int Intersect(const DocId* a, int na, const DocId* b, int nb, uint8_t* in_a,
              uint8_t* in_b) {
  if (na == 0 || nb == 0) return 0;
  return na <= nb ? IntersectBySearch(a, na, b, nb, in_a, in_b)
                  : IntersectBySearch(b, nb, a, na, in_b, in_a);
}

constexpr ListOperations kVersion = {LowerBound, Intersect};

}  // namespace avx512

TELUSUR_END_TARGET

const ListOperations& ChooseListOperations() {
  return __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("bmi") &&
                 __builtin_cpu_supports("popcnt")
             ? avx512::kVersion
             : portable::kVersion;
}

#else

const ListOperations& ChooseListOperations() { return portable::kVersion; }

#endif

}  // namespace

const ListOperations& PortableListOperations() { return portable::kVersion; }

const ListOperations& FastestListOperations() {
  static const ListOperations& fastest = ChooseListOperations();
  return fastest;
}

}  // namespace telusur
