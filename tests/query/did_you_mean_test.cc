#include "query/did_you_mean.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "query/query_parser.h"
#include "query/query_words.h"
#include "tests/support/must.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

// An Indonesian index in which `kerusuhan` stands in many documents.
TestIndex SomeIndex() {
  std::vector<Document> documents(300);
  for (size_t i = 0; i < documents.size(); ++i) {
    documents[i].id = absl::StrCat(i);
    documents[i].text = i == 0 ? "kerusuhn besar" : "kerusuhan di jakarta";
  }
  return TestIndex(documents, IndexOptions());
}

std::string Corrected(const TestIndex& index, absl::string_view text) {
  SurfaceDictionary surfaces(&index.reader());
  const Query query = Parse(text, ParserLimits()).query;
  return ApplyOffers(
      text, Must(OfferSpellings(index.reader(), &surfaces, text, query)));
}

TEST(DidYouMeanTest, OffersSurfaceFormsInThePlaceOfTheWord) {
  const TestIndex index = SomeIndex();
  EXPECT_EQ(Corrected(index, "kerusuhab"), "kerusuhan");
  EXPECT_EQ(Corrected(index, "+kerusuhab^2 AND (title:\"di jakrata\")"),
            "+kerusuhan^2 AND (title:\"di jakarta\")");
  EXPECT_EQ(Corrected(index, "jakrata NEAR/3 kerusuham"),
            "jakarta NEAR/3 kerusuhan");
}

TEST(DidYouMeanTest, LeavesFoundExcludedAndUnlikeWordsAlone) {
  const TestIndex index = SomeIndex();
  for (const char* text :
       {"kerusuhan jakarta", "kerusuhan -jakrata", "=jakrata", "jakrata*",
        "jakrata~1", "xyzzyq", "*", "source:jakrata", "2019"}) {
    EXPECT_EQ(Corrected(index, text), text);
  }
}

TEST(DidYouMeanTest, SuspiciouslyFewDocumentsAreEnough) {
  const TestIndex index = SomeIndex();
  EXPECT_EQ(Corrected(index, "kerusuhn"), "kerusuhan");
}

TEST(DidYouMeanTest, LooksAtAFewWordsOnly) {
  const TestIndex index = SomeIndex();
  std::string text;
  for (int i = 0; i < 100; ++i) absl::StrAppend(&text, "jakrata ");
  SurfaceDictionary surfaces(&index.reader());
  EXPECT_EQ(Must(OfferSpellings(index.reader(), &surfaces, text,
                                Parse(text, ParserLimits()).query))
                .size(),
            kMaxCorrectedWords);
}

std::string Dropped(absl::string_view text) {
  const auto analyzer = Must(Analyzer::Create(AnalyzerOptions()));
  const Query query = Parse(text, ParserLimits()).query;
  const std::vector<bool> dropped = FindDroppedStopWords(*analyzer, query);
  std::string words;
  for (size_t i = 0; i < dropped.size(); ++i) {
    if (dropped[i]) absl::StrAppend(&words, query.nodes[i].text, " ");
  }
  return words;
}

TEST(DroppedStopWordsTest, AnotherWordThatIsLookedForMustRemain) {
  EXPECT_EQ(Dropped("yang dan ekonomi"), "yang dan ");
  EXPECT_EQ(Dropped("yang dan"), "");
  EXPECT_EQ(Dropped("yang"), "");
  EXPECT_EQ(Dropped("yang -riau"), "");
  EXPECT_EQ(Dropped("yang -(riau AND banjir)"), "");
  EXPECT_EQ(Dropped("yang source:kompas"), "");
  EXPECT_EQ(Dropped("+yang ekonomi"), "");
  EXPECT_EQ(Dropped("yang ekonom*"), "yang ");
  EXPECT_EQ(Dropped("\"yang\" ekonomi"), "");
}

}  // namespace
}  // namespace telusur
