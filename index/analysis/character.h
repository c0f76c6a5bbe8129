// One character of a text, as the tokenizer tells characters apart.

#ifndef TELUSUR_INDEX_ANALYSIS_CHARACTER_H_
#define TELUSUR_INDEX_ANALYSIS_CHARACTER_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace telusur {

enum class CharKind : uint8_t {
  kBreak,  // spaces, most punctuation, symbols, control and invalid bytes
  kEnd,    // no character: the text is over
  kLower,
  kUpper,
  kCaseless,      // a letter of a script without case
  kIdeograph,     // a letter of a script without spaces: a word of its own
  kMark,          // combining, belongs to the letter before
  kDigit,         // code is '0' to '9', whatever the digit's form
  kSuperscript,   // a digit after a letter (m²), else a break; code as above
  kApostrophe,    // of any form
  kHyphen,        // of any form, and the low line
  kDot,           // '.'
  kComma,         // ','
  kColon,         // ':'
  kAmpersand,     // '&'
  kAt,            // '@'
  kPercent,       // '%'
  kNumCharKinds,  // not a kind
};

struct Character {
  char32_t code;
  CharKind kind;
  uint32_t begin;  // its bytes [begin, end) in the text
  uint32_t end;
};

inline bool IsLetter(CharKind kind) {
  return kind >= CharKind::kLower && kind <= CharKind::kIdeograph;
}

namespace character_internal {

constexpr std::array<CharKind, 128> MakeAsciiKinds() {
  std::array<CharKind, 128> kinds{};  // kBreak
  for (int c = 'a'; c <= 'z'; ++c) kinds[c] = CharKind::kLower;
  for (int c = 'A'; c <= 'Z'; ++c) kinds[c] = CharKind::kUpper;
  for (int c = '0'; c <= '9'; ++c) kinds[c] = CharKind::kDigit;
  kinds['\''] = kinds['`'] = CharKind::kApostrophe;
  kinds['-'] = kinds['_'] = CharKind::kHyphen;
  kinds['.'] = CharKind::kDot;
  kinds[','] = CharKind::kComma;
  kinds[':'] = CharKind::kColon;
  kinds['&'] = CharKind::kAmpersand;
  kinds['@'] = CharKind::kAt;
  kinds['%'] = CharKind::kPercent;
  return kinds;
}

inline constexpr std::array<CharKind, 128> kAsciiKinds = MakeAsciiKinds();

Character ReadBeyondAscii(absl::string_view text, size_t offset);

}  // namespace character_internal

// Reads the first character at or after `offset`. Characters that cannot be
// seen (zero-width spaces and joiners, soft hyphens, marks of direction) are
// passed over as if they were not there; mojibake is mended.
inline Character ReadCharacter(absl::string_view text, size_t offset) {
  if (offset < text.size()) {
    const uint8_t byte = text.data()[offset];
    if (byte < 0x80) {
      const uint32_t begin = static_cast<uint32_t>(offset);
      return {byte, character_internal::kAsciiKinds[byte], begin, begin + 1};
    }
  }
  return character_internal::ReadBeyondAscii(text, offset);
}

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_CHARACTER_H_
