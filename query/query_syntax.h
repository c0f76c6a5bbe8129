// The characters and words with a meaning in queries, shared by the one who
// reads queries (query_lexer) and the one who writes them (ToString).

#ifndef TELUSUR_QUERY_QUERY_SYNTAX_H_
#define TELUSUR_QUERY_QUERY_SYNTAX_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace telusur {

enum class QueryOperator { kNone, kAnd, kOr, kNot, kNear };

// AND DAN, OR ATAU, NOT BUKAN, NEAR NEAR/4: in capitals, and nothing else.
// Sets `*distance` to the digits after "NEAR/" (they may be too large for a
// number), or to nothing.
QueryOperator OperatorOf(absl::string_view word, absl::string_view* distance);

enum class QueryScope { kNone, kTitle, kSource, kDate };

// The bytes of "title:", "source:" or "date:" (in any case) that `text` begins
// with, or 0.
size_t ScopeBytes(absl::string_view text, QueryScope* scope);

// The bytes of the white space, ASCII or Unicode, that `text` begins with, or
// 0. Looks at one character.
size_t SpaceBytes(absl::string_view text);

// The bytes of the double quotation mark, straight or typographic, that `text`
// begins with, or 0.
size_t QuoteBytes(absl::string_view text);

// Whether a backslash takes the meaning from what `text` begins with: ASCII
// punctuation or a quotation mark.
bool IsEscapable(absl::string_view text);

// Whether `text` holds a letter, a digit or anything beyond ASCII. Without one
// it is punctuation, which an operator does not apply to ("->", "...*").
bool HasWordByte(absl::string_view text);

// The characters of `text`: its bytes but for UTF-8's continuation bytes.
size_t CountCharacters(absl::string_view text);

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_SYNTAX_H_
