// telusur stats: what an index holds and what its bytes are spent on.

#ifndef TELUSUR_TOOLS_COMMANDS_STATS_COMMAND_H_
#define TELUSUR_TOOLS_COMMANDS_STATS_COMMAND_H_

#include "CLI/CLI.hpp"
#include "tools/exit_code.h"

namespace telusur {

// Adds the command to `program`. Running it sets `*exit_code`.
void AddStatsCommand(CLI::App* program, ExitCode* exit_code);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_STATS_COMMAND_H_
