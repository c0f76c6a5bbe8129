// Impacts: the part of a BM25 score that does not depend on the query.
//
// The impact of a posting is tf / (tf + a + b * doc_length), with
// a = k1 * (1 - b'), b = k1 * b' / avg_doc_length for BM25's parameters k1 and
// b'. It lies in (0, 1]. Segments keep impacts for the parameters of their
// build as one byte: maxima rounded up, k-th best values rounded down.
//
// A query with other parameters (A, B against the build's A0, B0) turns them
// into bounds: impact(A, B) <= impact(A0, B0) * max(1, A0/A, B0/B), and
// likewise from below with min.

#ifndef TELUSUR_INDEX_SEGMENT_IMPACT_H_
#define TELUSUR_INDEX_SEGMENT_IMPACT_H_

#include <cmath>
#include <cstdint>

namespace telusur {

// The parameters of BM25 (S. Robertson and H. Zaragoza, "The Probabilistic
// Relevance Framework", 2009).
struct Bm25Parameters {
  double k1 = 1.2;
  double b = 0.75;
};

// A byte i stands for the impact i / kImpactScale.
inline constexpr int kImpactScale = 255;

struct ImpactModel {
  float a = 0;
  float b = 0;

  static ImpactModel For(const Bm25Parameters& parameters,
                         double avg_doc_length) {
    ImpactModel model;
    model.a = static_cast<float>(parameters.k1 * (1 - parameters.b));
    model.b =
        avg_doc_length > 0
            ? static_cast<float>(parameters.k1 * parameters.b / avg_doc_length)
            : 0;
    return model;
  }

  float Impact(uint32_t tf, uint32_t doc_length) const {
    const float x = static_cast<float>(tf);
    return x / (x + (a + b * static_cast<float>(doc_length)));
  }
};

// A byte that stands for at least / at most `impact`. A float times 255 is
// exact in a double.
inline uint8_t ImpactRoundedUp(float impact) {
  const double scaled = std::ceil(double{impact} * kImpactScale);
  return static_cast<uint8_t>(scaled < kImpactScale ? scaled : kImpactScale);
}
inline uint8_t ImpactRoundedDown(float impact) {
  // A conversion cuts off; std::floor would be a call.
  return static_cast<uint8_t>(double{impact} * kImpactScale);
}

}  // namespace telusur

#endif  // TELUSUR_INDEX_SEGMENT_IMPACT_H_
