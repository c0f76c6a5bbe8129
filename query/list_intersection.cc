#include "query/list_intersection.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace telusur {
namespace {

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
  int j = 0;
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

}  // namespace

int IntersectLists(const DocId* a, int na, const DocId* b, int nb,
                   uint8_t* in_a, uint8_t* in_b) {
  return Intersect(a, na, b, nb, in_a, in_b);
}

}  // namespace telusur
