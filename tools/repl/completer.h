// What Tab offers at the prompt.

#ifndef TELUSUR_TOOLS_REPL_COMPLETER_H_
#define TELUSUR_TOOLS_REPL_COMPLETER_H_

#include "absl/strings/string_view.h"
#include "tools/repl/completion.h"
#include "tools/repl/session.h"

namespace telusur {

// Completes `line`, which ends at the cursor:
//
//   .mo, .help mo   names of commands
//   .mode js        formats; likewise settings, on and off
//   har, -har, "har words of the index, by their documents; title: and the like
//   source:kom      sources, by their documents
//
// Capitals are read as small letters. The index's words are read when a word is
// completed for the first time.
Completion Complete(absl::string_view line, Session* session);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_COMPLETER_H_
