#include "tests/support/reference_engine.h"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/must.h"

namespace telusur {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

Document NewDocument(const std::string& id, const std::string& title,
                     const std::string& text) {
  Document document;
  document.id = id;
  document.title = title;
  document.text = text;
  return document;
}

Query Leaf(QueryKind kind, const std::string& text, int distance = 0) {
  Query query;
  query.nodes.emplace_back();
  query.nodes[0].kind = kind;
  query.nodes[0].text = text;
  query.nodes[0].quoted = kind == QueryKind::kText;
  query.nodes[0].distance = distance;
  return query;
}

class ReferenceEngineTest : public testing::Test {
 protected:
  ReferenceEngineTest() {
    AnalyzerOptions options;
    options.name = "whitespace";
    analyzer_ = Must(Analyzer::Create(options));
  }

  ReferenceEngine Engine(const std::vector<Document>& documents) const {
    return ReferenceEngine(analyzer_.get(), documents, Bm25Parameters());
  }

  std::unique_ptr<Analyzer> analyzer_;
};

TEST_F(ReferenceEngineTest, ScoresByTheFormula) {
  const ReferenceEngine engine =
      Engine({NewDocument("1", "", "a a b"), NewDocument("2", "", "a"),
              NewDocument("3", "", "")});
  // N = 2, average length 2.
  const double idf = std::log(1 + (2 - 1 + 0.5) / (1 + 0.5));
  const Matches matches = engine.Search(Leaf(QueryKind::kText, "b"));
  ASSERT_EQ(matches.size(), 1);
  EXPECT_DOUBLE_EQ(matches.at(0),
                   idf * 1 / (1 + 1.2 * (1 - 0.75 + 0.75 * 3 / 2)));
  EXPECT_EQ(engine.num_nonempty_docs(), 2);
  EXPECT_EQ(engine.num_tokens(), 4);
}

TEST_F(ReferenceEngineTest, TheTextFollowsTheTitleAfterAGap) {
  const ReferenceEngine engine = Engine({NewDocument("1", "a b", "c a")});
  EXPECT_THAT(engine.PlacesOfTerm("a"),
              ElementsAre(Pair(0, ElementsAre(0, 17))));
  EXPECT_EQ(engine.documents()[0].title_length, 2);
  EXPECT_TRUE(engine.Search(Leaf(QueryKind::kText, "b c")).empty());
  EXPECT_TRUE(engine.Search(Leaf(QueryKind::kText, "b c", 13)).empty());
  EXPECT_EQ(engine.Search(Leaf(QueryKind::kText, "b c", 14)).size(), 1);
}

TEST_F(ReferenceEngineTest, TheLastOfEqualIdsCounts) {
  const ReferenceEngine engine =
      Engine({NewDocument("1", "", "a"), NewDocument("2", "", "b"),
              NewDocument("1", "", "c")});
  EXPECT_THAT(engine.Terms(), ElementsAre("b", "c"));
  EXPECT_EQ(engine.documents()[1].id, "1");
}

TEST_F(ReferenceEngineTest, CountsEdits) {
  EXPECT_TRUE(WithinEdits("abc", "abc", 0));
  EXPECT_FALSE(WithinEdits("abc", "abd", 0));
  EXPECT_TRUE(WithinEdits("abc", "acb", 1));
  EXPECT_TRUE(WithinEdits("abc", "ab", 1));
  EXPECT_TRUE(WithinEdits("", "ab", 2));
  EXPECT_FALSE(WithinEdits("", "ab", 1));
  // No byte is edited twice: ca -> ac -> abc is not two edits here.
  EXPECT_FALSE(WithinEdits("ca", "abc", 2));
}

}  // namespace
}  // namespace telusur
