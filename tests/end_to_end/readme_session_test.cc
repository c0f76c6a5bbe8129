// Replays the session that the README shows.
//
// The session is its fenced block that begins with a line "$ telusur index".
// Lines with "$ " are commands of a shell, lines with the prompt are typed, and
// all others are what comes. Times vary, and are compared as "N ms". What comes
// before the prompt's session has tests of its own and is not compared.

#include <fstream>
#include <iterator>
#include <memory>
#include <regex>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/telusur_program.h"
#include "tests/end_to_end/terminal.h"

namespace telusur {
namespace {

std::string ReadWhole(const std::string& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::vector<std::string> SessionOf(const std::string& readme) {
  const std::string begin = "```text\n$ telusur index";
  const size_t start = readme.find(begin);
  if (start == std::string::npos) return {};
  const size_t first = readme.find('\n', start) + 1;
  const size_t end = readme.find("```", first);
  return absl::StrSplit(readme.substr(first, end - first), '\n',
                        absl::SkipEmpty());
}

std::string WithoutTimes(const std::string& text) {
  static const std::regex kTime("[0-9.]+ ms\\b");
  return std::regex_replace(text, kTime, "N ms");
}

class ReadmeSessionTest : public TelusurProgramTest {
 protected:
  ReadmeSessionTest() {
    folder_.Write("docs/example.jsonl", ReadWhole("docs/example.jsonl"));
    readme_ = ReadWhole("README.md");
  }

  std::string readme_;
};

TEST_F(ReadmeSessionTest, ComesOutAsTheReadmeShowsIt) {
  const std::vector<std::string> session = SessionOf(readme_);
  ASSERT_FALSE(session.empty()) << "the README shows no session";
  ChildProcess::Options options = Options();
  options.environment.push_back({"NO_COLOR", "1"});
  options.environment.push_back({"PAGER", ""});
  std::unique_ptr<Terminal> terminal;
  std::string shown;
  std::string replayed;
  for (const std::string& line : session) {
    if (terminal != nullptr) absl::StrAppend(&shown, line, "\n");
    absl::string_view typed = line;
    if (absl::ConsumePrefix(&typed, "$ telusur ")) {
      const std::vector<std::string> arguments = absl::StrSplit(typed, ' ');
      if (arguments[0] == "repl") {
        terminal = std::make_unique<Terminal>(Command(arguments), options);
        replayed = terminal->WaitFor(Terminal::kPrompt);
      } else {
        ASSERT_EQ(Telusur(arguments).exit_code, 0) << line;
      }
    } else if (absl::ConsumePrefix(&typed, Terminal::kPrompt)) {
      ASSERT_NE(terminal, nullptr);
      replayed += typed == ".quit" ? ".quit\n" : terminal->Ask(typed);
    }
  }
  ASSERT_NE(terminal, nullptr);
  EXPECT_EQ(WithoutTimes(absl::StrReplaceAll(replayed, {{"\r\n", "\n"}})),
            WithoutTimes(shown));
}

}  // namespace
}  // namespace telusur
