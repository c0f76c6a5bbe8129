// The manual page that the build makes, beside the program's own help.

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/telusur_program.h"

namespace telusur {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

using ManualTest = TelusurProgramTest;

std::string ReadPage() {
  std::ifstream file("tools/manual/telusur.1");
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// The subcommands that --help lists.
std::vector<std::string> Subcommands(const std::string& help) {
  std::vector<std::string> names;
  const std::string list = help.substr(help.find("\nSubcommands:\n") + 14);
  for (absl::string_view line : absl::StrSplit(list, '\n')) {
    if (!absl::StartsWith(line, "  ") || line[2] == ' ') continue;
    line.remove_prefix(2);
    names.emplace_back(line.substr(0, line.find(' ')));
  }
  return names;
}

TEST_F(ManualTest, EveryCommandHasHelpWithExamplesFirst) {
  const std::string help = Telusur({"--help"}).out;
  const std::vector<std::string> names = Subcommands(help);
  EXPECT_GE(names.size(), 13);
  for (const std::string& name : names) {
    const ProgramResult result = Telusur({name, "--help"});
    EXPECT_EQ(result.exit_code, 0);
    const size_t examples = result.out.find("\nExamples:\n  telusur ");
    const size_t usage = result.out.find("\nUsage: telusur " + name);
    ASSERT_NE(examples, std::string::npos) << name;
    ASSERT_NE(usage, std::string::npos) << name;
    EXPECT_THAT(result.out.substr(examples, usage - examples),
                HasSubstr(absl::StrCat("telusur ", name, " ")));
    for (absl::string_view line : absl::StrSplit(result.out, '\n')) {
      EXPECT_LE(line.size(), 80) << line;
    }
  }
}

TEST_F(ManualTest, ThePageHasEveryCommandAndOption) {
  const std::string page = absl::StrReplaceAll(
      ReadPage(), {{"\\-", "-"}, {"\\fB", ""}, {"\\fI", ""}, {"\\fR", ""}});
  EXPECT_THAT(page, StartsWith(".TH TELUSUR 1 "));
  for (const std::string& name : Subcommands(Telusur({"--help"}).out)) {
    const size_t begin = page.find(absl::StrCat("\n.SS telusur ", name, "\n"));
    ASSERT_NE(begin, std::string::npos) << name;
    const std::string section =
        page.substr(begin, page.find("\n.S", begin + 1) - begin);
    for (absl::string_view line :
         absl::StrSplit(Telusur({name, "--help"}).out, '\n')) {
      if (!absl::StartsWith(line, "  -")) continue;
      const absl::string_view rest = line.substr(2);
      const std::string option(rest.substr(0, rest.find_first_of(", ")));
      EXPECT_THAT(section, HasSubstr(option)) << name;
    }
  }
}

TEST_F(ManualTest, ThePageSaysNothingOfTheMachineThatBuiltIt) {
  const std::string page = ReadPage();
  EXPECT_THAT(page, HasSubstr("may use [a quarter of the machine's]"));
  EXPECT_THAT(page, HasSubstr("depend on it [the processors, up to 8]"));
}

TEST_F(ManualTest, TheVersionIsPrinted) {
  const ProgramResult result = Telusur({"--version"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, MatchesRegex("telusur [0-9]+[.][0-9]+[.][0-9]+\n"));
  EXPECT_THAT(ReadPage(),
              HasSubstr(result.out.substr(0, result.out.size() - 1)));
}

}  // namespace
}  // namespace telusur
