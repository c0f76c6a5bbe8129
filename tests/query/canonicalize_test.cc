#include "query/canonicalize.h"

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "query/query.h"
#include "tests/query/random_query.h"

namespace telusur {
namespace {

struct Verdict {
  bool matches = false;
  double score = 0;
};

// What one document, chosen by `seed`, makes of a leaf or a kNear.
Verdict JudgeLeaf(const QueryNode& node, uint32_t seed) {
  Verdict verdict;
  if (node.kind == QueryKind::kEverything) {
    verdict.matches = true;
    return verdict;
  }
  const std::string name = absl::StrCat(
      static_cast<int>(node.kind), "|", static_cast<int>(node.field), "|",
      node.text, "|", node.distance, "|", node.days.begin, "|", node.days.end,
      "|", node.quoted, "|", node.clauses.size(), "|", seed);
  const size_t hash = std::hash<std::string>()(name);
  verdict.matches = hash % 2 == 0;
  if (!IsFilter(node, {})) verdict.score = node.boost * (1 + hash % 101);
  return verdict;
}

// The definition in query.h, word for word.
Verdict Judge(const Query& query, uint32_t seed) {
  std::vector<Verdict> verdicts;
  for (const QueryNode& node : query.nodes) {
    if (node.kind != QueryKind::kBoolean) {
      verdicts.push_back(JudgeLeaf(node, seed));
      continue;
    }
    bool matches = true;
    bool has_must = false;
    bool has_should = false;
    bool any_should = false;
    double score = 0;
    for (const QueryClause& clause : node.clauses) {
      const Verdict& verdict = verdicts[clause.node];
      const bool scores =
          clause.occur == Occur::kMust || clause.occur == Occur::kShould;
      if (scores && verdict.matches) score += verdict.score;
      has_must |= clause.occur == Occur::kMust;
      has_should |= clause.occur == Occur::kShould;
      any_should |= clause.occur == Occur::kShould && verdict.matches;
      if (clause.occur == Occur::kMust || clause.occur == Occur::kFilter) {
        matches &= verdict.matches;
      }
      if (clause.occur == Occur::kMustNot) matches &= !verdict.matches;
    }
    if (has_should && !has_must) matches &= any_should;
    verdicts.push_back({matches, score * node.boost});
  }
  return verdicts.back();
}

// Boosts whose products need no rounding.
void SimplifyBoosts(Query* query) {
  for (QueryNode& node : query->nodes) {
    if (node.boost != 1.0 && node.boost != 0.0) node.boost = 2.0;
  }
}

TEST(CanonicalizeTest, ChangesNeitherMatchesNorScores) {
  for (uint32_t seed = 0; seed < 8000; ++seed) {
    std::mt19937 random(seed);
    Query query = RandomQuery(&random);
    SimplifyBoosts(&query);
    Query canonical = query;
    Canonicalize(&canonical);
    for (uint32_t document = 0; document < 20; ++document) {
      const Verdict before = Judge(query, document);
      const Verdict after = Judge(canonical, document);
      ASSERT_EQ(before.matches, after.matches)
          << "seed " << seed << ": " << ToString(canonical);
      if (!before.matches) continue;
      ASSERT_DOUBLE_EQ(before.score, after.score)
          << "seed " << seed << ": " << ToString(canonical);
    }
  }
}

TEST(CanonicalizeTest, DoingItTwiceIsDoingItOnce) {
  for (uint32_t seed = 0; seed < 8000; ++seed) {
    std::mt19937 random(seed);
    Query once = RandomQuery(&random);
    Canonicalize(&once);
    Query twice = once;
    Canonicalize(&twice);
    ASSERT_EQ(once, twice) << "seed " << seed << ": " << ToString(once);
  }
}

TEST(CanonicalizeTest, KeepsThePromisesOfTheHeader) {
  for (uint32_t seed = 0; seed < 8000; ++seed) {
    std::mt19937 random(seed);
    Query query = RandomQuery(&random);
    Canonicalize(&query);
    std::vector<bool> is_filter;
    std::vector<int> num_parents(query.nodes.size());
    for (size_t i = 0; i < query.nodes.size(); ++i) {
      const QueryNode& node = query.nodes[i];
      is_filter.push_back(IsFilter(node, is_filter));
      if (node.kind != QueryKind::kBoolean && node.kind != QueryKind::kNear) {
        ASSERT_TRUE(node.clauses.empty());
        continue;
      }
      ASSERT_GE(node.clauses.size(), 2) << "seed " << seed;
      Occur last = Occur::kMust;
      for (const QueryClause& clause : node.clauses) {
        ASSERT_LT(clause.node, static_cast<int>(i));
        ASSERT_GE(clause.occur, last);
        last = clause.occur;
        ++num_parents[clause.node];
        if (clause.occur == Occur::kMust || clause.occur == Occur::kFilter) {
          ASSERT_EQ(is_filter[clause.node], clause.occur == Occur::kFilter);
        }
      }
      ASSERT_NE(node.clauses.front().occur, Occur::kMustNot);
    }
    for (int i = 0; i < query.root(); ++i) ASSERT_EQ(num_parents[i], 1);
    ASSERT_EQ(num_parents[query.root()], 0);
  }
}

TEST(CanonicalizeTest, AcceptsAnEmptyQuery) {
  Query query;
  Canonicalize(&query);
  EXPECT_TRUE(query.empty());
}

// (((...) NOT a) NOT a) ...: a hundred thousand levels that do not join, which
// recursion would not survive.
TEST(CanonicalizeTest, SurvivesADeepTree) {
  constexpr int kDepth = 100000;
  Query query;
  QueryNode leaf;
  leaf.text = "a";
  query.nodes.push_back(leaf);
  for (int i = 0; i < kDepth; ++i) {
    const int inner = query.root();
    query.nodes.push_back(leaf);
    QueryNode node;
    node.kind = QueryKind::kBoolean;
    node.boost = 2.0;
    node.clauses = {{Occur::kShould, inner}, {Occur::kMustNot, query.root()}};
    query.nodes.push_back(node);
  }
  Canonicalize(&query);
  EXPECT_EQ(query.nodes.size(), 2 * kDepth + 1);
  EXPECT_EQ(ToString(query).substr(0, 4), "((((");
  const Query copy = query;
  EXPECT_EQ(copy, query);
}

}  // namespace
}  // namespace telusur
