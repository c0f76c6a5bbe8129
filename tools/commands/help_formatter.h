// The look of --help: what the command does, examples, then the flags.

#ifndef TELUSUR_TOOLS_COMMANDS_HELP_FORMATTER_H_
#define TELUSUR_TOOLS_COMMANDS_HELP_FORMATTER_H_

#include <string>
#include <vector>

#include "CLI/CLI.hpp"

namespace telusur {

// Lines have at most 80 columns. A command's footer holds its examples.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;
  std::string make_group(
      std::string group, bool is_positional,
      std::vector<const CLI::Option*> options) const override;
  std::string make_subcommand(const CLI::App* command) const override;
};

// Gives `command` a description, examples and flags in this look.
void SetHelp(CLI::App* command, const std::string& examples);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_HELP_FORMATTER_H_
