// The prompt: reads lines, from a person or from a pipe, and does what they
// say.

#ifndef TELUSUR_TOOLS_REPL_REPL_H_
#define TELUSUR_TOOLS_REPL_REPL_H_

#include <string>

#include "tools/exit_code.h"
#include "tools/search/answer.h"

namespace telusur {

// Opens the index in the folder `index`, whose queries are answered with
// `settings` unless a line changes them, and reads lines from standard input
// until it ends or .quit. On a terminal with prompt, editing and history; from
// a pipe without, and kExitNothing if no query had a hit.
ExitCode RunRepl(const std::string& index, const QuerySettings& settings);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_REPL_H_
