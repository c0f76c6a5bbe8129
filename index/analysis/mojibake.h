// Text that was UTF-8 and was read as something else.
//
// A fifth of real news pages holds quotes such as `‚Äú`: the three bytes of
// U+201C, read as Mac Roman. Others hold `â€œ`, the same bytes read as
// Windows-1252. The damage is undone here, character by character, so that a
// quote is punctuation again, an apostrophe joins its word again (`Ma‚Äôruf`)
// and a letter is the letter it was (`caf√©`).
//
// A sequence counts as damage only if its first character is one that hardly
// any text has before the characters that follow: see the tables.

#ifndef TELUSUR_INDEX_ANALYSIS_MOJIBAKE_H_
#define TELUSUR_INDEX_ANALYSIS_MOJIBAKE_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace telusur {

struct Mojibake {
  char32_t code;  // what was written before the damage
  uint8_t size;   // bytes of the damaged text that stand for it
};

// Whether a damaged character can begin with `code`. A quick test.
bool MayBeginMojibake(char32_t code);

// Mends the damaged character at the start of `text`. Returns size 0 if there
// is none. A sequence that begins like a damaged quote and is cut short gives
// U+FFFD, so that its letters are not taken for letters.
Mojibake DecodeMojibake(absl::string_view text);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_MOJIBAKE_H_
