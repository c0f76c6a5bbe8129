// telusur repl at a pseudo-terminal, as a person meets it.

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/telusur_program.h"

namespace telusur {
namespace {

using testing::HasSubstr;
using testing::Not;

// How long a test waits for what must come; it never waits for nothing.
constexpr int kPatienceMs = 60000;

// A program on a terminal of its own.
class Terminal {
 public:
  Terminal(const std::vector<std::string>& command,
           const ChildProcess::Options& options) {
    struct winsize size = {};
    size.ws_row = 24;
    size.ws_col = 80;
    pid_ = forkpty(&master_, nullptr, nullptr, &size);
    if (pid_ < 0) abort();
    if (pid_ != 0) return;
    if (chdir(options.folder.c_str()) != 0) _exit(126);
    for (const auto& [name, value] : options.environment) {
      if (value.empty()) {
        unsetenv(name.c_str());
      } else {
        setenv(name.c_str(), value.c_str(), 1);
      }
    }
    setenv("TERM", "xterm", 1);
    std::vector<char*> argv;
    for (const std::string& argument : command) {
      argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    execv(argv[0], argv.data());
    _exit(127);
  }

  ~Terminal() {
    close(master_);
    if (pid_ < 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }

  void Type(absl::string_view keys) {
    while (!keys.empty()) {
      const ssize_t n = write(master_, keys.data(), keys.size());
      ASSERT_GT(n, 0);
      keys.remove_prefix(n);
    }
  }

  // Reads until `text` has come after all that earlier calls waited for;
  // returns what came, up to its end. Fails after kPatienceMs without it.
  std::string WaitFor(absl::string_view text) {
    for (;;) {
      const size_t found = pending_.find(std::string(text));
      if (found != std::string::npos) {
        const std::string seen = pending_.substr(0, found + text.size());
        pending_.erase(0, seen.size());
        return seen;
      }
      if (!ReadMore()) {
        ADD_FAILURE() << "\"" << text << "\" does not come; there is \""
                      << pending_ << "\"";
        return pending_;
      }
    }
  }

  // Waits for the program's end; returns its exit code.
  int Wait() {
    while (ReadMore()) {
    }
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  void Resize(int columns) {
    struct winsize size = {};
    size.ws_row = 24;
    size.ws_col = columns;
    ioctl(master_, TIOCSWINSZ, &size);
  }

  const std::string& pending() const { return pending_; }

 private:
  bool ReadMore() {
    struct pollfd wanted = {master_, POLLIN, 0};
    if (poll(&wanted, 1, kPatienceMs) <= 0) return false;
    char buffer[4096];
    const ssize_t n = read(master_, buffer, sizeof(buffer));
    if (n <= 0) return false;
    pending_.append(buffer, n);
    return true;
  }

  int master_ = -1;
  pid_t pid_ = -1;
  std::string pending_;
};

constexpr char kPrompt[] = "telusur> ";

class ReplTerminalTest : public TelusurProgramTest {
 protected:
  void SetUp() override {
    Build("x.idx",
          "{\"id\":\"a\",\"title\":\"Harga\",\"text\":\"Beras mahal.\"}\n"
          "{\"id\":\"b\",\"text\":\"Layar \\u001b[2J\\u009b2J\\u202e "
          "\\u001b]52;c;aGFp\\u0007\"}\n");
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
  EXPECT_THAT(terminal.WaitFor(kPrompt), HasSubstr("2 documents in x.idx"));
  terminal.Type("mahal\r");
  const std::string answer = terminal.WaitFor(kPrompt);
  EXPECT_THAT(answer, HasSubstr(" 1. Harga\r\n"));
  EXPECT_THAT(answer, HasSubstr("Beras \x1b[1;33mmahal\x1b[0m."));
  EXPECT_THAT(answer, HasSubstr(" ms\r\n"));
  terminal.Type("xyzzyq\r");
  EXPECT_THAT(terminal.WaitFor(kPrompt), HasSubstr("no documents, "));
  terminal.Type(".quit\r");
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_EQ(History(), "mahal\nxyzzyq\n.quit\n");
}

TEST_F(ReplTerminalTest, TheHistoryOutlivesTheSession) {
  {
    Terminal terminal(ReplCommand(), Options());
    terminal.WaitFor(kPrompt);
    terminal.Type("mahal\r");
    terminal.WaitFor(kPrompt);
    terminal.Type("\x04");  // Ctrl-D
    EXPECT_EQ(terminal.Wait(), 0);
  }
  struct stat info;
  ASSERT_EQ(stat(folder_.Path("history").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(kPrompt);
  terminal.Type("\x1b[A\r");  // up
  EXPECT_THAT(terminal.WaitFor(" ms"), HasSubstr("Harga"));
}

TEST_F(ReplTerminalTest, CtrlCGivesUpTheLine) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(kPrompt);
  terminal.Type("dibuang");
  terminal.WaitFor("dibuang");
  terminal.Type("\x03");
  terminal.WaitFor(kPrompt);
  terminal.Type("mahal\r");
  EXPECT_THAT(terminal.WaitFor(kPrompt), HasSubstr("1. Harga"));
  terminal.Type("\x03");
  terminal.WaitFor(kPrompt);
  terminal.Type("\x04");
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_EQ(History(), "mahal\n");
}

TEST_F(ReplTerminalTest, NoControlCharacterOfADocumentReachesTheTerminal) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(kPrompt);
  for (const char* line :
       {"layar\r", ".open 1\r", ".mode jsonl\r", "layar\r", ".mode tsv\r",
        "layar\r", ".mode ids\r", "layar\r"}) {
    terminal.Type(line);
    const std::string answer = terminal.WaitFor(kPrompt);
    EXPECT_THAT(answer, Not(HasSubstr("\x1b[2J")));
    EXPECT_THAT(answer, Not(HasSubstr("\x1b]52")));
    EXPECT_THAT(answer, Not(HasSubstr("\u009b")));
    EXPECT_THAT(answer, Not(HasSubstr("\u202e")));
  }
}

TEST_F(ReplTerminalTest, CommandsMayBeShortened) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(kPrompt);
  terminal.Type(".h\r");
  EXPECT_THAT(terminal.WaitFor(kPrompt), HasSubstr(".limit N"));
  terminal.Type(".help open\r");
  EXPECT_THAT(terminal.WaitFor(kPrompt), HasSubstr(".open N"));
  terminal.Type(".open 1\r");
  EXPECT_THAT(terminal.WaitFor(kPrompt),
              HasSubstr(".open needs a result to open"));
  terminal.Type("mahal\r");
  terminal.WaitFor(kPrompt);
  terminal.Type(".o 1\r");
  EXPECT_THAT(terminal.WaitFor(kPrompt), HasSubstr("Beras mahal."));
  terminal.Type(".o 2\r");
  EXPECT_THAT(terminal.WaitFor(kPrompt),
              HasSubstr(".open needs a number from 1 to 1"));
}

TEST_F(ReplTerminalTest, RemarksPointAtTheirPlace) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(kPrompt);
  terminal.Type("mahal (beras\r");
  const std::string answer = terminal.WaitFor(kPrompt);
  EXPECT_THAT(answer, HasSubstr("  mahal (beras\r\n        ^"));
  EXPECT_THAT(answer, HasSubstr("Harga"));
}

TEST_F(ReplTerminalTest, OtherScriptsAndANewWidthAreFine) {
  Terminal terminal(ReplCommand(), Options());
  terminal.WaitFor(kPrompt);
  terminal.Type("caf\u00e9 \u65e5\u672c mah");
  terminal.WaitFor("mah");
  terminal.Resize(40);
  terminal.Type("al\r");
  EXPECT_THAT(terminal.WaitFor(" ms"), HasSubstr("Harga"));
  terminal.WaitFor(kPrompt);
  terminal.Type("\x04");
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_EQ(History(), "caf\u00e9 \u65e5\u672c mahal\n");
}

TEST_F(ReplTerminalTest, ATerminalThatGoesAwayEndsTheSession) {
  Terminal terminal(Command({"repl", "x.idx"}), Options());
  terminal.WaitFor(kPrompt);
  terminal.Type("mahal\r\x04");
  EXPECT_EQ(terminal.Wait(), 0);
}

}  // namespace
}  // namespace telusur
