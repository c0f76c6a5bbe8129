// What begins with a dot at the prompt.

#ifndef TELUSUR_TOOLS_REPL_DOT_COMMANDS_H_
#define TELUSUR_TOOLS_REPL_DOT_COMMANDS_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "tools/repl/session.h"

namespace telusur {

struct DotCommand {
  absl::string_view name;       // without its dot
  absl::string_view arguments;  // as in "N", for help
  absl::string_view summary;    // one line
  absl::string_view details;    // more lines for ".help NAME"; may be empty

  // `argument` has no white space around it and may be empty. Tells the user
  // what is wrong.
  void (*run)(Session* session, absl::string_view argument);
};

// All commands, in the order of their help.
absl::Span<const DotCommand> DotCommands();

// Runs "name argument". A name may be shortened as far as it stays unique.
void RunDotCommand(absl::string_view line, Session* session);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_DOT_COMMANDS_H_
