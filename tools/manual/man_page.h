// The manual page of the program and its subcommands.

#ifndef TELUSUR_TOOLS_MANUAL_MAN_PAGE_H_
#define TELUSUR_TOOLS_MANUAL_MAN_PAGE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tools/commands/command_model.h"

namespace telusur {

// telusur(1) in man(7)'s macros. Depends on the arguments alone.
std::string ManPage(const CommandModel& program,
                    const std::vector<CommandModel>& commands,
                    absl::string_view version);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_MANUAL_MAN_PAGE_H_
