#include "tools/eval/measures.h"

#include <cmath>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace telusur {
namespace {

using Grades = std::vector<int64_t>;

double Value(const std::string& name, const Grades& ranked,
             const Grades& judged) {
  const absl::StatusOr<Measure> measure = ParseMeasure(name);
  EXPECT_TRUE(measure.ok()) << name;
  EXPECT_EQ(measure->Name(), name);
  return Evaluate(*measure, ranked, judged);
}

// Three relevant documents of grades 2, 1 and 1; the ranking finds two of them.
const Grades kRanked = {0, 2, 0, 0, 1};
const Grades kJudged = {1, 2, 0, 1, -1};

TEST(MeasuresTest, FollowTheirDefinitions) {
  const double dcg = 2 / std::log2(3) + 1 / std::log2(6);
  const double ideal = 2 + 1 / std::log2(3) + 1 / std::log2(4);
  EXPECT_DOUBLE_EQ(Value("nDCG", kRanked, kJudged), dcg / ideal);
  EXPECT_DOUBLE_EQ(Value("nDCG@10", kRanked, kJudged), dcg / ideal);
  EXPECT_DOUBLE_EQ(Value("MRR", kRanked, kJudged), 1.0 / 2);
  EXPECT_DOUBLE_EQ(Value("MAP", kRanked, kJudged), (1.0 / 2 + 2.0 / 5) / 3);
  EXPECT_DOUBLE_EQ(Value("P", kRanked, kJudged), 2.0 / 5);
  EXPECT_DOUBLE_EQ(Value("Recall", kRanked, kJudged), 2.0 / 3);
}

TEST(MeasuresTest, ACutLooksNoFurther) {
  const double dcg = 2 / std::log2(3);
  const double ideal = 2 + 1 / std::log2(3);
  EXPECT_DOUBLE_EQ(Value("nDCG@2", kRanked, kJudged), dcg / ideal);
  EXPECT_DOUBLE_EQ(Value("MRR@1", kRanked, kJudged), 0);
  EXPECT_DOUBLE_EQ(Value("MAP@4", kRanked, kJudged), 1.0 / 2 / 3);
  EXPECT_DOUBLE_EQ(Value("Recall@4", kRanked, kJudged), 1.0 / 3);
}

TEST(MeasuresTest, PrecisionDividesByTheCutHoweverFewWereFound) {
  EXPECT_DOUBLE_EQ(Value("P@10", kRanked, kJudged), 2.0 / 10);
}

TEST(MeasuresTest, ThePerfectRankingHasOne) {
  for (const char* name : {"nDCG@10", "MRR@10", "MAP", "Recall@10"}) {
    EXPECT_DOUBLE_EQ(Value(name, {2, 1, 1, 0}, kJudged), 1) << name;
  }
}

TEST(MeasuresTest, NothingFoundAndNothingToFindAreZero) {
  for (const char* name : {"nDCG@10", "MRR", "MAP", "P", "P@5", "Recall"}) {
    EXPECT_EQ(Value(name, {}, kJudged), 0) << name;
    EXPECT_EQ(Value(name, {0, -1}, {0, -1}), 0) << name;
    EXPECT_EQ(Value(name, {}, {}), 0) << name;
  }
}

TEST(MeasuresTest, NamesGoWithoutCapitalsAndOthersAreRefused) {
  EXPECT_EQ(ParseMeasure("ndcg@7")->Name(), "nDCG@7");
  EXPECT_EQ(ParseMeasure("RECALL@1000")->Name(), "Recall@1000");
  for (const char* name : {"", "F1", "nDCG@", "nDCG@0", "nDCG@-1", "nDCG@x",
                           "P@99999999999", "@10"}) {
    EXPECT_FALSE(ParseMeasure(name).ok()) << name;
  }
}

}  // namespace
}  // namespace telusur
