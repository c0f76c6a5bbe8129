// The program under test and a folder to use it in.

#ifndef TELUSUR_TESTS_END_TO_END_TELUSUR_PROGRAM_H_
#define TELUSUR_TESTS_END_TO_END_TELUSUR_PROGRAM_H_

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "tests/support/run_program.h"
#include "tests/support/temp_folder.h"

namespace telusur {

// Runs `telusur` in a folder of its own. The build says where the program is.
class TelusurProgramTest : public testing::Test {
 protected:
  static std::string ProgramPath() {
    const char* path = getenv("TELUSUR");
    char folder[4096];
    if (path == nullptr || getcwd(folder, sizeof(folder)) == nullptr) abort();
    return path[0] == '/' ? path : std::string(folder) + "/" + path;
  }

  ChildProcess::Options Options() const {
    ChildProcess::Options options;
    options.folder = folder_.path();
    options.environment = {{"TELUSUR_HISTORY", folder_.Path("history")},
                           {"NO_COLOR", ""},
                           {"LC_ALL", "C.UTF-8"}};
    return options;
  }

  static std::vector<std::string> Command(
      const std::vector<std::string>& arguments) {
    std::vector<std::string> command = {ProgramPath()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
  }

  ProgramResult Telusur(const std::vector<std::string>& arguments,
                        absl::string_view input = "") const {
    return RunProgram(Command(arguments), input, Options());
  }

  // Builds the index `name` from records, which must all be good.
  void Build(const std::string& name, absl::string_view jsonl) const {
    const ProgramResult result =
        Telusur({"index", "--output", name, "-"}, jsonl);
    ASSERT_EQ(result.exit_code, 0) << result.err;
  }

  TempFolder folder_;
};

}  // namespace telusur

#endif  // TELUSUR_TESTS_END_TO_END_TELUSUR_PROGRAM_H_
