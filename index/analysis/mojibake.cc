#include "index/analysis/mojibake.h"

#include <cstddef>
#include <string>

#include "index/analysis/utf8.h"

namespace telusur {
namespace {

// What the byte 0x80 + i was read as.
constexpr char16_t kMacRoman[] =
    u"ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü"
    u"†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø";
constexpr char16_t kWindows1252[] =
    u"€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ"
    u"\xA0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿";
constexpr int kNumContinuations = 64;  // bytes 0x80 to 0xBF
static_assert(sizeof(kMacRoman) / 2 == kNumContinuations + 1, "");
static_assert(sizeof(kWindows1252) / 2 == kNumContinuations + 1, "");

// After an accented letter, these occur in sound text as well (`Ä“`).
constexpr char16_t kAlsoAfterLetters[] = u"‚„…‹‘’“”•–—›\xA0«´»";

enum class Encoding { kMacRoman, kWindows1252 };

struct Lead {
  char16_t read;  // what the first byte was read as
  uint8_t byte;
  Encoding encoding;
  bool letter = false;  // of sound text too: see kAlsoAfterLetters
};

// The first bytes of Latin letters (C2 to C5), Arabic (D8 to DB), Latin with
// more marks (E1), punctuation (E2), forms (EF) and emoji (F0).
constexpr Lead kLeads[] = {
    {u'¬', 0xC2, Encoding::kMacRoman},
    {u'√', 0xC3, Encoding::kMacRoman},
    {u'ƒ', 0xC4, Encoding::kMacRoman},
    {u'≈', 0xC5, Encoding::kMacRoman},
    {u'ÿ', 0xD8, Encoding::kMacRoman},
    {u'Ÿ', 0xD9, Encoding::kMacRoman},
    {u'⁄', 0xDA, Encoding::kMacRoman},
    {u'€', 0xDB, Encoding::kMacRoman},
    {u'·', 0xE1, Encoding::kMacRoman},
    {u'‚', 0xE2, Encoding::kMacRoman},
    {u'Ô', 0xEF, Encoding::kMacRoman},
    {u'\uF8FF', 0xF0, Encoding::kMacRoman},
    {u'Â', 0xC2, Encoding::kWindows1252},
    {u'Ã', 0xC3, Encoding::kWindows1252},
    {u'Ä', 0xC4, Encoding::kWindows1252, true},
    {u'Å', 0xC5, Encoding::kWindows1252, true},
    {u'Ø', 0xD8, Encoding::kWindows1252, true},
    {u'Ù', 0xD9, Encoding::kWindows1252, true},
    {u'á', 0xE1, Encoding::kWindows1252, true},
    {u'â', 0xE2, Encoding::kWindows1252},
    {u'ï', 0xEF, Encoding::kWindows1252},
    {u'ð', 0xF0, Encoding::kWindows1252},
};

// `‚Ä` and `â€` begin every quote and dash; no text has them.
constexpr absl::string_view kBeginOfPunctuation = "\xE2\x80";

bool Contains(const char16_t* characters, char32_t code) {
  for (; *characters != 0; ++characters) {
    if (*characters == code) return true;
  }
  return false;
}

// The byte that was read as `code`; 0 if it is no continuation byte.
uint8_t ContinuationByte(const Lead& lead, char32_t code) {
  const bool windows = lead.encoding == Encoding::kWindows1252;
  const char16_t* table = windows ? kWindows1252 : kMacRoman;
  for (int i = 0; i < kNumContinuations; ++i) {
    if (table[i] == code) return 0x80 + i;
  }
  // Latin-1, which some programs mean by Windows-1252.
  if (windows && code >= 0x80 && code < 0xA0) return code;
  return 0;
}

int AnnouncedSize(uint8_t lead) {
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

Mojibake Decode(const Lead& lead, absl::string_view text) {
  std::string bytes(1, static_cast<char>(lead.byte));
  const int size = AnnouncedSize(lead.byte);
  size_t end = DecodeUtf8(text).size;
  while (static_cast<int>(bytes.size()) < size && end < text.size()) {
    const CodePoint next = DecodeUtf8(text.substr(end));
    const uint8_t byte = ContinuationByte(lead, next.code);
    if (byte == 0) break;
    if (lead.letter && Contains(kAlsoAfterLetters, next.code)) break;
    bytes.push_back(static_cast<char>(byte));
    end += next.size;
  }
  if (static_cast<int>(bytes.size()) == size) {
    const CodePoint point = DecodeUtf8(bytes);
    if (point.valid) return {point.code, static_cast<uint8_t>(end)};
  }
  if (bytes == kBeginOfPunctuation) {
    return {kReplacementCharacter, static_cast<uint8_t>(end)};
  }
  return {0, 0};
}

}  // namespace

bool MayBeginMojibake(char32_t code) {
  for (const Lead& lead : kLeads) {
    if (lead.read == code) return true;
  }
  return false;
}

Mojibake DecodeMojibake(absl::string_view text) {
  const char32_t code = DecodeUtf8(text).code;
  for (const Lead& lead : kLeads) {
    if (lead.read == code) {
      const Mojibake mended = Decode(lead, text);
      if (mended.size > 0) return mended;
    }
  }
  return {0, 0};
}

}  // namespace telusur
