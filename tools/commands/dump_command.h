// telusur dump: prints a segment, a section of it or a term of it.

#ifndef TELUSUR_TOOLS_COMMANDS_DUMP_COMMAND_H_
#define TELUSUR_TOOLS_COMMANDS_DUMP_COMMAND_H_

#include "CLI/CLI.hpp"
#include "tools/exit_code.h"

namespace telusur {

// Adds the command to `program`. Running it sets `*exit_code`.
void AddDumpCommand(CLI::App* program, ExitCode* exit_code);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_DUMP_COMMAND_H_
