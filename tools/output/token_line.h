// A token as `telusur analyze` shows it.

#ifndef TELUSUR_TOOLS_OUTPUT_TOKEN_LINE_H_
#define TELUSUR_TOOLS_OUTPUT_TOKEN_LINE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "index/analysis/stem_explanation.h"
#include "index/analysis/token.h"

namespace telusur {

enum class TokenFormat { kTsv, kTable };

struct ShownToken {
  Token token;
  bool is_stop_word = false;
  StemExplanation explanation;  // at least its stem
  bool explain = false;         // show the rest of it too
};

// Appends a header for people; nothing in the format for machines.
void AppendTokenHeader(TokenFormat format, bool explain, std::string* out);

// Appends a token.
//
// kTsv is one line:
//
//   position begin end surface stem kind [step path rejected]
//
// kind is `word`, `stop` (a word that ranked queries leave out) or `reading` (a
// further term at the position of the word before it). path is the reading that
// was taken, and rejected the others, best first, as "path (score)" with "; "
// between; both are empty where no rule was asked.
//
// kTable has aligned columns, and the readings on lines of their own.
void AppendToken(TokenFormat format, const ShownToken& token, std::string* out);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_OUTPUT_TOKEN_LINE_H_
