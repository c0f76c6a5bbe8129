// What shells complete after `telusur`.

#ifndef TELUSUR_TOOLS_MANUAL_COMPLETIONS_H_
#define TELUSUR_TOOLS_MANUAL_COMPLETIONS_H_

#include <string>
#include <vector>

#include "tools/commands/command_model.h"

namespace telusur {

// Scripts that complete subcommands, their options, the words that an option
// takes, and paths.
std::string BashCompletion(const CommandModel& program,
                           const std::vector<CommandModel>& commands);
std::string ZshCompletion(const CommandModel& program,
                          const std::vector<CommandModel>& commands);
std::string FishCompletion(const CommandModel& program,
                           const std::vector<CommandModel>& commands);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_MANUAL_COMPLETIONS_H_
