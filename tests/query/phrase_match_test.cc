#include "query/phrase_match.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

using Positions = std::vector<uint32_t>;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Positions MatchInOrder(PhraseMatcher* matcher,
                       const std::vector<Positions>& words,
                       const std::vector<size_t>& order) {
  matcher->Begin();
  for (const size_t word : order) {
    *matcher->positions(word) = words[word];
    if (!matcher->Add(word)) return {};
  }
  return matcher->Starts();
}

// Whatever the order in which the words are added.
Positions Match(PhraseMatcher* matcher, const std::vector<Positions>& words) {
  std::vector<size_t> order(words.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const Positions starts = MatchInOrder(matcher, words, order);
  while (std::next_permutation(order.begin(), order.end())) {
    EXPECT_EQ(MatchInOrder(matcher, words, order), starts);
  }
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

TEST(PhraseMatchTest, EndsAtTheFirstWordThatCannotFollow) {
  PhraseMatcher matcher({0, 1, 2}, 0);
  matcher.Begin();
  *matcher.positions(2) = {1, 9};
  EXPECT_TRUE(matcher.Add(2));
  *matcher.positions(0) = {3, 8};
  EXPECT_FALSE(matcher.Add(0));
}

TEST(PhraseMatchTest, NoPhraseBeginsBeforeTheText) {
  PhraseMatcher matcher({0, 3}, 0);
  matcher.Begin();
  *matcher.positions(1) = {0, 2};
  EXPECT_FALSE(matcher.Add(1));
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
