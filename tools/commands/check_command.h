// telusur check: reads every byte of an index and verifies it.

#ifndef TELUSUR_TOOLS_COMMANDS_CHECK_COMMAND_H_
#define TELUSUR_TOOLS_COMMANDS_CHECK_COMMAND_H_

#include "CLI/CLI.hpp"
#include "tools/exit_code.h"

namespace telusur {

// Adds the command to `program`. Running it sets `*exit_code`.
void AddCheckCommand(CLI::App* program, ExitCode* exit_code);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_CHECK_COMMAND_H_
