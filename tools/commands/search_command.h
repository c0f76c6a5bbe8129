// telusur search: ranked documents for one query or for a file of them.

#ifndef TELUSUR_TOOLS_COMMANDS_SEARCH_COMMAND_H_
#define TELUSUR_TOOLS_COMMANDS_SEARCH_COMMAND_H_

#include "CLI/CLI.hpp"
#include "tools/exit_code.h"

namespace telusur {

// Adds the command to `program`. Running it sets `*exit_code`.
void AddSearchCommand(CLI::App* program, ExitCode* exit_code);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_SEARCH_COMMAND_H_
