#include "index/analysis/stop_words.h"

#include <algorithm>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(StopWordsTest, TheListIsSortedAndShort) {
  const auto words = IndonesianStopWords();
  EXPECT_TRUE(std::is_sorted(words.begin(), words.end()));
  EXPECT_EQ(std::adjacent_find(words.begin(), words.end()), words.end());
  EXPECT_LE(words.size(), 120u);
  for (absl::string_view word : words) EXPECT_TRUE(IsIndonesianStopWord(word));
}

TEST(StopWordsTest, ContentWordsAreNotInIt) {
  EXPECT_TRUE(IsIndonesianStopWord("yang"));
  for (absl::string_view word :
       {"", "presiden", "yangon", "yan", "tidak", "Yang", "zzz"}) {
    EXPECT_FALSE(IsIndonesianStopWord(word)) << word;
  }
}

}  // namespace
}  // namespace telusur
