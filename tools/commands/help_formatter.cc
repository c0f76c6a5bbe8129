#include "tools/commands/help_formatter.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "tools/commands/command_model.h"

namespace telusur {
namespace {

constexpr size_t kWidth = 80;
constexpr size_t kNameWidth = 28;

// Appends `name` and, behind it or below it, `text` wrapped in a column.
void AppendEntry(const std::string& name, const std::string& text,
                 std::string* out) {
  const std::string indent(kNameWidth, ' ');
  std::string line = absl::StrCat("  ", name);
  if (line.size() + 2 > kNameWidth) {
    absl::StrAppend(out, line, "\n");
    line.clear();
  }
  line.resize(kNameWidth, ' ');
  for (absl::string_view word :
       absl::StrSplit(text, absl::ByAnyChar(" \n"), absl::SkipEmpty())) {
    if (line.size() > kNameWidth && line.size() + 1 + word.size() > kWidth) {
      absl::StrAppend(out, line, "\n");
      line = indent;
    }
    absl::StrAppend(&line, line.size() > kNameWidth ? " " : "", word);
  }
  absl::StrAppend(out, line, "\n");
}

std::string DescriptionOf(const OptionModel& option) {
  std::string text = option.description;
  if (option.required) text += " (required)";
  if (!option.default_value.empty()) {
    absl::StrAppend(&text, " [", option.default_value, "]");
  }
  return text;
}

}  // namespace

std::string HelpFormatter::make_help(const CLI::App* app, std::string name,
                                     CLI::AppFormatMode mode) const {
  std::string help = app->get_description() + "\n\n";
  if (!app->get_footer().empty()) {
    help += "Examples:\n" + app->get_footer() + "\n";
  }
  help += make_usage(app, name);
  help += make_positionals(app);
  for (const std::string& group : app->get_groups()) {
    const std::vector<const CLI::Option*> options =
        app->get_options([&](const CLI::Option* option) {
          return option->get_group() == group && option->nonpositional();
        });
    if (!group.empty() && !options.empty()) {
      help += make_group(group, false, options);
    }
  }
  help += make_subcommands(app, mode);
  return help;
}

std::string HelpFormatter::make_group(
    std::string group, bool is_positional,
    std::vector<const CLI::Option*> options) const {
  std::string out = absl::StrCat("\n", group, ":\n");
  for (const CLI::Option* option : options) {
    const OptionModel model = DescribeOption(*option);
    const std::string value = is_positional ? "" : model.value;
    AppendEntry(absl::StrCat(make_option_name(option, is_positional),
                             value.empty() ? "" : " ", value),
                DescriptionOf(model), &out);
  }
  return out;
}

std::string HelpFormatter::make_subcommand(const CLI::App* command) const {
  std::string out;
  // The command's own help has the rest.
  AppendEntry(command->get_name(), DescribeCommand(*command).Summary(), &out);
  return out;
}

void SetHelp(CLI::App* command, const std::string& examples) {
  command->formatter(std::make_shared<HelpFormatter>());
  command->footer(examples);
  command->set_help_flag("-h,--help", "Print this help and exit");
}

}  // namespace telusur
