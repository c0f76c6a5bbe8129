// telusur index --append, delete and optimize.

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

constexpr char kRecords[] =
    "{\"id\":\"a\",\"title\":\"Harga beras\",\"text\":\"Beras mahal.\"}\n"
    "{\"id\":\"b\",\"text\":\"Beras murah.\"}\n"
    "{\"id\":\"-c\",\"text\":\"Cabai merah.\"}\n";

class UpdateCommandsTest : public TelusurProgramTest {
 protected:
  void SetUp() override { Build("x.idx", kRecords); }

  ProgramResult Append(const std::vector<std::string>& flags,
                       const std::string& records) const {
    std::vector<std::string> arguments = {"index", "--append", "-o", "x.idx"};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    arguments.push_back("-");
    return Telusur(arguments, records);
  }

  std::string Ids(const std::string& query) const {
    return Telusur({"search", "x.idx", query, "--format", "ids"}).out;
  }
  std::string Count(const std::string& query) const {
    return Telusur({"search", "x.idx", query, "--count"}).out;
  }
};

TEST_F(UpdateCommandsTest, AppendAddsAndReplaces) {
  const ProgramResult result = Append(
      {},
      "{\"id\":\"a\",\"text\":\"Gula\"}\n{\"id\":\"d\",\"text\":\"Beras\"}\n");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.err, HasSubstr("1 document replaced"));
  EXPECT_EQ(Ids("mahal"), "");
  EXPECT_EQ(Ids("gula"), "a\n");
  EXPECT_EQ(Count("beras"), "2\n");
  EXPECT_EQ(Count("*"), "4\n");
  EXPECT_THAT(Telusur({"get", "x.idx", "a"}).out, HasSubstr("Gula"));
}

TEST_F(UpdateCommandsTest, AppendTakesTheIndexsOptions) {
  ASSERT_EQ(Telusur({"index", "-o", "x.idx", "--analyzer", "whitespace",
                     "--no-store", "--k1", "2", "-"},
                    kRecords)
                .exit_code,
            0);
  EXPECT_EQ(Append({}, "{\"id\":\"d\",\"text\":\"Beras,\"}\n").exit_code, 0);
  EXPECT_EQ(Ids("Beras,"), "d\n");
  EXPECT_EQ(Append({"--k1", "2", "--no-store"}, "{\"id\":\"e\"}\n").exit_code,
            0);
}

TEST_F(UpdateCommandsTest, AppendNamesAFlagThatSaysSomethingElse) {
  const std::vector<std::vector<std::string>> conflicts = {
      {"--analyzer", "whitespace"},
      {"--stemming", "none"},
      {"--informal", "on"},
      {"--old-spelling", "on"},
      {"--boilerplate", "drop"},
      {"--no-store"},
      {"--k1", "2"},
      {"--b", "0.5"}};
  for (const std::vector<std::string>& flags : conflicts) {
    const ProgramResult result = Append(flags, "{\"id\":\"d\"}\n");
    EXPECT_EQ(result.exit_code, 2) << flags[0];
    EXPECT_THAT(result.err, HasSubstr(flags[0]));
    EXPECT_EQ(Count("*"), "3\n");
  }
}

TEST_F(UpdateCommandsTest, DeleteTakesDocumentsOut) {
  const ProgramResult result = Telusur({"delete", "x.idx", "a"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, "1 document deleted\n");
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(Ids("beras"), "b\n");
  EXPECT_EQ(Count("beras"), "1\n");
  EXPECT_EQ(Telusur({"get", "x.idx", "a"}).exit_code, 1);
  EXPECT_EQ(Telusur({"delete", "x.idx", "--", "-c"}).exit_code, 0);
  EXPECT_EQ(Count("*"), "1\n");
}

TEST_F(UpdateCommandsTest, DeleteNamesAndCountsUnknownIds) {
  const ProgramResult result =
      Telusur({"delete", "x.idx", "a", "x\x1b", "a", "y"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out, "1 document deleted, 2 ids unknown\n");
  EXPECT_EQ(result.err,
            "no document has the id x\\x1b\nno document has the id y\n");
  EXPECT_EQ(Telusur({"delete", "x.idx", "a"}).exit_code, 1);
}

TEST_F(UpdateCommandsTest, DeleteReadsIdsFromAFileAndFromStandardInput) {
  folder_.Write("ids.txt", "a\r\n\n-c\n");
  ProgramResult result = Telusur({"delete", "x.idx", "--ids", "ids.txt"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, "2 documents deleted\n");
  result = Telusur({"delete", "x.idx", "--ids", "-"}, "b\nz");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out, "1 document deleted, 1 id unknown\n");
  EXPECT_EQ(Count("*"), "0\n");
  EXPECT_EQ(Telusur({"delete", "x.idx", "--ids", "no.txt"}).exit_code, 3);
  EXPECT_EQ(Telusur({"delete", "x.idx"}).exit_code, 2);
}

TEST_F(UpdateCommandsTest, OptimizeMakesOneSegmentAndKeepsTheAnswers) {
  for (const char* const reorder : {"none", "source-date", "bisection"}) {
    Build("x.idx", kRecords);
    Append({}, "{\"id\":\"a\",\"text\":\"Beras mahal\"}\n");
    Telusur({"delete", "x.idx", "--", "-c"});
    const ProgramResult result =
        Telusur({"optimize", "x.idx", "--reorder", reorder});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out,
                MatchesRegex("2 segments made one, 2 documents, 2 deleted "
                             "dropped, index .* \\(was .*\\)\n"));
    EXPECT_EQ(Ids("mahal"), "a\n");
    EXPECT_EQ(Count("*"), "2\n");
    EXPECT_EQ(Telusur({"check", "x.idx"}).exit_code, 0);
  }
  Build("x.idx", kRecords);
  const ProgramResult again = Telusur({"optimize", "x.idx"});
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_THAT(again.out, HasSubstr("nothing to do"));
}

TEST_F(UpdateCommandsTest, WithoutAnIndexTheyExitWithThree) {
  folder_.Write("d/file", "");
  for (const char* const folder : {"no.idx", "d"}) {
    EXPECT_EQ(Telusur({"index", "--append", "-o", folder, "-"}).exit_code, 3);
    EXPECT_EQ(Telusur({"delete", folder, "a"}).exit_code, 3);
    EXPECT_EQ(Telusur({"optimize", folder}).exit_code, 3);
  }
}

TEST_F(UpdateCommandsTest, ASecondBuilderIsRefused) {
  ChildProcess builder(Command({"index", "-o", "x.idx", "-"}), Options());
  // All but a pipe's capacity is read by then, under the lock.
  ASSERT_TRUE(builder.Write(absl::StrCat("{\"id\":\"z\",\"text\":\"",
                                         std::string(200000, 'z'), "\"}\n")));
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"delete", "x.idx", "a"},
        {"optimize", "x.idx"},
        {"index", "-o", "x.idx", "-"},
        {"index", "--append", "-o", "x.idx", "-"}}) {
    const ProgramResult result = Telusur(command, "{\"id\":\"y\"}\n");
    EXPECT_EQ(result.exit_code, 3) << command[0];
    EXPECT_THAT(result.err, HasSubstr("another build is changing this index"));
  }
  EXPECT_EQ(Ids("cabai"), "-c\n");
  EXPECT_EQ(builder.Wait().exit_code, 0);
  EXPECT_EQ(Count("*"), "1\n");
}

}  // namespace
}  // namespace telusur
