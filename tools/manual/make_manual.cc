// Writes the manual page or a shell's completions to a file, from the
// definition of the command line.
//
//   make_manual man|bash|zsh|fish OUTPUT

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "tools/commands/command_model.h"
#include "tools/commands/program.h"
#include "tools/exit_code.h"
#include "tools/manual/completions.h"
#include "tools/manual/man_page.h"
#include "tools/version.h"

namespace telusur {
namespace {

// Empty for a kind that is not known.
std::string Make(const std::string& kind) {
  CLI::App app;
  ExitCode exit_code = kExitOk;
  DefineProgram(/*only=*/"", &app, &exit_code);
  const CommandModel program = DescribeCommand(app);
  const std::vector<CommandModel> commands = DescribeSubcommands(app);
  if (kind == "man") return ManPage(program, commands, kVersion);
  if (kind == "bash") return BashCompletion(program, commands);
  if (kind == "zsh") return ZshCompletion(program, commands);
  if (kind == "fish") return FishCompletion(program, commands);
  return "";
}

int Run(int argc, char** argv) {
  const std::string text = argc == 3 ? Make(argv[1]) : "";
  if (text.empty()) {
    std::fprintf(stderr, "usage: make_manual man|bash|zsh|fish OUTPUT\n");
    return 2;
  }
  std::ofstream file(argv[2], std::ios::binary);
  file << text;
  file.close();
  return file.good() ? 0 : 1;
}

}  // namespace
}  // namespace telusur

int main(int argc, char** argv) { return telusur::Run(argc, argv); }
