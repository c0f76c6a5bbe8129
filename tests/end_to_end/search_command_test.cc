// telusur search, get, stats, check: formats, exit codes and misuse.

#include <signal.h>
#include <unistd.h>

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
using testing::MatchesRegex;
using testing::StartsWith;

constexpr char kRecords[] =
    "{\"id\":\"a\",\"title\":\"Harga beras\",\"text\":\"Beras mahal sekali.\","
    "\"url\":\"https://contoh.id/a\",\"date\":\"2019-09-01\","
    "\"source\":\"koran\"}\n"
    "{\"id\":\"b 2\",\"title\":\"Cabai\",\"text\":\"Cabai merah, bukan beras "
    "atau bawang.\"}\n"
    "{\"id\":\"c\",\"text\":\"\\u001b[2J\\u009b1m layar beras\\u202e.\"}\n";

class SearchCommandTest : public TelusurProgramTest {
 protected:
  void SetUp() override { Build("x.idx", kRecords); }

  ProgramResult Search(const std::vector<std::string>& arguments,
                       absl::string_view input = "") const {
    std::vector<std::string> all = {"search", "x.idx"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return Telusur(all, input);
  }
};

TEST_F(SearchCommandTest, APipeGetsOneRecordALine) {
  const ProgramResult result = Search({"beras", "mahal"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_THAT(result.out,
              MatchesRegex("1\t[0-9.]+\ta\tHarga beras\t2019-09-01\tkoran\t"
                           "https://contoh.id/a\n"
                           "2\t[0-9.]+\tc\t\t\t\t\n"
                           "3\t[0-9.]+\tb 2\tCabai\t\t\t\n"));
}

TEST_F(SearchCommandTest, EveryFormat) {
  EXPECT_EQ(Search({"cabai", "--format", "ids"}).out, "b 2\n");
  EXPECT_THAT(Search({"cabai", "--format", "trec"}).out,
              MatchesRegex("1 Q0 b%202 1 [0-9]+\\.[0-9]{6} telusur\n"));
  EXPECT_THAT(
      Search({"mahal", "--format", "jsonl"}).out,
      MatchesRegex("\\{\"rank\":1,\"score\":[0-9]+\\.[0-9]{6},\"id\":\"a\","
                   "\"title\":\"Harga beras\",\"date\":\"2019-09-01\","
                   "\"source\":\"koran\",\"url\":\"https://contoh.id/a\","
                   "\"snippet\":\"Beras mahal sekali.\"\\}\n"));
  EXPECT_THAT(Search({"mahal", "--format", "text"}).out,
              MatchesRegex(" 1\\. Harga beras\n"
                           "    2019-09-01 \\| koran \\| [0-9.]+ \\| a\n"
                           "    Beras \\*mahal\\* sekali\\.\n"));
  EXPECT_THAT(Search({"mahal", "--format", "text", "--color", "always"}).out,
              HasSubstr("\x1b[1;33mmahal\x1b[0m"));
}

TEST_F(SearchCommandTest, WhatTextFormatShowsIsSafe) {
  EXPECT_THAT(Search({"layar", "--format", "text"}).out,
              HasSubstr("\\x1b[2J\\x9b1m *layar* beras\\u202e."));
  EXPECT_THAT(Search({"layar", "--format", "jsonl"}).out,
              HasSubstr("\\u001b[2J\\u009b1m layar beras\\u202e."));
}

TEST_F(SearchCommandTest, KAndOffsetChooseAPage) {
  EXPECT_EQ(Search({"beras", "--format", "ids", "-k", "1"}).out, "a\n");
  const std::string all = Search({"beras", "--format", "ids"}).out;
  EXPECT_EQ(
      Search({"beras", "--format", "ids", "-k", "2", "--offset", "1"}).out,
      all.substr(2));
  EXPECT_THAT(Search({"beras", "-k", "1", "--offset", "2"}).out,
              StartsWith("3\t"));
  EXPECT_EQ(Search({"beras", "--offset", "3"}).exit_code, 1);
}

TEST_F(SearchCommandTest, CountsMatches) {
  EXPECT_EQ(Search({"beras", "--count"}).out, "3\n");
  EXPECT_EQ(Search({"beras", "-c", "-k", "1", "--format", "jsonl"}).out,
            "{\"count\":3}\n");
  const ProgramResult none = Search({"kedelai", "--count"});
  EXPECT_EQ(none.out, "0\n");
  EXPECT_EQ(none.exit_code, 1);
}

TEST_F(SearchCommandTest, ParametersChangeScores) {
  const std::string usual = Search({"beras", "--format", "trec"}).out;
  EXPECT_EQ(
      Search({"beras", "--format", "trec", "--k1", "1.2", "--b", "0.75"}).out,
      usual);
  EXPECT_NE(Search({"beras", "--format", "trec", "--k1", "0.4"}).out, usual);
  EXPECT_NE(Search({"beras", "--format", "trec", "--b", "0"}).out, usual);
}

TEST_F(SearchCommandTest, AnswersAFileOfQueries) {
  folder_.Write("q.txt", "mahal\n\nq7\tcabai\nq8\txyzzyq\nq9\t\n");
  const ProgramResult result =
      Search({"--queries", "q.txt", "--format", "trec"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, MatchesRegex("1 Q0 a 1 [0-9.]+ telusur\n"
                                       "q7 Q0 b%202 1 [0-9.]+ telusur\n"));
  EXPECT_EQ(result.err, "q.txt:5: the query is empty (skipped)\n");
  EXPECT_EQ(Search({"--queries", "-", "--format", "ids"}, "cabai\n").out,
            "b 2\n");
  EXPECT_EQ(Search({"--queries", "-", "--count"}, "q1\tberas\nq2\tcabai\n").out,
            "q1\t3\nq2\t1\n");
  EXPECT_EQ(Search({"--queries", "-"}, "xyzzyq\n").exit_code, 1);
}

TEST_F(SearchCommandTest, ThreadsAnswerAFileOfQueriesInItsOrder) {
  std::string queries = "bagus:(beras\n";  // with a remark
  for (int i = 0; i < 300; ++i) {
    absl::StrAppend(&queries, "q", i, "\t",
                    i % 3 == 0   ? "beras mahal"
                    : i % 3 == 1 ? "cabai"
                                 : "tak ada di mana pun",
                    "\n");
  }
  folder_.Write("queries", queries);
  const std::vector<std::string> arguments = {"--queries", "queries",
                                              "--format", "trec"};
  const ProgramResult one = Search(arguments);
  EXPECT_EQ(one.exit_code, 0);
  for (const char* const threads : {"1", "2", "5"}) {
    std::vector<std::string> with_threads = arguments;
    with_threads.insert(with_threads.end(), {"--threads", threads});
    const ProgramResult result = Search(with_threads);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.out, one.out);
    EXPECT_EQ(result.err, one.err);
  }
}

TEST_F(SearchCommandTest, WhatDoesNotMatchExitsWithOne) {
  const ProgramResult result = Search({"xyzzyq"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err, "");
}

TEST_F(SearchCommandTest, ImproperQueriesAreReadOrRefused) {
  const ProgramResult lenient = Search({"\"mahal", "--format", "ids"});
  EXPECT_EQ(lenient.exit_code, 0);
  EXPECT_EQ(lenient.out, "a\n");
  EXPECT_THAT(lenient.err, StartsWith("column 1: "));
  const ProgramResult strict = Search({"\"mahal", "--strict"});
  EXPECT_EQ(strict.exit_code, 2);
  EXPECT_EQ(strict.out, "");
  std::string large;
  for (int i = 0; i < 2000; ++i) absl::StrAppend(&large, "kata", i, " ");
  EXPECT_EQ(Search({large, "--strict"}).exit_code, 6);
  EXPECT_EQ(Search({large}).exit_code, 1);
}

TEST_F(SearchCommandTest, MisuseExitsWithTwoAndOneLine) {
  const std::vector<std::vector<std::string>> kMisuses = {
      {},
      {"frobnicate"},
      {"search"},
      {"search", "x.idx"},
      {"search", "x.idx", ""},
      {"search", "x.idx", "   "},
      {"search", "x.idx", "a", "--queries", "q"},
      {"search", "x.idx", "a", "--format", "xml"},
      {"search", "x.idx", "a", "-k", "0"},
      {"search", "x.idx", "a", "-k", "many"},
      {"search", "x.idx", "a", "-k", "99999999999999999999"},
      {"search", "x.idx", "a", "--k1", "nan"},
      {"search", "x.idx", "a", "--b", "1.5"},
      {"search", "x.idx", "a", "--unknown"},
      {"index", "x.jsonl"},
      {"index", "-o", "y.idx"},
      {"index", "-o", "y.idx", "--memory", "1K", "-"},
      {"index", "-o", "y.idx", "--memory", "lots", "-"},
      {"index", "-o", "y.idx", "--max-document-bytes", "0", "-"},
      {"index", "-o", "y.idx", "--format", "doc", "-"},
      {"index", "-o", "y.idx", "--analyzer", "english", "-"},
      {"get", "x.idx"},
      {"repl"},
      {"stats"},
      {"check"}};
  for (const std::vector<std::string>& arguments : kMisuses) {
    const ProgramResult result = Telusur(arguments);
    EXPECT_EQ(result.exit_code, 2) << testing::PrintToString(arguments);
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, MatchesRegex("[^\n]+\n"));
  }
}

TEST_F(SearchCommandTest, MissingIndexesExitWithThree) {
  folder_.Write("docs/a.txt", "x");
  folder_.Write("file", "x");
  for (const char* command : {"search", "get", "stats", "check", "repl"}) {
    for (const char* index : {"absent", "docs", ""}) {
      std::vector<std::string> arguments = {command, index};
      if (absl::StrContains("search get", command)) arguments.push_back("x");
      const ProgramResult result = Telusur(arguments);
      EXPECT_EQ(result.exit_code, 3) << command << " " << index << result.err;
      EXPECT_THAT(result.err, MatchesRegex("[^\n]+\n"));
    }
  }
  const ProgramResult result = Search({"--queries", "absent"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.err,
            "absent: cannot be opened: No such file or directory\n");
}

TEST_F(SearchCommandTest, DamageExitsWithFive) {
  const ProgramResult manifest = Telusur({"check", "x.idx"});
  EXPECT_THAT(manifest.out, StartsWith("x.idx: sound, 3 documents, "));
  folder_.Write("x.idx/MANIFEST", "telusur manifest 1\nnonsense\n");
  for (const char* command : {"stats", "check", "repl"}) {
    const ProgramResult result = Telusur({command, "x.idx"});
    EXPECT_EQ(result.exit_code, 5) << result.err;
    EXPECT_THAT(result.err, MatchesRegex("[^\n]+\n"));
  }
  EXPECT_EQ(Search({"beras"}).exit_code, 5);
}

TEST_F(SearchCommandTest, AFullDiskExitsWithFour) {
  ChildProcess::Options options = Options();
  options.stdout_path = "/dev/full";
  const std::vector<std::vector<std::string>> kCommands = {
      {"search", "x.idx", "beras"},
      {"search", "x.idx", "beras", "--count"},
      {"get", "x.idx", "a"},
      {"stats", "x.idx"},
      {"check", "x.idx"},
      {"--help"},
      {"--version"}};
  for (const std::vector<std::string>& command : kCommands) {
    const ProgramResult result = RunProgram(Command(command), "", options);
    EXPECT_EQ(result.exit_code, 4) << testing::PrintToString(command);
    EXPECT_EQ(result.err, "writing standard output: No space left on device\n");
  }
}

TEST_F(SearchCommandTest, AReaderThatGoesAwayEndsItSilently) {
  folder_.Write("run.sh",
                "\"$1\" search x.idx --queries - --format jsonl | "
                "head -n 1; echo ${PIPESTATUS[0]}\n");
  std::string queries;
  for (int i = 0; i < 20000; ++i) queries += "beras\n";
  const ProgramResult result =
      RunProgram({"/bin/bash", "run.sh", ProgramPath()}, queries, Options());
  EXPECT_THAT(result.out, MatchesRegex("\\{[^\n]*\\}\n141\n"));
  EXPECT_EQ(result.err, "");
}

TEST_F(SearchCommandTest, GetPrintsDocuments) {
  EXPECT_EQ(Telusur({"get", "x.idx", "a"}).out,
            "id: a\ntitle: Harga beras\ndate: 2019-09-01\nsource: koran\n"
            "url: https://contoh.id/a\n\nBeras mahal sekali.\n");
  EXPECT_EQ(Telusur({"get", "x.idx", "b 2", "--format", "jsonl"}).out,
            "{\"id\":\"b 2\",\"title\":\"Cabai\",\"text\":\"Cabai merah, bukan "
            "beras atau bawang.\",\"url\":\"\",\"date\":\"\",\"source\":\"\"}"
            "\n");
  const ProgramResult missing = Telusur({"get", "x.idx", "nope\x1b", "a"});
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_EQ(missing.err, "no document has the id nope\\x1b\n");
  EXPECT_THAT(missing.out, StartsWith("id: a\n"));
}

TEST_F(SearchCommandTest, StatsCountWhatIsThere) {
  const ProgramResult json = Telusur({"stats", "x.idx", "--format", "json"});
  EXPECT_THAT(json.out, StartsWith("{\"documents\":3,"));
  EXPECT_THAT(json.out, HasSubstr("\"sections\":{\"metadata\":"));
  EXPECT_THAT(Telusur({"stats", "x.idx"}).out,
              StartsWith("documents        3\n"));
}

TEST_F(SearchCommandTest, HelpBeginsWithExamples) {
  for (const char* command :
       {"index", "search", "repl", "get", "stats", "check"}) {
    const ProgramResult result = Telusur({command, "--help"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.out,
                HasSubstr(absl::StrCat("Examples:\n  telusur ", command)));
    EXPECT_LT(result.out.find("Examples:"), result.out.find("Usage:"));
    EXPECT_THAT(result.out,
                HasSubstr(absl::StrCat("\nUsage: telusur ", command, " [")));
  }
  EXPECT_EQ(Telusur({"--version"}).out, "telusur 0.1.0\n");
}

TEST_F(SearchCommandTest, ThePromptReadsAPipeLikeAFilter) {
  const ProgramResult result =
      Telusur({"repl", "x.idx"}, "mahal\n\n.limit 1\nberas\n");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, MatchesRegex("1\t1\t[0-9.]+\ta\t[^\n]*\n"
                                       "4\t1\t[0-9.]+\ta\t[^\n]*\n"));
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(access(folder_.Path("history").c_str(), F_OK), -1);
  EXPECT_EQ(Telusur({"repl", "x.idx"}, "xyzzyq\n").exit_code, 1);
  EXPECT_EQ(Telusur({"repl", "x.idx"}, ".quit\nberas\n").out, "");
  EXPECT_EQ(Telusur({"repl", "x.idx"}, ".nope\n").err,
            "stdin:1: there is no command .nope (.help lists all)\n");
}

}  // namespace
}  // namespace telusur
