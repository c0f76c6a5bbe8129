#include "index/analysis/character.h"

#include <utf8proc.h>

#include "index/analysis/mojibake.h"
#include "index/analysis/utf8.h"

namespace telusur {
namespace {

// A range of code points that share a kind, where it is not the one of their
// Unicode category.
struct Range {
  char32_t first;
  char32_t last;
  CharKind kind;
};

// Sorted. Ranges of kEnd are invisible.
constexpr Range kRanges[] = {
    {0x0080, 0x0090, CharKind::kBreak},
    {0x0091, 0x0092, CharKind::kApostrophe},  // as Windows-1252 has them
    {0x0093, 0x009F, CharKind::kBreak},
    {0x00B4, 0x00B4, CharKind::kApostrophe},
    {0x02B9, 0x02BF, CharKind::kApostrophe},  // as in transliterated Arabic
    {0x0640, 0x0640, CharKind::kEnd},         // Arabic's line filler
    {0x2010, 0x2011, CharKind::kHyphen},
    {0x2013, 0x2013, CharKind::kHyphen},  // Jakarta–Bandung
    {0x2018, 0x2019, CharKind::kApostrophe},
    {0x201B, 0x201B, CharKind::kApostrophe},
    {0x2032, 0x2032, CharKind::kApostrophe},
    {0x3041, 0x3096, CharKind::kIdeograph},  // Hiragana
    {0x30A1, 0x30FA, CharKind::kIdeograph},  // Katakana
    {0x3400, 0x4DBF, CharKind::kIdeograph},
    {0x4E00, 0x9FFF, CharKind::kIdeograph},
    {0xF900, 0xFAFF, CharKind::kIdeograph},
    {0xFF66, 0xFF9D, CharKind::kIdeograph},  // Katakana, half width
    {0x20000, 0x3FFFF, CharKind::kIdeograph},
};

CharKind KindOfCategory(char32_t code) {
  const utf8proc_property_t* property =
      utf8proc_get_property(static_cast<utf8proc_int32_t>(code));
  if (property->ignorable) return CharKind::kEnd;
  switch (property->category) {
    case UTF8PROC_CATEGORY_LL:
      return CharKind::kLower;
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
      return CharKind::kUpper;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
      return CharKind::kCaseless;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return CharKind::kMark;
    case UTF8PROC_CATEGORY_CF:
      return CharKind::kEnd;
    default:
      return CharKind::kBreak;
  }
}

CharKind KindOfNonAscii(char32_t code) {
  for (const Range& range : kRanges) {
    if (code < range.first) break;
    if (code <= range.last) return range.kind;
  }
  return KindOfCategory(code);
}

// The ASCII digit that `code` is a superscript of, or 0.
char32_t SuperscriptDigit(char32_t code) {
  if (code == 0xB2 || code == 0xB3) return code - 0xB2 + '2';
  if (code == 0xB9) return '1';
  if (code == 0x2070 || (code >= 0x2074 && code <= 0x2079)) {
    return code - 0x2070 + '0';
  }
  return 0;
}

// The ASCII character that `code` is a wide or decorated form of, or `code`.
char32_t PlainForm(char32_t code) {
  if (code >= 0xFF01 && code <= 0xFF5E) return code - 0xFF01 + '!';
  if (code >= 0x1D7CE && code <= 0x1D7FF) return (code - 0x1D7CE) % 10 + '0';
  if (code == 0x2212 || code == 0xFE63) return '-';
  return code;
}

void Classify(Character* character) {
  const char32_t digit = SuperscriptDigit(character->code);
  if (digit != 0) {
    character->code = digit;
    character->kind = CharKind::kSuperscript;
    return;
  }
  character->code = PlainForm(character->code);
  character->kind = character->code < 0x80
                        ? character_internal::kAsciiKinds[character->code]
                        : KindOfNonAscii(character->code);
}

}  // namespace

namespace character_internal {

Character ReadBeyondAscii(absl::string_view text, size_t offset) {
  while (offset < text.size()) {
    const absl::string_view rest = text.substr(offset);
    const CodePoint point = DecodeUtf8(rest);
    const uint32_t begin = static_cast<uint32_t>(offset);
    Character character = {point.code, CharKind::kBreak, begin,
                           begin + point.size};
    if (MayBeginMojibake(point.code)) {
      const Mojibake mended = DecodeMojibake(rest);
      if (mended.size > 0) {
        character.code = mended.code;
        character.end = begin + mended.size;
      }
    }
    Classify(&character);
    if (character.kind != CharKind::kEnd) return character;
    offset = character.end;
  }
  const uint32_t end = static_cast<uint32_t>(text.size());
  return {0, CharKind::kEnd, end, end};
}

}  // namespace character_internal
}  // namespace telusur
