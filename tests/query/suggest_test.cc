#include "query/suggest.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

using Dictionary = std::vector<std::pair<std::string, uint32_t>>;

// "word/df/distance ..."
std::string Suggest(absl::string_view word, uint32_t df,
                    const Dictionary& dictionary, size_t max_suggestions = 3) {
  size_t next = 0;
  const std::vector<Suggestion> suggestions = SuggestSpelling(
      word, df,
      [&](absl::string_view* candidate, uint32_t* candidate_df) {
        if (next == dictionary.size()) return false;
        *candidate = dictionary[next].first;
        *candidate_df = dictionary[next++].second;
        return true;
      },
      max_suggestions);
  std::string out;
  for (const Suggestion& s : suggestions) {
    absl::StrAppend(&out, out.empty() ? "" : " ", s.word, "/", s.df, "/",
                    s.distance);
  }
  return out;
}

TEST(SuggestSpellingTest, FewerEditsThenTheSameBeginningThenMoreDocuments) {
  const Dictionary dictionary = {
      {"tokoh", 900}, {"jokow", 1},     {"rokowi", 5000}, {"jokowi", 700},
      {"jokowa", 8},  {"jokoni", 9000}, {"kerusuhan", 5}};
  EXPECT_EQ(Suggest("jokowk", 0, dictionary),
            "jokowi/700/1 jokowa/8/1 jokow/1/1");
  EXPECT_EQ(Suggest("jokowk", 0, dictionary, 1), "jokowi/700/1");
  EXPECT_EQ(Suggest("jokowk", 0, dictionary, 0), "");
  EXPECT_EQ(Suggest("jokowk", 0, dictionary, 9),
            "jokowi/700/1 jokowa/8/1 jokow/1/1 jokoni/9000/2 rokowi/5000/2");
}

TEST(SuggestSpellingTest, EqualsAreInTheOrderOfTheAlphabet) {
  EXPECT_EQ(Suggest("kata", 0, {{"katb", 2}, {"kataa", 2}, {"katc", 2}}),
            "kataa/2/1 katb/2/1 katc/2/1");
}

TEST(SuggestSpellingTest, AWordWithDocumentsNeedsAMuchMoreFrequentOne) {
  EXPECT_EQ(Suggest("persiden", 2, {{"presiden", 199}}), "");
  EXPECT_EQ(Suggest("persiden", 2, {{"presiden", 200}}), "presiden/200/1");
  EXPECT_EQ(Suggest("persiden", kMaxSuspiciousDf, {{"presiden", 1000}}),
            "presiden/1000/1");
  EXPECT_EQ(Suggest("persiden", kMaxSuspiciousDf + 1, {{"presiden", 100000}}),
            "");
  // Two edits are too many for a word that there is.
  EXPECT_EQ(Suggest("persidne", 1, {{"presiden", 1000}}), "");
  EXPECT_EQ(Suggest("persidne", 0, {{"presiden", 1000}}), "presiden/1000/2");
}

TEST(SuggestSpellingTest, ShortWordsAndNumbersHaveTooManyNeighbours) {
  EXPECT_EQ(Suggest("ada", 0, {{"apa", 100}}), "");
  EXPECT_EQ(Suggest("adaa", 0, {{"adab", 100}, {"abab", 100}}), "adab/100/1");
  EXPECT_EQ(Suggest("covid19", 0, {{"covid", 100}}), "");
  EXPECT_EQ(Suggest("20222", 0, {{"2022", 100}}), "");
  EXPECT_EQ(MaxSuggestionDistance("abc"), 0);
  EXPECT_EQ(MaxSuggestionDistance("abcd"), 1);
  EXPECT_EQ(MaxSuggestionDistance("abcde"), 1);
  EXPECT_EQ(MaxSuggestionDistance("abcdef"), 2);
  EXPECT_EQ(MaxSuggestionDistance("\u00E9\u00E9\u00E9"), 0);
}

TEST(SuggestSpellingTest, LeavesOutTheWordItselfAndWordsWithoutDocuments) {
  EXPECT_EQ(Suggest("jokowi", 0, {{"jokowi", 5}, {"jokowa", 0}}), "");
}

TEST(IsSuspiciousTest, SaysWhetherTheDictionaryIsWorthReading) {
  EXPECT_TRUE(IsSuspicious("persiden", 0));
  EXPECT_TRUE(IsSuspicious("persiden", kMaxSuspiciousDf));
  EXPECT_FALSE(IsSuspicious("persiden", kMaxSuspiciousDf + 1));
  EXPECT_FALSE(IsSuspicious("ada", 0));
  EXPECT_FALSE(IsSuspicious("covid19", 0));
}

}  // namespace
}  // namespace telusur
