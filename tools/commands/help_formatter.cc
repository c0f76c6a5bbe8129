#include "tools/commands/help_formatter.h"

#include <memory>

namespace telusur {

std::string HelpFormatter::make_help(const CLI::App* app, std::string name,
                                     CLI::AppFormatMode mode) const {
  if (mode == CLI::AppFormatMode::Sub) return make_expanded(app);
  std::string help = make_description(app) + "\n";
  if (!app->get_footer().empty()) {
    help += "Examples:\n" + app->get_footer() + "\n";
  }
  help += make_usage(app, name);
  help += make_positionals(app);
  help += make_groups(app, mode);
  help += make_subcommands(app, mode);
  return help;
}

void SetHelp(CLI::App* command, const std::string& examples) {
  command->formatter(std::make_shared<HelpFormatter>());
  command->footer(examples);
  command->set_help_flag("-h,--help", "Print this help and exit");
}

}  // namespace telusur
