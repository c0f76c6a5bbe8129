// The whole command line of `telusur`.

#ifndef TELUSUR_TOOLS_COMMANDS_PROGRAM_H_
#define TELUSUR_TOOLS_COMMANDS_PROGRAM_H_

#include "CLI/CLI.hpp"
#include "absl/strings/string_view.h"
#include "tools/exit_code.h"

namespace telusur {

// Gives `program` its help and the subcommand called `only`, or all of them
// when none is: describing the flags of thirteen commands takes longer than a
// search. Parsing runs the subcommand that was named and sets `*exit_code`,
// which must live until then.
void DefineProgram(absl::string_view only, CLI::App* program,
                   ExitCode* exit_code);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_PROGRAM_H_
