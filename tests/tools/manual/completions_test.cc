// The completions that the build makes, in the shells that are there.

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/run_program.h"

namespace telusur {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

constexpr char kBash[] = "/usr/bin/bash";
constexpr char kZsh[] = "/usr/bin/zsh";
constexpr char kFish[] = "/usr/bin/fish";

ProgramResult Shell(const char* shell, const std::string& script,
                    const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {shell, "-c", script, shell};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return RunProgram(command);
}

// What bash offers for the last of `words`.
std::vector<std::string> Offered(const std::vector<std::string>& words) {
  std::vector<std::string> arguments = {"tools/manual/telusur.bash"};
  arguments.insert(arguments.end(), words.begin(), words.end());
  const ProgramResult result =
      Shell(kBash,
            "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
            "_telusur && printf '%s\\n' \"${COMPREPLY[@]}\"",
            arguments);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err, "");
  return absl::StrSplit(result.out, '\n', absl::SkipEmpty());
}

TEST(CompletionsTest, BashOffersCommands) {
  EXPECT_THAT(Offered({"telusur", ""}),
              IsSupersetOf({"index", "search", "repl", "--version"}));
  EXPECT_THAT(Offered({"telusur", "ind"}), ElementsAre("index"));
  EXPECT_THAT(Offered({"telusur", "xyz"}), IsEmpty());
}

TEST(CompletionsTest, BashOffersTheOptionsOfTheCommand) {
  EXPECT_THAT(Offered({"telusur", "index", "-"}),
              IsSupersetOf({"-o", "--output", "--append", "--memory"}));
  EXPECT_THAT(Offered({"telusur", "search", "x.idx", "--s"}),
              IsSupersetOf({"--stop-words", "--strict"}));
  EXPECT_THAT(Offered({"telusur", "search", "-"}), Not(Contains("--append")));
}

TEST(CompletionsTest, BashOffersTheWordsThatAnOptionTakes) {
  EXPECT_THAT(Offered({"telusur", "search", "--format", "t"}),
              IsSupersetOf({"text", "tsv", "trec"}));
  EXPECT_THAT(Offered({"telusur", "search", "--format", "=", "jsonl"}),
              ElementsAre("jsonl"));
  EXPECT_THAT(Offered({"telusur", "index", "--report", "="}),
              ElementsAre("text", "json"));
  EXPECT_THAT(Offered({"telusur", "index", "--threads", ""}), IsEmpty());
}

TEST(CompletionsTest, BashLeavesPathsToItself) {
  EXPECT_THAT(Offered({"telusur", "index", "--output", ""}), IsEmpty());
  EXPECT_THAT(Offered({"telusur", "search", ""}), IsEmpty());
}

TEST(CompletionsTest, EveryShellReadsItsScript) {
  const struct {
    const char* shell;
    const char* file;
  } kShells[] = {{kBash, "tools/manual/telusur.bash"},
                 {kZsh, "tools/manual/_telusur"},
                 {kFish, "tools/manual/telusur.fish"}};
  for (const auto& [shell, file] : kShells) {
    if (access(shell, X_OK) != 0) continue;
    const ProgramResult result = RunProgram({shell, "-n", file});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.err, "");
  }
}

TEST(CompletionsTest, FishOffersCommandsAndOptions) {
  if (access(kFish, X_OK) != 0) GTEST_SKIP() << "there is no fish";
  const auto complete = [](const std::string& line) {
    return Shell(kFish,
                 absl::StrCat("source tools/manual/telusur.fish; complete -C '",
                              line, "'"),
                 {})
        .out;
  };
  EXPECT_THAT(complete("telusur ind"), testing::StartsWith("index\t"));
  EXPECT_THAT(complete("telusur index --out"),
              testing::StartsWith("--output\t"));
  EXPECT_THAT(complete("telusur search --format jsonl"),
              testing::StartsWith("jsonl"));
}

}  // namespace
}  // namespace telusur
