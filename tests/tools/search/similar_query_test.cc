#include "tools/search/similar_query.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/document.h"
#include "tests/support/must.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

Document DocumentOf(const std::string& id, const std::string& title,
                    const std::string& text) {
  Document document;
  document.id = id;
  document.title = title;
  document.text = text;
  return document;
}

std::vector<std::string> WordsOf(const Query& query) {
  std::vector<std::string> words;
  for (const QueryNode& node : query.nodes) {
    if (node.kind == QueryKind::kText) words.push_back(node.text);
  }
  return words;
}

std::vector<Document> SomeDocuments() {
  return {DocumentOf("a", "Harga beras", "beras dan beras yang mahal"),
          DocumentOf("b", "", "beras mahal"),
          DocumentOf("c", "", "mahal"),
          DocumentOf("d", "", "mahal sekali unik"),
          DocumentOf("e", "", "harga mahal"),
          DocumentOf("f", "", "lain")};
}

TEST(SimilarQueryTest, TakesTheWordsThatTellTheDocumentApart) {
  const std::vector<Document> documents = SomeDocuments();
  const TestIndex index(documents, IndexOptions());
  const Query query = Must(SimilarQuery(index.reader(), documents[0]));
  // beras: three times in the document, and in two documents.
  EXPECT_THAT(WordsOf(query), ElementsAre("beras", "harga", "mahal"));
  EXPECT_EQ(query.nodes[0].boost, 1.0);
  EXPECT_GT(query.nodes[1].boost, query.nodes[2].boost);
  const QueryNode& root = query.nodes[query.root()];
  EXPECT_EQ(root.kind, QueryKind::kBoolean);
  for (const QueryClause& clause : root.clauses) {
    EXPECT_EQ(clause.occur, Occur::kShould);
  }
}

TEST(SimilarQueryTest, WordsOfNoOtherDocumentAreLeftOut) {
  const std::vector<Document> documents = SomeDocuments();
  const TestIndex index(documents, IndexOptions());
  const Query query = Must(SimilarQuery(index.reader(), documents[3]));
  EXPECT_THAT(WordsOf(query), ElementsAre("mahal"));
  EXPECT_EQ(query.nodes.size(), 1u);
  EXPECT_TRUE(Must(SimilarQuery(index.reader(), documents[5])).empty());
}

TEST(SimilarQueryTest, AHostileDocumentIsOnlyWords) {
  const std::string text = "beras OR -mahal title:harga \" ( * ~ NEAR/3";
  const std::vector<Document> documents = {DocumentOf("a", "", text),
                                           DocumentOf("b", "", text)};
  const TestIndex index(documents, IndexOptions());
  const Query query = Must(SimilarQuery(index.reader(), documents[0]));
  for (const QueryNode& node : query.nodes) {
    if (node.kind != QueryKind::kBoolean) {
      EXPECT_EQ(node.kind, QueryKind::kText);
    }
  }
  EXPECT_THAT(WordsOf(query), Contains("near"));
  EXPECT_THAT(WordsOf(query), Not(Contains("*")));
}

TEST(SimilarQueryTest, LongDocumentsGiveNoLongQueries) {
  std::string text;
  for (int i = 0; i < 1000; ++i) absl::StrAppend(&text, " kata", i);
  const std::vector<Document> documents = {DocumentOf("a", "", text),
                                           DocumentOf("b", "", text)};
  const TestIndex index(documents, IndexOptions());
  EXPECT_EQ(WordsOf(Must(SimilarQuery(index.reader(), documents[0]))).size(),
            kMaxSimilarWords);
}

}  // namespace
}  // namespace telusur
