#include "query/bm25.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace telusur {

void ScorePostings(float scale, const ImpactModel& model, const uint32_t* tfs,
                   const uint32_t* lengths, int n, uint32_t* scores) {
  int i = 0;
#ifdef __SSE2__
  const __m128 scales = _mm_set1_ps(scale);
  const __m128 a = _mm_set1_ps(model.a);
  const __m128 b = _mm_set1_ps(model.b);
  for (; i + 4 <= n; i += 4) {
    const auto load = [i](const uint32_t* values) {
      return _mm_cvtepi32_ps(
          _mm_loadu_si128(reinterpret_cast<const __m128i*>(values + i)));
    };
    const __m128 tf = load(tfs);
    const __m128 k = _mm_add_ps(a, _mm_mul_ps(b, load(lengths)));
    const __m128 impact = _mm_div_ps(tf, _mm_add_ps(tf, k));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(scores + i),
                     _mm_cvtps_epi32(_mm_mul_ps(scales, impact)));
  }
#endif
  for (; i < n; ++i) {
    scores[i] = static_cast<uint32_t>(
        std::llrint(scale * model.Impact(tfs[i], lengths[i])));
  }
}

}  // namespace telusur
