// The commands about files of lines and of results.

#ifndef TELUSUR_TOOLS_REPL_FILE_COMMANDS_H_
#define TELUSUR_TOOLS_REPL_FILE_COMMANDS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tools/repl/session.h"

namespace telusur {

// Leaves `path` for execute_line.h to read.
absl::Status ReadScript(absl::string_view path, Session* session);

// Sends results to the file `path`, or to standard output when it is empty.
absl::Status RedirectOutput(absl::string_view path, Session* session);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_FILE_COMMANDS_H_
