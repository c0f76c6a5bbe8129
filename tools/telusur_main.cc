// The program `telusur`: full-text search for Indonesian text.

#include <signal.h>

#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tools/commands/program.h"
#include "tools/exit_code.h"
#include "tools/message.h"
#include "tools/output/file_output.h"

namespace telusur {
namespace {

ExitCode PrintToStandardOutput(absl::string_view text) {
  FileOutput output(1, "standard output");
  absl::StrAppend(output.buffer(), text);
  const absl::Status status = output.Flush();
  return status.ok() ? kExitOk : PrintError(status);
}

// The subcommand that was named, or the program itself.
const CLI::App* Named(const CLI::App& program) {
  const std::vector<CLI::App*> commands = program.get_subcommands();
  return commands.empty() ? &program : commands.front();
}

std::string FullName(const CLI::App& program) {
  const CLI::App* command = Named(program);
  return command == &program ? "telusur"
                             : absl::StrCat("telusur ", command->get_name());
}

ExitCode PrintUsageError(const CLI::App& program, const CLI::Error& error) {
  const std::string name = FullName(program);
  std::string what = error.what();
  const size_t end = what.find('\n');  // the rest points to --help, as we do
  if (end != std::string::npos) what.resize(end);
  PrintMessage(absl::StrCat(name, ": ", what, " (see ", name, " --help)"));
  return kExitUsage;
}

ExitCode Run(int argc, char** argv) {
  CLI::App program;
  ExitCode exit_code = kExitOk;
  DefineProgram(argc > 1 ? argv[1] : "", &program, &exit_code);
  // CLI11 reports by exceptions; they end here.
  try {
    program.parse(argc, argv);
  } catch (const CLI::CallForVersion& call) {
    return PrintToStandardOutput(absl::StrCat(call.what(), "\n"));
  } catch (const CLI::CallForHelp&) {
    return PrintToStandardOutput(program.help());
  } catch (const CLI::Error& error) {
    return PrintUsageError(program, error);
  }
  return exit_code;
}

}  // namespace
}  // namespace telusur

int main(int argc, char** argv) {
  // A reader that goes away ends the program silently, also when the caller
  // ignores the signal.
  signal(SIGPIPE, SIG_DFL);
  return telusur::Run(argc, argv);
}
