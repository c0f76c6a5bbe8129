// Scores against the formula in doubles, over random collections.

#include "query/bm25.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "query/query_compiler.h"
#include "query/searcher.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/reference_engine.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

// What rounding to 2^-20 and computing in floats may change, a term.
constexpr double kTolerance = 1e-5;

Query OrOf(const std::vector<std::string>& words) {
  Query query;
  QueryNode root;
  root.kind = QueryKind::kBoolean;
  for (const std::string& word : words) {
    QueryNode node;
    node.text = word;
    root.clauses.push_back(
        {Occur::kShould, static_cast<int>(query.nodes.size())});
    query.nodes.push_back(node);
  }
  query.nodes.push_back(root);
  return query;
}

SearchResult SearchAll(const IndexReader& reader, const Query& query,
                       const Bm25Parameters& bm25) {
  SearchOptions options;
  options.k = static_cast<uint32_t>(reader.num_docs());
  options.compile.bm25 = bm25;
  const CompiledQuery compiled =
      Must(CompileQuery(reader, query, options.compile));
  return Must(Search(reader, compiled, options));
}

// The same documents with nearly the same scores, in an order that the nearly
// same scores allow.
void ExpectSameRanking(const SearchResult& result, const Matches& expected,
                       double tolerance) {
  ASSERT_EQ(result.hits.size(), expected.size());
  for (size_t i = 0; i < result.hits.size(); ++i) {
    const Hit& hit = result.hits[i];
    const auto found = expected.find(hit.address.doc_id);
    ASSERT_NE(found, expected.end()) << hit.address.doc_id;
    EXPECT_NEAR(ScoreAsDouble(hit.score), found->second, tolerance);
    if (i == 0) continue;
    const Hit& before = result.hits[i - 1];
    EXPECT_GE(expected.at(before.address.doc_id),
              found->second - 2 * tolerance);
    EXPECT_GE(before.score, hit.score);
    if (before.score == hit.score) {
      EXPECT_LT(before.address.doc_id, hit.address.doc_id);
    }
  }
}

class Bm25Test : public testing::TestWithParam<Bm25Parameters> {};

TEST_P(Bm25Test, RanksAsTheFormulaDoes) {
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    TestRandom random(seed);
    CollectionShape shape;
    shape.num_docs = 1 + random() % 400;
    shape.words = ShortWords(1 + random() % 120);
    shape.duplicate_ids = seed % 2 == 0;
    const std::vector<Document> documents = RandomCollection(seed, shape);
    IndexOptions options = WhitespaceOptions();
    const TestIndex index(documents, options);
    const ReferenceEngine engine(&index.reader().analyzer(), documents,
                                 GetParam());
    for (int round = 0; round < 30; ++round) {
      std::vector<std::string> words;
      for (uint32_t n = 1 + random() % 5; n > 0; --n) {
        words.push_back(shape.words[random() % shape.words.size()]);
      }
      const Query query = OrOf(words);
      ExpectSameRanking(SearchAll(index.reader(), query, GetParam()),
                        engine.Search(query), kTolerance * words.size());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Parameters, Bm25Test,
    testing::Values(Bm25Parameters{1.2, 0.75}, Bm25Parameters{0.9, 0.4},
                    Bm25Parameters{2, 0}, Bm25Parameters{1.2, 1},
                    Bm25Parameters{0, 0.75}, Bm25Parameters{100, 0.5}));

TEST(Bm25StatisticsTest, CountDocumentsWithTokens) {
  CollectionShape shape;
  shape.words = ShortWords(40);
  shape.duplicate_ids = true;
  const std::vector<Document> documents = RandomCollection(7, shape);
  const TestIndex index(documents, WhitespaceOptions());
  const ReferenceEngine engine(&index.reader().analyzer(), documents,
                               Bm25Parameters());
  const CollectionStatistics statistics = index.reader().statistics();
  EXPECT_LT(engine.num_nonempty_docs(), engine.documents().size());
  EXPECT_EQ(statistics.num_docs, engine.num_nonempty_docs());
  EXPECT_EQ(statistics.num_tokens, engine.num_tokens());
  EXPECT_EQ(index.reader().num_docs(), engine.documents().size());
  EXPECT_EQ(index.segment().metadata().num_terms, engine.Terms().size());
  uint64_t num_postings = 0;
  for (const std::string& term : engine.Terms()) {
    num_postings += engine.PlacesOfTerm(term).size();
  }
  EXPECT_EQ(index.segment().metadata().num_postings, num_postings);
}

// The sum over segments is the collection's, so the scores are the same to the
// last bit.
TEST(Bm25StatisticsTest, AreThoseOfAllSegments) {
  CollectionShape shape;
  shape.num_docs = 300;
  shape.words = ShortWords(60);
  const std::vector<Document> documents = RandomCollection(8, shape);
  const TestIndex one(documents, WhitespaceOptions());
  std::vector<std::vector<Document>> parts(4);
  for (size_t i = 0; i < documents.size(); ++i) {
    // The third part is empty.
    parts[i < 10 ? 0 : i < 200 ? 1 : 3].push_back(documents[i]);
  }
  const TestIndex four(parts, WhitespaceOptions(), 2);
  TestRandom random(9);
  for (int round = 0; round < 100; ++round) {
    const Query query =
        OrOf({shape.words[random() % 60], shape.words[random() % 60]});
    const SearchResult a = SearchAll(one.reader(), query, Bm25Parameters());
    const SearchResult b = SearchAll(four.reader(), query, Bm25Parameters());
    ASSERT_EQ(a.hits.size(), b.hits.size());
    for (size_t i = 0; i < a.hits.size(); ++i) {
      EXPECT_EQ(a.hits[i].score, b.hits[i].score);
      const Document found =
          Must(four.reader().ReadDocument(b.hits[i].address));
      EXPECT_EQ(documents[a.hits[i].address.doc_id].id, found.id);
    }
  }
}

TEST(IdfTest, FollowsTheFormulaAndIsNeverNegative) {
  CollectionStatistics statistics;
  EXPECT_EQ(Idf(0, statistics), 0);
  statistics.num_docs = 1000;
  for (const uint64_t df : {1, 2, 500, 999, 1000}) {
    EXPECT_NEAR(Idf(df, statistics),
                std::log(1 + (1000 - df + 0.5) / (df + 0.5)), 1e-12);
  }
  // Documents whose only tokens do not count have postings and no length.
  EXPECT_GT(Idf(1001, statistics), 0);
  EXPECT_GT(Idf(5, CollectionStatistics()), 0);
}

TEST(TermScorerTest, ScoreBoundHoldsForLowerTfsAndLongerDocuments) {
  TestRandom random(10);
  for (int round = 0; round < 100000; ++round) {
    Bm25Parameters bm25;
    bm25.k1 = (random() % 400) / 100.0;
    bm25.b = (random() % 101) / 100.0;
    // Up to the largest score of a conjunction.
    const double weight = std::exp((random() % 1690) / 100.0 - 10);
    const TermScorer scorer(weight, bm25, 1 + random() % 1000);
    const uint32_t tf = 1 + random() % (1 + random() % 100000);
    const uint32_t length = tf + random() % 5000;
    const Score score = scorer.Contribution(tf, length);
    ASSERT_LT(score, 1 << 30);
    const uint32_t bound = ScoreBound(static_cast<uint32_t>(score));
    EXPECT_LE(score, bound);
    EXPECT_LE(scorer.Contribution(tf, length + 1), bound);
    EXPECT_LE(scorer.Contribution(std::max(tf, 2u) - 1, length), bound);
    EXPECT_LE(scorer.Contribution(1 + random() % tf, length + random() % 100),
              bound);
  }
}

}  // namespace
}  // namespace telusur
