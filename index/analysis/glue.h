// Where a word falls apart by its capitals.
//
// A small letter before a capital is glue (diKazakhstan, a lost space) or a
// name (WhatsApp); nobody can tell which, so the tokenizer yields the parts and
// the whole. A run of capitals before small letters is an acronym with a word
// glued to it, and the border is in doubt: KPK|menahan but PT|Pertamina.

#ifndef TELUSUR_INDEX_ANALYSIS_GLUE_H_
#define TELUSUR_INDEX_ANALYSIS_GLUE_H_

#include <cstdint>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"

namespace telusur {

// More parts are the mixed case of a code or of bad OCR, and are not made.
inline constexpr int kMaxGluedParts = 8;

// A border before letter number `at`; if `other` is not 0, the border may as
// well be before letter number `other`, which is at + 1 or at - 1.
struct GlueBorder {
  uint16_t at;
  uint16_t other;
};

using GlueBorders = absl::InlinedVector<GlueBorder, kMaxGluedParts>;

// The borders in a word, in order; none if it is one piece. `shape` has one
// byte a letter: a capital as 'A' to 'Z', a small letter as 'a' to 'z', a
// capital beyond ASCII as '^', any other letter as '~'. Parts have at least two
// letters, so that iPhone, MoU and PhD stay whole.
GlueBorders FindGlue(absl::string_view shape);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_GLUE_H_
