// telusur repl at a pseudo-terminal, as a person meets it.

#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/telusur_program.h"
#include "tests/end_to_end/terminal.h"

namespace telusur {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

class ReplTerminalTest : public TelusurProgramTest {
 protected:
  void SetUp() override {
    Build("x.idx",
          "{\"id\":\"a\",\"title\":\"Harga\",\"text\":\"Beras mahal.\"}\n"
          "{\"id\":\"b\",\"text\":\"Harga bensin.\"}\n");
  }

  std::vector<std::string> ReplCommand() const {
    return Command({"repl", "x.idx"});
  }

  std::string History() const {
    std::ifstream file(folder_.Path("history"));
    return std::string(std::istreambuf_iterator<char>(file), {});
  }
};

TEST_F(ReplTerminalTest, AnswersQueriesWithMarksAndTime) {
  Terminal terminal(ReplCommand(), Options());
  EXPECT_THAT(terminal.WaitFor(Terminal::kPrompt),
              HasSubstr("2 documents in x.idx"));
  const std::string answer = terminal.Ask("mahal");
  EXPECT_THAT(answer, HasSubstr(" 1. Harga\r\n"));
  EXPECT_THAT(answer, HasSubstr("Beras \x1b[1;33mmahal\x1b[0m."));
  EXPECT_THAT(answer, HasSubstr(" ms\r\n"));
  EXPECT_THAT(terminal.Ask("xyzzyq"), HasSubstr("no documents, "));
  terminal.Type(".quit\r");
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_EQ(History(), "mahal\nxyzzyq\n.quit\n");
}

TEST_F(ReplTerminalTest, TheHistoryOutlivesTheSession) {
  {
    Terminal terminal(ReplCommand(), Options());
    terminal.WaitFor(Terminal::kPrompt);
    terminal.Type("mahal\r");
    terminal.WaitFor(Terminal::kPrompt);
    terminal.Type("\x04");  // Ctrl-D
    EXPECT_EQ(terminal.Wait(), 0);
  }
  struct stat info;
  ASSERT_EQ(stat(folder_.Path("history").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(Terminal::kPrompt);
  terminal.Type("\x1b[A\r");  // up
  EXPECT_THAT(terminal.WaitFor(" ms"), HasSubstr("Harga"));
}

TEST_F(ReplTerminalTest, CtrlCGivesUpTheLine) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(Terminal::kPrompt);
  terminal.Type("dibuang");
  terminal.WaitFor("dibuang");
  terminal.Type("\x03");
  terminal.WaitFor(Terminal::kPrompt);
  EXPECT_THAT(terminal.Ask("mahal"), HasSubstr("1. Harga"));
  terminal.Type("\x03");
  terminal.WaitFor(Terminal::kPrompt);
  terminal.Type("\x04");
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_EQ(History(), "mahal\n");
}

TEST_F(ReplTerminalTest, CommandsMayBeShortened) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(Terminal::kPrompt);
  EXPECT_THAT(terminal.Ask(".h"), HasSubstr(".limit [N]"));
  EXPECT_THAT(terminal.Ask(".help open"), HasSubstr(".open N"));
  EXPECT_THAT(terminal.Ask(".open 1"),
              HasSubstr(".open needs a result; ask for something"));
  terminal.Ask("mahal");
  EXPECT_THAT(terminal.Ask(".op 1"), HasSubstr("Beras mahal."));
  EXPECT_THAT(terminal.Ask(".op 2"),
              HasSubstr(".open needs a number from 1 to 1"));
}

TEST_F(ReplTerminalTest, HabitsFromOtherPromptsAreAnsweredWithAHint) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(Terminal::kPrompt);
  for (const char* line : {"help", "\\q", "exit"}) {
    EXPECT_THAT(terminal.Ask(line), HasSubstr("commands begin with a dot"));
  }
  EXPECT_THAT(terminal.Ask("help me"), Not(HasSubstr("dot")));
}

TEST_F(ReplTerminalTest, RemarksPointAtTheirPlace) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(Terminal::kPrompt);
  const std::string answer = terminal.Ask("mahal (beras");
  EXPECT_THAT(answer, HasSubstr("  mahal (beras\r\n        ^"));
  EXPECT_THAT(answer, HasSubstr("Harga"));
}

TEST_F(ReplTerminalTest, OtherScriptsAndANewWidthAreFine) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(Terminal::kPrompt);
  terminal.Type("caf\u00e9 \u65e5\u672c mah");
  terminal.WaitFor("mah");
  terminal.Resize(40);
  terminal.Type("al\r");
  EXPECT_THAT(terminal.WaitFor(" ms"), HasSubstr("Harga"));
  terminal.WaitFor(Terminal::kPrompt);
  terminal.Type("\x04");
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_EQ(History(), "caf\u00e9 \u65e5\u672c mahal\n");
}

TEST_F(ReplTerminalTest, TabCompletesCommandsFieldsAndWords) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(Terminal::kPrompt);
  terminal.Type(".expl\t1\r");
  EXPECT_THAT(terminal.WaitFor(Terminal::kPrompt),
              HasSubstr(".explain needs a result"));
  terminal.Type("ma\t\r");  // mahal is the only word that begins so
  EXPECT_THAT(terminal.WaitFor(Terminal::kPrompt), HasSubstr("1. Harga"));
  terminal.Type("TIT\tha\t\r");
  EXPECT_THAT(terminal.WaitFor(Terminal::kPrompt), HasSubstr("1 document,"));
  terminal.Type("-be\t");
  EXPECT_THAT(terminal.WaitFor("-be"), HasSubstr("-be"));
  terminal.WaitFor("\r\n");
  EXPECT_THAT(terminal.WaitFor("\r\n"), HasSubstr("bensin 1   beras 1"));
}

TEST_F(ReplTerminalTest, ThePagerShowsWhatIsLongerThanTheWindow) {
  std::string text;
  for (int i = 0; i < 40; ++i) absl::StrAppend(&text, "baris\\n");
  Build("x.idx", absl::StrCat("{\"id\":\"long\",\"text\":\"", text,
                              "\"}\n{\"id\":\"short\",\"text\":\"pendek\"}\n"));
  ChildProcess::Options options = Options();
  options.environment.push_back({"PAGER", "sed 's/^/| /'"});
  Terminal terminal(ReplCommand(), options);
  terminal.WaitFor(Terminal::kPrompt);
  EXPECT_THAT(terminal.Ask("baris"), Not(HasSubstr("| id")));
  EXPECT_THAT(terminal.Ask(".open 1"),
              HasSubstr("| id: long\r\n| \r\n| baris"));
  terminal.Ask(".pager off");
  EXPECT_THAT(terminal.Ask(".open 1"), Not(HasSubstr("| ")));
  terminal.Ask(".pager on");
  terminal.Ask("pendek");
  EXPECT_THAT(terminal.Ask(".open 1"), Not(HasSubstr("| ")));
}

TEST_F(ReplTerminalTest, LeavingThePagerEarlyIsNoError) {
  std::string records;
  for (int i = 0; i < 3000; ++i) {
    absl::StrAppend(&records, "{\"id\":\"", i, "\",\"text\":\"sama\"}\n");
  }
  Build("x.idx", records);
  ChildProcess::Options options = Options();
  options.environment.push_back({"PAGER", "head -n 1"});
  Terminal terminal(ReplCommand(), options);
  terminal.WaitFor(Terminal::kPrompt);
  terminal.Ask(".limit 3000");
  const std::string answer = terminal.Ask("sama");
  EXPECT_THAT(answer, HasSubstr(" 1. "));
  EXPECT_THAT(answer, Not(HasSubstr("pager")));
  EXPECT_THAT(terminal.Ask(".limit"), HasSubstr("limit 3000"));
}

TEST_F(ReplTerminalTest, ANewerIndexIsAnnouncedOnceAndTakenUpOnRequest) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(Terminal::kPrompt);
  EXPECT_THAT(terminal.Ask(".reload"), HasSubstr("generation 1 is the newest"));
  ASSERT_EQ(Telusur({"index", "--append", "-o", "x.idx", "-"},
                    "{\"id\":\"c\",\"text\":\"kedelai\"}\n")
                .exit_code,
            0);
  const std::string answer = terminal.Ask("kedelai");
  EXPECT_THAT(answer, HasSubstr("the index has changed: .reload takes up"));
  EXPECT_THAT(answer, HasSubstr("no documents"));
  EXPECT_THAT(terminal.Ask("kedelai"), Not(HasSubstr("has changed")));
  EXPECT_THAT(terminal.Ask(".reload"), HasSubstr("generation 2, 3 documents"));
  EXPECT_THAT(terminal.Ask("kedelai"), HasSubstr("1 document, "));
}

TEST_F(ReplTerminalTest, SpeaksTheLanguageOfTheLocale) {
  ChildProcess::Options options = Options();
  options.environment.push_back({"LC_ALL", "id_ID.UTF-8"});
  Terminal terminal(ReplCommand(), options);
  EXPECT_THAT(terminal.WaitFor(Terminal::kPrompt),
              HasSubstr("2 dokumen di x.idx; .help menjelaskan"));
  EXPECT_THAT(terminal.Ask("mahal (beras"),
              HasSubstr("kurung ini tidak ditutup"));
  EXPECT_THAT(terminal.Ask(".open 9"), HasSubstr("memerlukan nomor dari 1"));
  EXPECT_THAT(terminal.Ask("xyzzyq"), HasSubstr("tidak ada dokumen, "));
}

TEST_F(ReplTerminalTest, CtrlCStopsAQueryAndKeepsThePrompt) {
  // Two words by turns, and all distances between them: no part of the query is
  // like another, and each asks for every position of every document.
  std::string text;
  for (int i = 0; i < 250; ++i) absl::StrAppend(&text, "satu dua ");
  std::string records;
  for (int i = 0; i < 2000; ++i) {
    absl::StrAppend(&records, "{\"id\":\"", i, "\",\"text\":\"", text, "\"}\n");
  }
  Build("x.idx", records);
  std::string query;
  for (int i = 1; i <= 64; ++i) {
    absl::StrAppend(&query, "(satu NEAR/", i, " dua) ");
  }
  folder_.Write("q", absl::StrCat(query, "\n", query, "\n"));
  Terminal terminal(Command({"repl", "x.idx"}), Options());
  terminal.WaitFor(Terminal::kPrompt);
  terminal.Type(".read q\r");
  terminal.WaitFor("\r\n");  // the line is taken, and the query on its way
  terminal.Type("\x03");
  const std::string answer = terminal.WaitFor(Terminal::kPrompt);
  // While the first query runs, or before it does.
  EXPECT_THAT(answer, AnyOf(HasSubstr("q:1: interrupted"),
                            HasSubstr("q: interrupted")));
  EXPECT_THAT(answer, Not(HasSubstr("q:2:")));
  EXPECT_THAT(terminal.Ask("dua"), HasSubstr("10 shown, .next shows more, "));
}

TEST_F(ReplTerminalTest, AMegabyteOnALineIsAQueryLikeAnother) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(Terminal::kPrompt);
  std::string line;
  while (line.size() < 1 << 20) line.append("mahal ");
  const std::string answer = terminal.Ask(line);
  EXPECT_THAT(answer, HasSubstr("a query has at most 65536 bytes"));
  EXPECT_THAT(terminal.Ask("mahal"), HasSubstr("1. Harga"));
}

TEST_F(ReplTerminalTest, LinesThatArePastedTogetherRunInTurn) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(Terminal::kPrompt);
  terminal.Type("mahal\r.open 1\rbensin\r.quit\r");
  EXPECT_THAT(terminal.WaitFor("Beras mahal."), HasSubstr("1. Harga"));
  terminal.WaitFor("bensin\x1b[0m.");
  EXPECT_EQ(terminal.Wait(), 0);
}

TEST_F(ReplTerminalTest, ATerminalThatGoesAwayEndsTheSession) {
  Terminal terminal(Command({"repl", "x.idx"}), Options());
  terminal.WaitFor(Terminal::kPrompt);
  terminal.Type("mahal\r\x04");
  EXPECT_EQ(terminal.Wait(), 0);
}

}  // namespace
}  // namespace telusur
