// telusur bench: how fast an index answers.

#ifndef TELUSUR_TOOLS_COMMANDS_BENCH_COMMAND_H_
#define TELUSUR_TOOLS_COMMANDS_BENCH_COMMAND_H_

#include "CLI/CLI.hpp"
#include "tools/exit_code.h"

namespace telusur {

// Adds the command; running it sets `*exit_code`.
void AddBenchCommand(CLI::App* program, ExitCode* exit_code);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_BENCH_COMMAND_H_
