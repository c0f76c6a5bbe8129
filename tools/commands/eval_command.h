// telusur eval: judges a run by relevance judgements.

#ifndef TELUSUR_TOOLS_COMMANDS_EVAL_COMMAND_H_
#define TELUSUR_TOOLS_COMMANDS_EVAL_COMMAND_H_

#include "CLI/CLI.hpp"
#include "tools/exit_code.h"

namespace telusur {

// Adds the command to `program`. Running it sets `*exit_code`.
void AddEvalCommand(CLI::App* program, ExitCode* exit_code);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_EVAL_COMMAND_H_
