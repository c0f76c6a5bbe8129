// Does what lines say: those at the prompt, of a pipe and of files.

#ifndef TELUSUR_TOOLS_REPL_EXECUTE_LINE_H_
#define TELUSUR_TOOLS_REPL_EXECUTE_LINE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tools/repl/session.h"

namespace telusur {

// Runs a dot command, or answers a query, which `query_id` names in machine
// formats, if not empty. Blank lines do nothing. What is wrong with the line is
// told to the user and is no error; an error means that results cannot be
// written to standard output.
absl::Status ExecuteLine(absl::string_view line, const std::string& query_id,
                         Session* session);

// Does what the lines of a file say, until its end, .quit or Ctrl-C. `path` may
// be "-" for standard input; another file may be compressed. Queries are named
// by the numbers of their lines. Errors as above; a file that cannot be read is
// told to the user.
absl::Status ExecuteFile(const std::string& path, Session* session);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_EXECUTE_LINE_H_
