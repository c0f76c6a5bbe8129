// telusur index --lexicon: a word list's roots become part of the index.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/telusur_program.h"

namespace telusur {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr char kList[] =
    "6\nzxqorab/A\nmenzxqorabkan\nmakan\n\nDua Kata\nword2\nzxqibul\tpo:noun\n";
constexpr char kRecords[] =
    "{\"id\":\"a\",\"text\":\"zxqorabnya hilang\"}\n"
    "{\"id\":\"b\",\"text\":\"hal lain\"}\n";

class LexiconTest : public TelusurProgramTest {
 protected:
  void SetUp() override { folder_.Write("list.dic", kList); }
};

TEST_F(LexiconTest, QueriesStemAsTheBuildDidWithoutTheList) {
  const ProgramResult built =
      Telusur({"index", "-o", "x.idx", "--lexicon", "list.dic", "-"}, kRecords);
  EXPECT_EQ(built.exit_code, 0);
  EXPECT_EQ(built.err,
            "list.dic: 2 roots added, 3 words known without it, 1 entries that "
            "are no plain words\n");
  folder_.Write("list.dic", "0\n");
  EXPECT_EQ(Telusur({"search", "x.idx", "dizxqorabkan", "--format", "ids"}).out,
            "a\n");
  EXPECT_THAT(Telusur({"stats", "x.idx"}).out, HasSubstr("lexicon=2-roots"));
}

TEST_F(LexiconTest, AppendedDocumentsUseTheSameRoots) {
  ASSERT_EQ(
      Telusur({"index", "-o", "x.idx", "--lexicon", "list.dic", "-"}, kRecords)
          .exit_code,
      0);
  ASSERT_EQ(Telusur({"index", "-o", "x.idx", "--append", "-"},
                    "{\"id\":\"c\",\"text\":\"menzxqorabkannya\"}\n")
                .exit_code,
            0);
  EXPECT_EQ(
      Telusur({"search", "x.idx", "=menzxqorabkannya", "--format", "ids"}).out,
      "c\n");
  EXPECT_THAT(Telusur({"search", "x.idx", "zxqorab", "--count"}).out, "2\n");
  folder_.Write("other.dic", "1\nzxqother\n");
  const ProgramResult refused = Telusur(
      {"index", "-o", "x.idx", "--append", "--lexicon", "other.dic", "-"},
      kRecords);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("--lexicon says something else"));
}

TEST_F(LexiconTest, AnalyzeTakesTheListToo) {
  EXPECT_EQ(Telusur({"analyze", "--format", "stems", "--lexicon", "list.dic"},
                    "zxqibulnya\nmakanan\n")
                .out,
            "zxqibulnya\tzxqibul\nmakanan\tmakan\n");
}

TEST_F(LexiconTest, WhatIsNoWordListIsNamed) {
  EXPECT_EQ(
      Telusur({"index", "-o", "x.idx", "--lexicon", "none.dic", "-"}, kRecords)
          .exit_code,
      3);
  folder_.Write("bad.dic", "kata\nlain\n");
  const ProgramResult result =
      Telusur({"index", "-o", "x.idx", "--lexicon", "bad.dic", "-"}, kRecords);
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, StartsWith("bad.dic: line 1 is not the number"));
}

}  // namespace
}  // namespace telusur
