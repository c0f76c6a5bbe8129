// Documents, words and names that hold escape sequences, at the prompt: no
// control character of theirs reaches the terminal by any way.

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/telusur_program.h"
#include "tests/end_to_end/terminal.h"

namespace telusur {
namespace {

// A hyperlink, the clipboard, a cleared screen, C1 bytes, marks of direction.
constexpr char kEvil[] =
    "x\\u001b]8;;https://jahat.example\\u001b\\\\\\\\y\\u001b]52;c;aGFp\\u0007"
    "\\u001b[2J\\u009b2J\\u009d0;z\\u009c\\u202e\\u2066\\u200f\\u0008\\u007f";

constexpr const char* kHazards[] = {
    "\x1b]",  "\x1b[2J", "\x1b\\", "\u009b", "\u009d", "\u009c",
    "\u202e", "\u2066",  "\u200f", "\x07",   "\x7f",   "jahat.example\x1b"};

class ReplHostileTest : public TelusurProgramTest {
 protected:
  // Every field of a document is evil; with the whitespace analyzer the terms
  // are, too.
  void SetUp() override {
    for (const char* analyzer : {"indonesian", "whitespace"}) {
      const std::string record = absl::StrCat(
          "{\"id\":\"", kEvil, "\",\"title\":\"judul ", kEvil,
          "\",\"text\":\"layar ", kEvil, " layar", kEvil, "\",\"source\":\"",
          kEvil, "\",\"url\":\"", kEvil, "\",\"date\":\"", kEvil, "\"}\n");
      const ProgramResult built =
          Telusur({"index", "--analyzer", analyzer, "-o",
                   absl::StrCat(analyzer, ".idx"), "-"},
                  absl::StrCat(record, "{\"id\":\"b\",\"text\":\"layar ", kEvil,
                               "\"}\n"));
      ASSERT_EQ(built.exit_code, 0) << built.err;
    }
  }

  static void ExpectHarmless(const std::string& shown,
                             const std::string& line) {
    for (const char* hazard : kHazards) {
      EXPECT_FALSE(absl::StrContains(shown, hazard)) << line << "\n" << shown;
    }
  }
};

TEST_F(ReplHostileTest, NothingOfADocumentIsSentAsItIs) {
  for (const char* index : {"indonesian.idx", "whitespace.idx"}) {
    ChildProcess::Options options = Options();
    options.environment.push_back({"PAGER", "cat"});
    Terminal terminal(Command({"repl", index}), options);
    ExpectHarmless(terminal.WaitFor(Terminal::kPrompt), "welcome");
    for (const char* mode :
         {"text", "table", "json", "jsonl", "csv", "tsv", "trec", "ids"}) {
      terminal.Ask(absl::StrCat(".mode ", mode));
      const std::string answer = terminal.Ask("layar");
      EXPECT_TRUE(absl::StrContains(answer, "x")) << mode;
      ExpectHarmless(answer, mode);
    }
    for (const char* line :
         {".mode text", "layar", ".open 1", ".open 2", ".explain 1",
          ".similar 1", ".similar 2", ".terms x", ".terms layar", ".stem layar",
          ".stats", "x*", ".set count on", "layar", "xlayer~2", ".check"}) {
      ExpectHarmless(terminal.Ask(line), line);
    }
  }
}

TEST_F(ReplHostileTest, TabTypesNothingDangerous) {
  for (const char* index : {"indonesian.idx", "whitespace.idx"}) {
    Terminal terminal(Command({"repl", index}), Options());
    terminal.WaitFor(Terminal::kPrompt);
    // The line is given up, and another one asked to see that all came.
    for (const char* keys : {"x\t\t", "layar\t\t", "source:\t\t"}) {
      terminal.Type(keys);
      terminal.Type("\x15.limit\r");  // Ctrl-U
      // The editor rings the bell where there is nothing to be completed.
      ExpectHarmless(
          absl::StrReplaceAll(terminal.WaitFor("limit 10"), {{"\x07", ""}}),
          keys);
      terminal.WaitFor(Terminal::kPrompt);
    }
  }
}

TEST_F(ReplHostileTest, ErrorsAndFilesNamesAreShownAndNotSent) {
  Terminal terminal(Command({"repl", "indonesian.idx"}), Options());
  terminal.WaitFor(Terminal::kPrompt);
  folder_.Write("lines",
                ".nope\x1b[2J\n(\x1b]52;c;aGFp\x07\n.limit \u202e\n"
                ".set \u009b2J 1\n.read \x1b[2J\n.terms \x1b[2J\n");
  const std::string answer = terminal.Ask(".read lines");
  ExpectHarmless(answer, ".read");
  EXPECT_TRUE(absl::StrContains(answer, "lines:1: there is no command .nope"));
}

}  // namespace
}  // namespace telusur
