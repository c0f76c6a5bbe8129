#include "query/query_builder.h"

#include <string>

#include "gtest/gtest.h"
#include "query/canonicalize.h"
#include "query/query.h"
#include "query/query_note.h"

namespace telusur {
namespace {

class QueryBuilderTest : public testing::Test {
 protected:
  void AddWord(const std::string& text, char sign = 0) {
    builder_.AddClause(NewNode(QueryKind::kText, text), sign,
                       /*is_group=*/false, /*boost=*/1.0);
  }

  int NewNode(QueryKind kind, const std::string& text) {
    QueryNode node;
    node.kind = kind;
    node.text = text;
    node.begin = node.end = place_++;
    return builder_.AddNode(node);
  }

  std::string Finish() {
    Query query;
    query.nodes = builder_.Finish();
    Canonicalize(&query);
    return ToString(query);
  }

  NoteList notes_{10};
  QueryBuilder builder_{&notes_};
  size_t place_ = 0;
};

TEST_F(QueryBuilderTest, NothingIsAnEmptyQuery) { EXPECT_EQ(Finish(), ""); }

TEST_F(QueryBuilderTest, ListsBindTighterThanAndWhichBindsTighterThanOr) {
  AddWord("a");
  AddWord("b", '-');
  builder_.And();
  AddWord("c");
  builder_.Or();
  AddWord("d");
  EXPECT_EQ(Finish(), "(a AND c AND NOT b) OR d");
}

TEST_F(QueryBuilderTest, AFrameIsOneClauseOfTheFrameAround) {
  AddWord("a");
  builder_.And();
  builder_.Open();
  EXPECT_TRUE(builder_.IsListEmpty());
  AddWord("b");
  AddWord("c");
  const int group = builder_.Close();
  ASSERT_GE(group, 0);
  builder_.AddClause(group, '-', /*is_group=*/true, /*boost=*/2.0);
  EXPECT_EQ(Finish(), "a AND NOT b AND NOT c");
}

TEST_F(QueryBuilderTest, AnEmptyFrameHasNoNode) {
  builder_.Open();
  EXPECT_EQ(builder_.Close(), -1);
}

TEST_F(QueryBuilderTest, NearJoinsWordsWithoutSignsAndNothingElse) {
  AddWord("a", '+');
  EXPECT_FALSE(builder_.AddNear(NewNode(QueryKind::kPrefix, "b"), 0, 3, 0, 0));
  EXPECT_FALSE(builder_.AddNear(NewNode(QueryKind::kText, "b"), '-', 3, 0, 0));
  EXPECT_TRUE(builder_.AddNear(NewNode(QueryKind::kText, "b"), 0, 3, 0, 0));
  EXPECT_TRUE(builder_.AddNear(NewNode(QueryKind::kExact, "c"), 0, 3, 0, 0));
  EXPECT_EQ(Finish(), "a NEAR/3 b NEAR/3 =c");
}

TEST_F(QueryBuilderTest, FiltersOfOneKindInOneListAreAlternatives) {
  AddWord("a");
  for (const char* source : {"x", "y"}) {
    builder_.AddClause(NewNode(QueryKind::kSource, source), 0,
                       /*is_group=*/false, /*boost=*/1.0);
  }
  EXPECT_EQ(Finish(), "a AND (source:x OR source:y)");
}

TEST_F(QueryBuilderTest, ExclusionsAloneAreTakenFromEverything) {
  AddWord("a", '-');
  EXPECT_EQ(Finish(), "* AND NOT a");
}

}  // namespace
}  // namespace telusur
