// The pruning evaluator against the exhaustive one: the same documents, with
// the same scores, in the same order.

#include "query/max_score.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "query/or_query.h"
#include "query/query.h"
#include "query/query_compiler.h"
#include "query/searcher.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

// A ranked OR of 1 to 6 words, each with a boost of its own.
Query RandomOr(const std::vector<std::string>& words, TestRandom* random) {
  static constexpr double kBoosts[] = {1, 1, 1, 0, 0.5, 3, 100};
  Query query;
  QueryNode root;
  root.kind = QueryKind::kBoolean;
  const int num_words = 1 + static_cast<int>((*random)() % 6);
  for (int i = 0; i < num_words; ++i) {
    QueryNode node;
    node.text = words[(*random)() % words.size()];
    node.boost = kBoosts[(*random)() % 7];
    root.clauses.push_back({Occur::kShould, i});
    query.nodes.push_back(node);
  }
  query.nodes.push_back(root);
  return query;
}

Bm25Parameters RandomParameters(TestRandom* random) {
  static constexpr double kK1[] = {1.2, 1.2, 0.9, 3, 0};
  static constexpr double kB[] = {0.75, 0.75, 0.4, 0, 1};
  Bm25Parameters bm25;
  bm25.k1 = kK1[(*random)() % 5];
  bm25.b = kB[(*random)() % 5];
  return bm25;
}

void ExpectSameHits(const SearchResult& a, const SearchResult& b) {
  ASSERT_EQ(a.hits.size(), b.hits.size());
  for (size_t i = 0; i < b.hits.size(); ++i) {
    SCOPED_TRACE(absl::StrCat("rank ", i));
    ASSERT_EQ(a.hits[i].address.doc_id, b.hits[i].address.doc_id);
    ASSERT_EQ(a.hits[i].score, b.hits[i].score);
  }
}

void ExpectSameAsExhaustive(const IndexReader& reader, const Query& query,
                            SearchOptions options) {
  const CompiledQuery compiled =
      Must(CompileQuery(reader, query, options.compile));
  ASSERT_EQ(compiled.shape().kind, QueryShape::Kind::kAny);
  const SearchResult pruned = Must(Search(reader, compiled, options));
  options.exhaustive = true;
  const SearchResult all = Must(Search(reader, compiled, options));
  ExpectSameHits(pruned, all);
  if (all.hits.empty()) return;
  // The last hit's score is what a perfect guess would prune by.
  options.exhaustive = false;
  options.min_score = all.hits.back().score;
  ExpectSameHits(Must(Search(reader, compiled, options)), all);
}

void CompareManyQueries(const IndexReader& reader,
                        const std::vector<std::string>& words, int num_queries,
                        TestRandom* random) {
  static constexpr uint32_t kK[] = {1, 3, 10, 99, 100, 1000, 5000};
  for (int i = 0; i < num_queries; ++i) {
    SCOPED_TRACE(absl::StrCat("query ", i));
    SearchOptions options;
    options.k = kK[(*random)() % 7];
    options.offset = (*random)() % 4 == 0 ? 5 : 0;
    options.compile.bm25 = RandomParameters(random);
    ExpectSameAsExhaustive(reader, RandomOr(words, random), options);
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(MaxScoreTest, FindsWhatExhaustiveSearchFindsInSmallCollections) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    TestRandom random(seed);
    CollectionShape shape;
    shape.num_docs = 1 + random() % 600;
    shape.words = ShortWords(1 + random() % 80);
    const TestIndex index(RandomCollection(seed, shape), WhitespaceOptions());
    CompareManyQueries(index.reader(), shape.words, 1200, &random);
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(MaxScoreTest, FindsWhatExhaustiveSearchFindsInManyWindows) {
  TestRandom random(7);
  CollectionShape shape;
  shape.num_docs = 50000;
  shape.words = ShortWords(300);
  shape.max_text_words = 40;
  const TestIndex index(RandomCollection(7, shape), WhitespaceOptions());
  CompareManyQueries(index.reader(), shape.words, 1500, &random);
}

TEST(MaxScoreTest, IsNotUsedForScoresThatNeedMoreThan32Bits) {
  OrQuery query;
  query.terms.emplace_back();
  query.terms.back().weight = 20;
  EXPECT_TRUE(CanUseMaxScore(query));
  query.terms.back().weight = 20.0 * kMaxBoost;
  EXPECT_FALSE(CanUseMaxScore(query));
}

}  // namespace
}  // namespace telusur
