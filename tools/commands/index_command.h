// telusur index: builds an index from files.

#ifndef TELUSUR_TOOLS_COMMANDS_INDEX_COMMAND_H_
#define TELUSUR_TOOLS_COMMANDS_INDEX_COMMAND_H_

#include "CLI/CLI.hpp"
#include "tools/exit_code.h"

namespace telusur {

// Adds the command to `program`. Running it sets `*exit_code`.
void AddIndexCommand(CLI::App* program, ExitCode* exit_code);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_INDEX_COMMAND_H_
