// What begins with a dot at the prompt.

#ifndef TELUSUR_TOOLS_REPL_DOT_COMMANDS_H_
#define TELUSUR_TOOLS_REPL_DOT_COMMANDS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "tools/messages/message_table.h"
#include "tools/repl/session.h"

namespace telusur {

struct DotCommand {
  absl::string_view name;       // without its dot
  absl::string_view arguments;  // as in "N", for help
  MessageId summary;            // one line
  MessageId details;            // more lines for ".help NAME", or kNoDetails
  bool is_long;                 // whether the pager may show it

  // `argument` has no white space around it and may be empty. Errors are told
  // to the user; the session goes on.
  absl::Status (*run)(absl::string_view argument, Session* session);
};

// All commands, in the order of their help.
absl::Span<const DotCommand> DotCommands();

// Runs "name argument". A name may be shortened as far as it stays unique.
// InvalidArgument when there is no such command; otherwise what it returns.
absl::Status RunDotCommand(absl::string_view line, Session* session);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_DOT_COMMANDS_H_
