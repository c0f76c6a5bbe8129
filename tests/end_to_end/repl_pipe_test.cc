// telusur repl without a terminal, as a script uses it.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/telusur_program.h"

namespace telusur {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

class ReplPipeTest : public TelusurProgramTest {
 protected:
  void SetUp() override {
    Build("x.idx",
          "{\"id\":\"a\",\"title\":\"Harga, lagi\",\"text\":\"Beras mahal di "
          "pasar.\",\"source\":\"kompas\",\"date\":\"2019-09-10\"}\n"
          "{\"id\":\"b\",\"text\":\"Kenaikan harga beras dan bensin.\"}\n"
          "{\"id\":\"c\",\"text\":\"Bensin naik, harga beras turun.\"}\n");
  }

  ProgramResult Repl(std::vector<std::string> arguments,
                     absl::string_view input = "") const {
    arguments.insert(arguments.begin(), {"repl", "x.idx"});
    return Telusur(arguments, input);
  }

  std::string Ids(const std::string& lines) const {
    return Repl({"--format", "ids"}, lines).out;
  }
};

TEST_F(ReplPipeTest, EveryFormatIsOneRecordALineWithoutColour) {
  EXPECT_THAT(
      Repl({"-c", "mahal"}).out,
      MatchesRegex("1\t[0-9.]+\ta\tHarga, lagi\t2019-09-10\tkompas\t\n"));
  EXPECT_THAT(
      Repl({"-c", "mahal", "--format", "csv"}).out,
      MatchesRegex("1,[0-9.]+,a,\"Harga, lagi\",2019-09-10,kompas,\r\n"));
  EXPECT_THAT(Repl({"-c", "mahal", "--format", "json"}).out,
              MatchesRegex("\\[\\{\"rank\":1,[^\n]*\\}\\]\n"));
  EXPECT_EQ(Repl({"-c", "xyzzyq", "--format", "json"}).out, "[]\n");
  EXPECT_THAT(Repl({"-c", "mahal", "--format", "table"}).out,
              MatchesRegex("rank +score +date +source +title\n[- ]+\n"
                           " +1 +[0-9.]+  2019-09-10  kompas  Harga, lagi\n"));
  EXPECT_EQ(Repl({"-c", "mahal", "--format", "trec"}).out.substr(0, 9),
            "1 Q0 a 1 ");
  EXPECT_EQ(Repl({"-c", ".mode ids", "-c", "mahal"}).out, "a\n");
}

TEST_F(ReplPipeTest, SearchWritesTheSameFormats) {
  for (const char* format : {"table", "json", "csv"}) {
    EXPECT_EQ(Telusur({"search", "x.idx", "mahal", "--format", format}).out,
              Repl({"-c", "mahal", "--format", format}).out);
  }
  EXPECT_EQ(Telusur({"search", "x.idx", "xyzzyq", "--format", "json"}).out,
            "[]\n");
  EXPECT_EQ(
      Telusur({"search", "x.idx", "mahal", "--count", "--format", "json"}).out,
      "{\"count\":1}\n");
}

TEST_F(ReplPipeTest, TheExitCodeSaysWhatBecameOfTheLines) {
  EXPECT_EQ(Repl({"-c", "mahal"}).exit_code, 0);
  EXPECT_EQ(Repl({"-c", "xyzzyq"}).exit_code, 1);
  EXPECT_EQ(Repl({"-c", "xyzzyq", "-c", "mahal"}).exit_code, 0);
  EXPECT_EQ(Repl({"-c", ".stats"}).exit_code, 0);
  EXPECT_EQ(Repl({}, "").exit_code, 0);
  EXPECT_EQ(Repl({"-c", ".nope", "-c", "mahal"}).exit_code, 2);
  EXPECT_EQ(Repl({"--strict", "-c", "(mahal"}).exit_code, 2);
  EXPECT_EQ(Repl({"-f", "absent"}).exit_code, 3);
  EXPECT_EQ(Repl({"-c", ".read absent"}).exit_code, 3);
  EXPECT_EQ(
      Repl({"--strict", "--max-clauses", "1", "-c", "harga beras"}).exit_code,
      6);
}

TEST_F(ReplPipeTest, AFullDiskExitsWithFourAndOneLine) {
  ChildProcess::Options options = Options();
  options.stdout_path = "/dev/full";
  const ProgramResult result =
      RunProgram(Command({"repl", "x.idx"}), "beras\nharga\n", options);
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(result.err, "writing standard output: No space left on device\n");
}

TEST_F(ReplPipeTest, AReaderThatGoesAwayEndsItSilently) {
  std::string lines;
  for (int i = 0; i < 5000; ++i) lines.append("beras\n");
  folder_.Write("lines", lines);
  const ProgramResult result = RunProgram(
      {"/bin/sh", "-c",
       absl::StrCat(ProgramPath(), " repl x.idx -f lines | head -n 1")},
      "", Options());
  EXPECT_THAT(result.out, MatchesRegex("[^\n]+\n"));
  EXPECT_EQ(result.err, "");
}

// Waits for ever where answers are held back.
TEST_F(ReplPipeTest, AProgramThatWaitsForEachAnswerGetsIt) {
  const ProgramResult result =
      RunProgram({"/bin/bash", "-c",
                  absl::StrCat("coproc ", ProgramPath(),
                               " repl x.idx --format ids\n"
                               "for query in mahal kenaikan; do\n"
                               "  echo $query >&${COPROC[1]}\n"
                               "  read -r id <&${COPROC[0]}\n"
                               "  echo \"$query: $id\"\n"
                               "done\n")},
                 "", Options());
  EXPECT_EQ(result.out, "mahal: a\nkenaikan: b\n");
}

TEST_F(ReplPipeTest, FilesAreReadAndErrorsSayWhere) {
  folder_.Write("outer", ".mode ids\n.read inner\nmahal\n");
  folder_.Write("inner", "bensin naik\n\n.nope\n");
  const ProgramResult result = Repl({"-f", "outer"});
  EXPECT_EQ(result.out, "c\nb\na\n");
  EXPECT_EQ(result.err,
            "inner:3: there is no command .nope (.help lists all)\n");
  EXPECT_EQ(result.exit_code, 2);
}

TEST_F(ReplPipeTest, FilesThatReadThemselvesComeToAnEnd) {
  folder_.Write("loop", "mahal\n.read loop\n");
  const ProgramResult result = Repl({"-f", "loop"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("loop:2: loop: more than 16 files read"));
}

TEST_F(ReplPipeTest, OutputGoesToAFileAndBack) {
  const ProgramResult result =
      Repl({"--format", "ids"},
           "mahal\n.output out\nbensin\n.nope\n.output\nmahal\n");
  EXPECT_EQ(result.out, "a\na\n");
  EXPECT_THAT(result.err, StartsWith("stdin:4: there is no command"));
  EXPECT_EQ(RunProgram({"/bin/cat", folder_.Path("out")}).out, "b\nc\n");
}

TEST_F(ReplPipeTest, OutputThatCannotBeWrittenIsSaid) {
  const ProgramResult absent =
      Repl({"--format", "ids"}, ".output no/such/folder\nmahal\n");
  EXPECT_EQ(absent.out, "a\n");
  EXPECT_EQ(absent.err, "stdin:1: no/such/folder: No such file or directory\n");
  EXPECT_EQ(absent.exit_code, 3);
  const ProgramResult full =
      Repl({"--format", "ids"}, ".output /dev/full\nmahal\n.output\nmahal\n");
  EXPECT_EQ(full.out, "a\n");
  EXPECT_EQ(full.err, "stdin:3: writing /dev/full: No space left on device\n");
  EXPECT_EQ(full.exit_code, 4);
}

TEST_F(ReplPipeTest, NextAndPreviousWalkThroughTheResults) {
  const std::string all = Ids("beras\n");
  EXPECT_EQ(Ids(".limit 1\nberas\n.next\n.next\n"), all);
  EXPECT_EQ(Ids(".limit 2\nberas\n.next\n"), all);
  const ProgramResult result = Repl({"--format", "ids", "-k", "2"},
                                    "beras\n.next\n.next\n.prev\n.prev\n");
  EXPECT_EQ(result.out, absl::StrCat(all, all.substr(0, 4)));
  EXPECT_EQ(result.err,
            "stdin:3: there are no more results\n"
            "stdin:5: these are the first results\n");
  EXPECT_EQ(Repl({"-c", ".next"}).err, ".next needs a query before it\n");
}

TEST_F(ReplPipeTest, SimilarLeavesTheDocumentItselfOut) {
  const ProgramResult result =
      Repl({"--format", "ids"}, "kenaikan\n.similar 1\n");
  EXPECT_EQ(result.out, "b\nc\nc\na\n");
  EXPECT_THAT(result.err, HasSubstr("documents with: "));
  // The first pages hold what a larger one does.
  EXPECT_EQ(Ids("mahal\n.limit 1\n.similar 1\n.next\n.next\n"),
            Ids("mahal\n.similar 1\n"));
}

TEST_F(ReplPipeTest, ExplainAddsUpToTheScore) {
  const ProgramResult result = Repl({}, "mahal\n.explain 1\n");
  EXPECT_THAT(result.out, HasSubstr("\n1. Harga, lagi\n"));
  EXPECT_THAT(result.out, HasSubstr(" is the score: k1 1.2, b 0.75"));
  EXPECT_THAT(result.out, HasSubstr("mahal: mahal 1"));
  // Ranks count on, and only what was shown can be asked about.
  EXPECT_EQ(Repl({}, ".limit 1\nberas\n.next\n.open 1\n").err,
            "stdin:4: .open needs a number from 2 to 2\n");
}

TEST_F(ReplPipeTest, WordsAreListedWithTheirDocuments) {
  EXPECT_EQ(Repl({"-c", ".terms be"}).out, "beras\t3\t\nbensin\t2\t\n");
  EXPECT_THAT(Repl({"-c", ".terms naik"}).out,
              StartsWith("naik\t2\tkenaikan 1, naik 1\n"));
  // No term begins so, but a form does.
  EXPECT_EQ(Repl({"-c", ".terms kenai"}).out, "kenaikan\t1\tnaik\n");
  EXPECT_EQ(Repl({"-c", ".terms zz"}).err, "no term begins with zz\n");
  EXPECT_THAT(Repl({"-c", ".stem kenaikan"}).out,
              HasSubstr("\tkenaikan\tnaik\tword\t"));
  EXPECT_EQ(Repl({"-c", ".analyze Harga beras"}).out,
            Telusur({"analyze", "Harga beras"}).out);
}

TEST_F(ReplPipeTest, SettingsChangeAnswers) {
  const ProgramResult changed =
      Repl({}, ".set\n.set sort date\n.set k1 2\n.set k1\n.set sort\n");
  EXPECT_THAT(changed.out, HasSubstr("k1                   1.2\n"));
  EXPECT_THAT(changed.out, HasSubstr("k1                   2\n"));
  EXPECT_THAT(changed.out, HasSubstr("sort                 date\n"));
  EXPECT_EQ(changed.err, "");
  EXPECT_THAT(Ids(".set sort date\nberas\n"), StartsWith("a\n"));
  EXPECT_EQ(Repl({}, ".set k1 -1\n.set nope\n.limit 0\n.mode xml\n").err,
            "stdin:1: k1 is 0..1000, not \"-1\"\n"
            "stdin:2: there is no setting nope (.set lists all)\n"
            "stdin:3: .limit needs 1..1000000\n"
            "stdin:4: .mode needs text|table|json|jsonl|csv|tsv|trec|ids\n");
  // The flags are the same settings.
  EXPECT_THAT(Repl({"--k1", "0.5", "-c", ".set k1"}).out,
              HasSubstr("k1                   0.5\n"));
}

TEST_F(ReplPipeTest, TheIndexIsChecked) {
  EXPECT_THAT(Repl({"-c", ".check"}).out, StartsWith("sound: 3 documents, "));
  EXPECT_THAT(Repl({"-c", ".check deep"}).out, StartsWith("sound: "));
  EXPECT_EQ(Repl({"-c", ".stats"}).out, Telusur({"stats", "x.idx"}).out);
}

TEST_F(ReplPipeTest, MessagesComeInTheLanguageAskedFor) {
  EXPECT_EQ(Repl({"--lang", "id", "-c", ".next"}).err,
            ".next memerlukan kueri sebelumnya\n");
  EXPECT_THAT(Repl({"--lang", "id", "-c", ".help"}).out,
              HasSubstr("hasil berikutnya"));
  EXPECT_EQ(Telusur({"search", "x.idx", "(mahal", "--lang", "id"}).err,
            "kolom 1: kurung ini tidak ditutup (dibaca seolah ditutup di "
            "akhir)\n");
  EXPECT_EQ(Telusur({"search", "x.idx", "mahal yang", "--lang", "id"}).err,
            "kata umum diabaikan: yang\n");
  EXPECT_EQ(Repl({"--lang", "xx", "-c", "a"}).exit_code, 2);
}

}  // namespace
}  // namespace telusur
