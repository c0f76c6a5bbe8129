#include "tools/repl/candidate_table.h"

#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(CandidateTableTest, CountsStandBesideTheWords) {
  Completion completion;
  completion.candidates = {{"harga", 912}, {"hari", 1200}, {"title:", {}}};
  completion.num_more = 7;
  EXPECT_EQ(CandidateTable(completion, 80),
            "harga 912   hari 1200   title:      +7\n");
  EXPECT_EQ(CandidateTable(completion, 24),
            "harga 912   hari 1200\ntitle:      +7\n");
  EXPECT_EQ(CandidateTable(completion, 5),
            "harga 912\nhari 1200\ntitle:\n+7\n");
}

TEST(CandidateTableTest, NothingDangerousIsShown) {
  Completion completion;
  completion.candidates = {{"a\x1b[2J", 1}, {"b\u202e", 2}};
  EXPECT_EQ(CandidateTable(completion, 80), "a\\x1b[2J 1   b\\u202e 2\n");
}

}  // namespace
}  // namespace telusur
