#include "tools/commands/command_model.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace telusur {

std::vector<std::string> OptionModel::Choices() const {
  if (!absl::StrContains(value, "|")) return {};
  return absl::StrSplit(value, '|');
}

bool OptionModel::TakesPath() const {
  for (const char* path : {"FILE", "DIR", "INPUT"}) {
    if (value == path || (positional && names[0] == path)) return true;
  }
  return false;
}

std::string CommandModel::Summary() const {
  const size_t end = std::min(description.find(". "), description.find(".\n"));
  if (end != std::string::npos) return description.substr(0, end);
  return std::string(absl::StripSuffix(description, "."));
}

OptionModel DescribeOption(const CLI::Option& option) {
  OptionModel model;
  model.positional = option.get_positional();
  if (model.positional) {
    model.names.push_back(option.get_single_name());
  } else {
    for (const std::string& name : option.get_snames()) {
      model.names.push_back(absl::StrCat("-", name));
    }
    for (const std::string& name : option.get_lnames()) {
      model.names.push_back(absl::StrCat("--", name));
    }
  }
  if (option.get_type_size() != 0) {
    // CLI11 appends the names of the option's checks, which say the same once
    // more.
    const std::string name = option.get_type_name();
    model.value = name.substr(0, name.find(':'));
  }
  model.repeatable = option.get_items_expected_max() > 1;
  model.required = option.get_required();
  model.description = option.get_description();
  model.default_value = option.get_default_str();
  return model;
}

CommandModel DescribeCommand(const CLI::App& command) {
  CommandModel model;
  model.name = command.get_parent() == nullptr ? "" : command.get_name();
  model.description = command.get_description();
  model.examples = command.get_footer();
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_group().empty()) {
      model.options.push_back(DescribeOption(*option));
    }
  }
  std::stable_partition(
      model.options.begin(), model.options.end(),
      [](const OptionModel& option) { return option.positional; });
  return model;
}

std::vector<CommandModel> DescribeSubcommands(const CLI::App& program) {
  std::vector<CommandModel> commands;
  for (const CLI::App* command :
       program.get_subcommands([](const CLI::App*) { return true; })) {
    commands.push_back(DescribeCommand(*command));
  }
  return commands;
}

}  // namespace telusur
