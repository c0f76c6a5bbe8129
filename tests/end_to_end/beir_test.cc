// A collection in BEIR's form from its folder to figures.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/telusur_program.h"

namespace telusur {
namespace {

using testing::HasSubstr;

class BeirTest : public TelusurProgramTest {
 protected:
  void SetUp() override {
    folder_.Write("beir/corpus.jsonl",
                  "{\"_id\":\"d 1\",\"title\":\"Beras\",\"text\":\"harga beras "
                  "naik\"}\n"
                  "{\"_id\":\"d2\",\"title\":\"\",\"text\":\"cabai merah\"}\n"
                  "{\"_id\":\"d3\",\"title\":\"\",\"text\":\"cabai hijau dan "
                  "cabai rawit, dan beras\"}\n");
    folder_.Write("beir/queries.jsonl",
                  "{\"_id\":\"q1\",\"text\":\"harga beras?\"}\n"
                  "{\"_id\":\"q2\",\"text\":\"cabai\"}\n"
                  "{\"_id\":\"q3\",\"text\":\"kedelai\"}\n");
    folder_.Write("beir/qrels/test.tsv",
                  "query-id\tcorpus-id\tscore\n"
                  "q1\td 1\t1\nq2\td2\t1\n");
    ASSERT_EQ(Telusur({"index", "-o", "x.idx", "beir"}).exit_code, 0);
  }
};

TEST_F(BeirTest, FromTheFolderToFigures) {
  const ProgramResult found =
      Telusur({"search", "x.idx", "--queries", "beir", "--format", "trec"});
  EXPECT_EQ(found.exit_code, 0);
  EXPECT_EQ(found.err, "");
  EXPECT_THAT(found.out, HasSubstr("q1 Q0 d%201 1 "));
  EXPECT_THAT(found.out, HasSubstr("q2 Q0 d3 "));
  folder_.Write("my.run", found.out);
  const ProgramResult figures =
      Telusur({"eval", "--run", "my.run", "--qrels", "beir", "--measure", "P@1",
               "--measure", "Recall@2"});
  EXPECT_EQ(figures.exit_code, 0);
  EXPECT_THAT(figures.out, HasSubstr("queries\tall\t2\n"));
  EXPECT_THAT(figures.out, HasSubstr("Recall@2\tall\t1.0000\n"));
}

TEST_F(BeirTest, TheFileOfQueriesDoesToo) {
  EXPECT_EQ(
      Telusur({"search", "x.idx", "--queries", "beir/queries.jsonl", "--format",
               "trec"})
          .out,
      Telusur({"search", "x.idx", "--queries", "beir", "--format", "trec"})
          .out);
}

}  // namespace
}  // namespace telusur
