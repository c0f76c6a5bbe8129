#include "query/phrase_match.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

using Positions = std::vector<uint32_t>;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Positions Match(PhraseMatcher* matcher, std::vector<Positions> words) {
  for (size_t i = 0; i < words.size(); ++i) *matcher->positions(i) = words[i];
  Positions starts;
  matcher->Match(&starts);
  return starts;
}

TEST(PhraseMatchTest, FindsEveryPlaceOfAnExactPhrase) {
  PhraseMatcher matcher({0, 1, 2}, 0);
  EXPECT_THAT(Match(&matcher, {{0, 3, 6}, {1, 4, 9}, {2, 5, 8}}),
              ElementsAre(0, 3));
}

TEST(PhraseMatchTest, ReadsOffsetsThatLeaveGaps) {
  PhraseMatcher matcher({0, 2}, 0);
  EXPECT_THAT(Match(&matcher, {{0, 3}, {1, 5}}), ElementsAre(3));
}

TEST(PhraseMatchTest, SpendsTheSlopBetweenWordsOnly) {
  PhraseMatcher matcher({0, 1, 2}, 2);
  EXPECT_THAT(Match(&matcher, {{0}, {2}, {4}}), ElementsAre(0));
  EXPECT_THAT(Match(&matcher, {{0}, {2}, {5}}), IsEmpty());
}

TEST(PhraseMatchTest, DoesNotWrapAroundAtTheLargestPositions) {
  const uint32_t last = ~uint32_t{0};
  PhraseMatcher exact({0, 5}, 0);
  EXPECT_THAT(Match(&exact, {{last}, {4}}), IsEmpty());
  PhraseMatcher loose({0, 5}, 3);
  EXPECT_THAT(Match(&loose, {{last}, {4}}), IsEmpty());
}

TEST(PhraseMatchTest, ForgetsTheDocumentBefore) {
  PhraseMatcher matcher({0, 1}, 1);
  EXPECT_THAT(Match(&matcher, {{7}, {8}}), ElementsAre(7));
  EXPECT_THAT(Match(&matcher, {{1}, {3}}), ElementsAre(1));
}

}  // namespace
}  // namespace telusur
