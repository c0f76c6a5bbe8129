// Explanations, title boosts and dates: whatever the query, what is said about
// a score adds up to it.

#include "query/explain.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "query/query_compiler.h"
#include "query/query_parser.h"
#include "query/searcher.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

struct Found {
  CompiledQuery compiled;
  SearchResult result;
};

Found Find(const IndexReader& reader, absl::string_view text,
           SearchOptions options) {
  options.k = static_cast<uint32_t>(reader.num_docs()) + 1;
  CompiledQuery compiled = Must(
      CompileQuery(reader, Parse(text, ParserLimits()).query, options.compile));
  SearchResult result = Must(Search(reader, compiled, options));
  return {std::move(compiled), std::move(result)};
}

std::vector<Document> SomeDocuments(uint64_t seed) {
  CollectionShape shape;
  shape.num_docs = 150;
  shape.words = ShortWords(40);
  return RandomCollection(seed, shape);
}

std::string RandomLine(const std::vector<std::string>& words,
                       TestRandom* random) {
  const auto word = [&] { return words[SkewedNumber(40, random)]; };
  switch ((*random)() % 12) {
    case 0:
      return absl::StrCat(word(), " ", word(), " ", word());
    case 1:
      return absl::StrCat(word(), "^2.5 ", word());
    case 2:
      return absl::StrCat("+", word(), " ", word(), " -", word());
    case 3:
      return absl::StrCat("(", word(), " OR \"", word(), " ", word(),
                          "\") AND ", word());
    case 4:
      return absl::StrCat("title:", word(), " ", word());
    case 5:
      return absl::StrCat(word(), " NEAR/3 ", word());
    case 6:
      return absl::StrCat("\"", word(), " ", word(), "\"~2 ", word(), "*");
    case 7:
      return absl::StrCat(word(), "~1 ", word());
    case 8:
      return absl::StrCat("=", word(), " OR (", word(), " ", word(), ")^3");
    case 9:
      return absl::StrCat("* -", word());
    case 10:
      return absl::StrCat("date:1990..2030 (", word(), " ", word(), ")");
    default: {
      const std::string twice = word();
      return absl::StrCat(twice, " ", word(), " ", twice);
    }
  }
}

TEST(ExplainTest, ContributionsAddUpToTheScore) {
  uint64_t num_explained = 0;
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    TestRandom random(seed);
    const TestIndex index(SomeDocuments(seed), WhitespaceOptions());
    const std::vector<std::string> words = ShortWords(40);
    for (int round = 0; round < 120; ++round) {
      const std::string text = RandomLine(words, &random);
      SCOPED_TRACE(absl::StrCat("seed ", seed, ": ", text));
      SearchOptions options;
      options.compile.title_boost = round % 2 == 0 ? 1 : 2.5;
      const Found found = Find(index.reader(), text, options);
      for (const Hit& hit : found.result.hits) {
        const Explanation explanation =
            Must(Explain(index.reader(), found.compiled, hit.address));
        Score sum = 0;
        for (const Contribution& part : explanation.contributions) {
          sum += part.score;
          EXPECT_GT(part.tf, 0);
          EXPECT_FALSE(part.forms.empty());
          // And each is what the formula says.
          const double k = explanation.bm25.k1 *
                           (1 - explanation.bm25.b +
                            explanation.bm25.b * explanation.doc_length /
                                explanation.avg_doc_length);
          EXPECT_NEAR(ScoreAsDouble(part.score),
                      part.boost * part.idf * part.tf / (part.tf + k), 1e-4);
          ++num_explained;
        }
        EXPECT_EQ(sum, hit.score);
        EXPECT_EQ(explanation.score, hit.score);
      }
    }
  }
  EXPECT_GT(num_explained, 10000);
}

Document Doc(const char* id, const char* title, const char* text,
             const char* date) {
  Document document;
  document.id = id;
  document.title = title;
  document.text = text;
  document.date = date;
  return document;
}

TEST(ExplainTest, NamesTheSurfaceForms) {
  IndexOptions options;  // Indonesian, stemmed
  const TestIndex index(
      {Doc("a", "", "harga naik, kenaikan harga, menaikkan", ""),
       Doc("b", "", "naik lagi", "")},
      options);
  const Found found = Find(index.reader(), "naik", SearchOptions());
  ASSERT_EQ(found.result.hits.size(), 2);
  for (const Hit& hit : found.result.hits) {
    const Explanation explanation =
        Must(Explain(index.reader(), found.compiled, hit.address));
    ASSERT_EQ(explanation.contributions.size(), 1);
    std::vector<std::string> forms;
    for (const auto& form : explanation.contributions[0].forms) {
      forms.push_back(absl::StrCat(form.surface, " ", form.tf));
    }
    EXPECT_EQ(forms, hit.address.doc_id == 0
                         ? std::vector<std::string>(
                               {"kenaikan 1", "menaikkan 1", "naik 1"})
                         : std::vector<std::string>({"naik 1"}));
  }
}

TEST(TitleBoostTest, OfOneChangesNothingAndMoreLiftsTitles) {
  const TestIndex index({Doc("text", "satu dua", "beras enam tujuh", ""),
                         Doc("title", "beras dua", "lima enam tujuh", "")},
                        WhitespaceOptions());
  SearchOptions plain;
  SearchOptions boosted;
  boosted.compile.title_boost = 3;
  const Found before = Find(index.reader(), "beras", plain);
  const Found after = Find(index.reader(), "beras", boosted);
  ASSERT_EQ(before.result.hits.size(), 2);
  EXPECT_EQ(before.result.hits[0].score, before.result.hits[1].score);
  EXPECT_EQ(after.result.hits[0].address.doc_id, 1);
  EXPECT_GT(after.result.hits[0].score, after.result.hits[1].score);
  // tf 3, length 5 + 2 * 2, the average likewise.
  const double idf = std::log(1 + (2 - 2 + 0.5) / 2.5);
  EXPECT_NEAR(ScoreAsDouble(after.result.hits[0].score), idf * 3 / (3 + 1.2),
              1e-5);
  boosted.compile.title_boost = 0;
  const Found without = Find(index.reader(), "beras", boosted);
  EXPECT_EQ(without.result.hits[0].address.doc_id, 0);
  EXPECT_EQ(without.result.hits[1].score, 0);
}

TEST(SortByDateTest, LatestFirstThenTheBestThenTheOrder) {
  const TestIndex index(
      {Doc("none", "", "beras beras", ""), Doc("old", "", "beras", "2001"),
       Doc("new", "", "beras lain", "2020-02-02"),
       Doc("better", "", "beras beras", "2020-02-02"),
       Doc("other", "", "cabai", "2022-02-02"),
       Doc("same", "", "beras lain", "2020-02-02")},
      WhitespaceOptions());
  SearchOptions options;
  options.sort = SortOrder::kDate;
  std::string order;
  const Found all = Find(index.reader(), "beras", options);
  for (const Hit& hit : all.result.hits) {
    absl::StrAppend(&order, hit.address.doc_id, " ");
  }
  EXPECT_EQ(order, "3 2 5 1 0 ");
  EXPECT_EQ(all.result.num_matches, 5);
  for (const Hit& hit :
       Find(index.reader(), "beras", SearchOptions()).result.hits) {
    const auto same = std::find_if(
        all.result.hits.begin(), all.result.hits.end(), [&](const Hit& other) {
          return other.address.doc_id == hit.address.doc_id;
        });
    EXPECT_EQ(same->score, hit.score);
  }
}

// Two pages of ten are the first twenty, in both orders.
TEST(OffsetTest, PagesJoin) {
  const TestIndex index(SomeDocuments(9), WhitespaceOptions());
  for (const SortOrder sort : {SortOrder::kScore, SortOrder::kDate}) {
    for (const char* text : {"a", "a b c", "+a b", "\"a b\" c", "*"}) {
      SearchOptions options;
      options.sort = sort;
      const CompiledQuery compiled = Must(CompileQuery(
          index.reader(), Parse(text, ParserLimits()).query, options.compile));
      const auto page = [&](uint32_t offset, uint32_t k) {
        options.offset = offset;
        options.k = k;
        std::vector<std::string> hits;
        for (const Hit& hit :
             Must(Search(index.reader(), compiled, options)).hits) {
          hits.push_back(absl::StrCat(hit.address.doc_id, "/", hit.score));
        }
        return hits;
      };
      std::vector<std::string> joined = page(0, 10);
      for (const std::string& hit : page(10, 10)) joined.push_back(hit);
      EXPECT_EQ(joined, page(0, 20)) << text;
    }
  }
}

TEST(SearchControlTest, AnExpiredDeadlineIsAnError) {
  const TestIndex index(SomeDocuments(10), WhitespaceOptions());
  SearchOptions options;
  options.control.deadline_ms = CoarseMilliseconds();
  const CompiledQuery compiled = Must(CompileQuery(
      index.reader(), Parse("a", ParserLimits()).query, options.compile));
  EXPECT_TRUE(absl::IsDeadlineExceeded(
      Search(index.reader(), compiled, options).status()));
}

}  // namespace
}  // namespace telusur
