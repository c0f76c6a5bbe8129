// The commands about words: what the index has of them, and what it makes of
// them.

#ifndef TELUSUR_TOOLS_REPL_DICTIONARY_COMMANDS_H_
#define TELUSUR_TOOLS_REPL_DICTIONARY_COMMANDS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tools/repl/session.h"

namespace telusur {

// Shows the most frequent terms that begin with `prefix` with their forms or,
// when there is none, the surface forms that do, with their terms.
absl::Status ListTerms(absl::string_view prefix, Session* session);

// Shows the tokens of `text`, with the readings that were weighed for each.
absl::Status ExplainStem(absl::string_view text, Session* session);

// Shows the tokens of `text`.
absl::Status AnalyzeText(absl::string_view text, Session* session);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_DICTIONARY_COMMANDS_H_
