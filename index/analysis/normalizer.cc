#include "index/analysis/normalizer.h"

#include <utf8proc.h>

#include "index/analysis/character.h"
#include "index/analysis/token.h"
#include "index/analysis/utf8.h"

namespace telusur {
namespace {

// A decomposition has at most four code points for each byte of the normal
// form that it is composed to; longer ones end above kMaxTermBytes.
constexpr int kMaxCodePoints = 4 * kMaxTermBytes;

// Marks are dropped below this code point and kept from it on: Latin, Greek,
// Cyrillic, Hebrew and Arabic are read without them, Indic scripts are not.
constexpr char32_t kFirstOfScriptsThatNeedMarks = 0x0700;

constexpr int kFold = UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                      UTF8PROC_IGNORE | UTF8PROC_STABLE;

bool IsWordKind(CharKind kind) {
  return IsLetter(kind) || kind == CharKind::kMark || kind == CharKind::kDigit;
}

// Encodes the `num_points` code points at `points`, composed.
void Compose(utf8proc_int32_t* points, utf8proc_ssize_t num_points,
             std::string* out) {
  num_points = utf8proc_normalize_utf32(
      points, num_points,
      static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
  out->clear();
  for (utf8proc_ssize_t i = 0; i < num_points; ++i) {
    AppendUtf8(static_cast<char32_t>(points[i]), out);
  }
}

// One pass. Folding may bring forth what normalization would change again.
bool NormalizeOnce(absl::string_view word, std::string* normal) {
  utf8proc_int32_t points[kMaxCodePoints];
  const utf8proc_ssize_t num_points = utf8proc_decompose(
      reinterpret_cast<const utf8proc_uint8_t*>(word.data()), word.size(),
      points, kMaxCodePoints, static_cast<utf8proc_option_t>(kFold));
  if (num_points < 0 || num_points > kMaxCodePoints) return false;
  utf8proc_ssize_t num_kept = 0;
  std::string encoded;
  for (utf8proc_ssize_t i = 0; i < num_points; ++i) {
    encoded.clear();
    AppendUtf8(static_cast<char32_t>(points[i]), &encoded);
    if (IsWordKind(ReadCharacter(encoded, 0).kind)) {
      points[num_kept++] = points[i];
    }
  }
  Compose(points, num_kept, normal);
  return true;
}

}  // namespace

bool NormalizeWord(absl::string_view word, std::string* normal) {
  constexpr int kMaxPasses = 4;
  if (!NormalizeOnce(word, normal)) return false;
  if (*normal == word) return true;
  std::string again;
  for (int pass = 1; pass < kMaxPasses; ++pass) {
    if (!NormalizeOnce(*normal, &again)) return false;
    if (again == *normal) break;
    normal->swap(again);
  }
  return true;
}

bool StripMarks(absl::string_view normal, std::string* bare) {
  utf8proc_int32_t points[kMaxCodePoints];
  const utf8proc_ssize_t num_points = utf8proc_decompose(
      reinterpret_cast<const utf8proc_uint8_t*>(normal.data()), normal.size(),
      points, kMaxCodePoints,
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STABLE));
  if (num_points < 0 || num_points > kMaxCodePoints) return false;
  utf8proc_ssize_t num_kept = 0;
  for (utf8proc_ssize_t i = 0; i < num_points; ++i) {
    if (static_cast<char32_t>(points[i]) >= kFirstOfScriptsThatNeedMarks) {
      return false;
    }
    const int category = utf8proc_category(points[i]);
    if (category == UTF8PROC_CATEGORY_MN) continue;
    points[num_kept++] = points[i];
  }
  if (num_kept == num_points || num_kept == 0) return false;
  Compose(points, num_kept, bare);
  return true;
}

}  // namespace telusur
