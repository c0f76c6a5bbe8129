// What the definition of the command line says, in plain values: the one source
// of --help, of the manual page and of what shells complete.

#ifndef TELUSUR_TOOLS_COMMANDS_COMMAND_MODEL_H_
#define TELUSUR_TOOLS_COMMANDS_COMMAND_MODEL_H_

#include <string>
#include <vector>

#include "CLI/CLI.hpp"

namespace telusur {

struct OptionModel {
  std::vector<std::string> names;  // "-o", "--output"; a positional's own name
  bool positional = false;
  bool repeatable = false;
  bool required = false;
  std::string value;  // "DIR", "text|json"; empty for a flag
  std::string description;
  std::string default_value;  // empty: none that could be named

  // The words that it takes, if these are all.
  std::vector<std::string> Choices() const;

  // Whether it takes the path of a file or folder.
  bool TakesPath() const;
};

struct CommandModel {
  std::string name;  // empty for the program itself
  std::string description;
  std::string examples;              // lines
  std::vector<OptionModel> options;  // positionals first

  // The description's first sentence, without its full stop.
  std::string Summary() const;
};

// A command without its subcommands.
CommandModel DescribeCommand(const CLI::App& command);

// The subcommands of a program, in their order.
std::vector<CommandModel> DescribeSubcommands(const CLI::App& program);

OptionModel DescribeOption(const CLI::Option& option);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_COMMAND_MODEL_H_
