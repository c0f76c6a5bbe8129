#include "index/analysis/user_lexicon.h"

#include <algorithm>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/analysis/form_stemmer.h"

namespace telusur {
namespace {

using testing::ElementsAre;

std::string StemOf(const AnalyzerOptions& options, absl::string_view form) {
  std::string stem;
  FormStemmer(options).Stem(form, &stem);
  return stem;
}

TEST(UserLexiconTest, EntriesAreWordsWithoutFlagsAndFields) {
  const auto list = ParseHunspellWords(
      "\xef\xbb\xbf"
      "5\r\nZulu/AB\r\nalfa\tpo:noun\nalfa\n"
      "ab\ndua kata\nco-op\n\n");
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_THAT(list->words, ElementsAre("alfa", "dua", "zulu"));
  EXPECT_EQ(list->num_ignored, 2);
}

TEST(UserLexiconTest, WhatBeginsWithNoNumberIsRefused) {
  for (const char* text : {"", "alfa\n", "-\n"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseHunspellWords(text).status()));
  }
}

TEST(UserLexiconTest, OnlyRootsThatAreNewAreAdded) {
  WordList list;
  list.words = {"makan", "makanan", "menzxqorabkan", "zxqorab", "zxqorabnya"};
  AnalyzerOptions options;
  const auto merged = MergeWords(options, list);
  ASSERT_TRUE(merged.ok());
  EXPECT_EQ(merged->lexicon, "zxqorab");
  std::reverse(list.words.begin(), list.words.end());
  EXPECT_EQ(MergeWords(options, list)->lexicon, "zxqorab");
  options.lexicon = merged->lexicon;
  EXPECT_EQ(StemOf(options, "dizxqorabkannya"), "zxqorab");
  EXPECT_EQ(StemOf(options, "zxqorab"), "zxqorab");
}

TEST(UserLexiconTest, ALexiconOverTheLimitIsRefused) {
  WordList list;
  for (int i = 0; i < 1 << 16; ++i) {
    std::string word = "zxqzxqzxqzxq";
    for (int n = i; n > 0; n /= 16) word += "bcdfghjklmnpqrst"[n % 16];
    list.words.push_back(word);
  }
  EXPECT_TRUE(
      absl::IsInvalidArgument(MergeWords(AnalyzerOptions(), list).status()));
}

TEST(UserLexiconTest, AnalyzersKeepTheLexiconInTheirLine) {
  AnalyzerOptions options;
  options.lexicon = "alfa,zulu";
  const auto parsed = AnalyzerOptions::Parse(options.ToString());
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->lexicon, options.lexicon);
  for (const char* bad : {"zulu,alfa", "a,,b", "Alfa", "alfa,alfa", "a1", ""}) {
    const std::string line =
        absl::StrCat(AnalyzerOptions().ToString(), " lexicon=", bad);
    EXPECT_FALSE(AnalyzerOptions::Parse(line).ok()) << bad;
  }
}

}  // namespace
}  // namespace telusur
