// `telusur analyze`: what a text or a word becomes in an index.

#ifndef TELUSUR_TOOLS_COMMANDS_ANALYZE_COMMAND_H_
#define TELUSUR_TOOLS_COMMANDS_ANALYZE_COMMAND_H_

#include "CLI/CLI.hpp"
#include "tools/exit_code.h"

namespace telusur {

// Adds the command; it sets `*exit_code` when it is run.
void AddAnalyzeCommand(CLI::App* program, ExitCode* exit_code);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_ANALYZE_COMMAND_H_
