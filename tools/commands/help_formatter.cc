#include "tools/commands/help_formatter.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

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

// What an option takes. CLI11 appends the names of the option's checks, which
// say the same once more.
std::string ValueName(const CLI::Option& option) {
  if (option.get_type_size() == 0) return "";
  const std::string name = option.get_type_name();
  return name.substr(0, name.find(':'));
}

// Without its full stop.
std::string FirstSentence(const std::string& text) {
  const size_t end = std::min(text.find(". "), text.find(".\n"));
  if (end != std::string::npos) return text.substr(0, end);
  return std::string(absl::StripSuffix(text, "."));
}

std::string OptionDescription(const CLI::Option& option) {
  std::string text = option.get_description();
  if (option.get_required()) text += " (required)";
  const std::string value = option.get_default_str();
  if (!value.empty()) absl::StrAppend(&text, " [", value, "]");
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
    const std::string value = is_positional ? "" : ValueName(*option);
    AppendEntry(absl::StrCat(make_option_name(option, is_positional),
                             value.empty() ? "" : " ", value),
                OptionDescription(*option), &out);
  }
  return out;
}

std::string HelpFormatter::make_subcommand(const CLI::App* command) const {
  std::string out;
  // The command's own help has the rest.
  AppendEntry(command->get_name(), FirstSentence(command->get_description()),
              &out);
  return out;
}

void SetHelp(CLI::App* command, const std::string& examples) {
  command->formatter(std::make_shared<HelpFormatter>());
  command->footer(examples);
  command->set_help_flag("-h,--help", "Print this help and exit");
}

}  // namespace telusur
