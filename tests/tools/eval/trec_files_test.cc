#include "tools/eval/trec_files.h"

#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_folder.h"

namespace telusur {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

class TrecFilesTest : public testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.Path(name)) << text;
    return folder_.Path(name);
  }

  // What is wrong with a file of judgements and, the same, of a run.
  std::string JudgementProblem(const std::string& text) {
    return std::string(ReadJudgements(Write("q", text)).status().message());
  }
  std::string RunProblem(const std::string& text) {
    return std::string(ReadRun(Write("r", text)).status().message());
  }

  TempFolder folder_;
};

TEST_F(TrecFilesTest, ReadsJudgementsOfBothKinds) {
  const absl::StatusOr<Judgements> trec =
      ReadJudgements(Write("trec", "q1 0 d1 2\nq1\t0\td2\t-1\r\n\nq2 0 d1 0"));
  ASSERT_TRUE(trec.ok()) << trec.status();
  EXPECT_THAT(trec->at("q1"),
              UnorderedElementsAre(Pair("d1", 2), Pair("d2", -1)));
  EXPECT_THAT(trec->at("q2"), UnorderedElementsAre(Pair("d1", 0)));

  const absl::StatusOr<Judgements> beir =
      ReadJudgements(Write("beir", "query-id\tcorpus-id\tscore\nq1\ta b\t1\n"));
  ASSERT_TRUE(beir.ok()) << beir.status();
  EXPECT_THAT(beir->at("q1"), UnorderedElementsAre(Pair("a%20b", 1)));
}

TEST_F(TrecFilesTest, AFolderStandsForItsJudgements) {
  Write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\n");
  const absl::StatusOr<Judgements> found = ReadJudgements(folder_.path());
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->size(), 1u);
}

TEST_F(TrecFilesTest, RanksByScoreAndEqualScoresByIdDownwards) {
  const absl::StatusOr<Rankings> run =
      ReadRun(Write("run",
                    "q1 Q0 a 1 0.5 x\n"
                    "q1 Q0 b 2 0.5 x\n"
                    "q1 Q0 c 3 7 x\n"
                    // The same in single precision.
                    "q1 Q0 d 4 0.50000000001 x\n"
                    "q2 Q0 a 1 1e-3 x\n"));
  ASSERT_TRUE(run.ok()) << run.status();
  EXPECT_THAT(run->at("q1"), ElementsAre("c", "d", "b", "a"));
  EXPECT_THAT(run->at("q2"), ElementsAre("a"));
}

TEST_F(TrecFilesTest, WhatIsWrongIsNamedWithItsLine) {
  EXPECT_THAT(JudgementProblem("q1 0 d1 1\nq1 d2 1\n"), HasSubstr("q:2: not "));
  EXPECT_THAT(JudgementProblem("q1 0 d1 good\n"), HasSubstr("q:1: not "));
  EXPECT_THAT(JudgementProblem("q1 0 d1 1\nq1 0 d1 0\n"),
              HasSubstr("q:2: document d1 is judged twice for query q1"));
  EXPECT_THAT(JudgementProblem("query-id\tcorpus-id\tscore\nq1 d1 1\n"),
              HasSubstr("q:2: not "));
  EXPECT_THAT(RunProblem("q1 Q0 d1 1 0.5\n"), HasSubstr("r:1: not "));
  EXPECT_THAT(RunProblem("q1 Q0 d1 1 best x\n"), HasSubstr("r:1: not "));
  EXPECT_THAT(RunProblem("q1 Q0 d1 1 2 x\nq1 Q0 d1 2 1 x\n"),
              HasSubstr("r:2: document d1 comes twice for query q1"));
  EXPECT_THAT(RunProblem(std::string(2 << 20, 'x')),
              HasSubstr("r:1: the line is too long"));
}

TEST_F(TrecFilesTest, AMissingFileIsNamed) {
  const absl::Status status = ReadRun(folder_.Path("none")).status();
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("none"));
}

}  // namespace
}  // namespace telusur
