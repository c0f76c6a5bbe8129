#include "tools/search/term_list.h"

#include <atomic>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "index/document.h"
#include "tests/support/must.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

Document DocumentOf(const std::string& id, const std::string& text) {
  Document document;
  document.id = id;
  document.text = text;
  return document;
}

std::string Written(const std::vector<DocumentCount>& counts) {
  std::string text;
  for (const DocumentCount& count : counts) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", count.text, " ", count.df);
  }
  return text;
}

// Two segments: a term's forms are spread over both.
TestIndex TwoSegments() {
  return TestIndex({{DocumentOf("a", "harga naik, kenaikan harga"),
                     DocumentOf("b", "kata dan hari")},
                    {DocumentOf("c", "menaikkan harga hari ini"),
                     DocumentOf("d", "naik kereta")}},
                   IndexOptions(), /*num_runs=*/1);
}

TEST(TermListTest, AddsUpSegmentsAndPutsTheMostFrequentFirst) {
  const TestIndex index = TwoSegments();
  const TermList list =
      Must(TermsWithPrefix(index.reader(), "har", 10, SearchControl()));
  EXPECT_EQ(Written(list.terms), "harga 2, hari 2");
  EXPECT_EQ(list.num_more, 0u);
  EXPECT_EQ(
      Written(Must(TermsWithPrefix(index.reader(), "naik", 10, SearchControl()))
                  .terms),
      "naik 3");
}

TEST(TermListTest, SaysHowManyAreLeftOut) {
  const TestIndex index = TwoSegments();
  const TermList list =
      Must(TermsWithPrefix(index.reader(), "", 1, SearchControl()));
  EXPECT_EQ(Written(list.terms), "naik 3");
  EXPECT_GT(list.num_more, 3u);
  EXPECT_TRUE(Must(TermsWithPrefix(index.reader(), "zz", 1, SearchControl()))
                  .terms.empty());
}

TEST(TermListTest, FormsComeFromAllSegments) {
  const TestIndex index = TwoSegments();
  EXPECT_EQ(Written(Must(FormsOfTerm(index.reader(), "naik"))),
            "naik 2, kenaikan 1, menaikkan 1");
  EXPECT_EQ(Written(Must(FormsOfTerm(index.reader(), "harga"))), "harga 2");
  EXPECT_TRUE(Must(FormsOfTerm(index.reader(), "harg")).empty());
}

TEST(TermListTest, DocumentsOfATermAreAddedUp) {
  const TestIndex index = TwoSegments();
  EXPECT_EQ(Must(DocumentsOfTerm(index.reader(), "naik")), 3u);
  EXPECT_EQ(Must(DocumentsOfTerm(index.reader(), "zzz")), 0u);
}

TEST(TermListTest, StopsWhenItIsToldTo) {
  const TestIndex index = TwoSegments();
  const std::atomic<bool> cancelled(true);
  SearchControl control;
  control.cancelled = &cancelled;
  EXPECT_TRUE(absl::IsCancelled(
      TermsWithPrefix(index.reader(), "", 10, control).status()));
}

}  // namespace
}  // namespace telusur
