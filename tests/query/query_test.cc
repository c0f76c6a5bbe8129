#include "query/query.h"

#include <random>
#include <string>

#include "gtest/gtest.h"
#include "query/canonicalize.h"
#include "query/query_parser.h"
#include "tests/query/random_query.h"

namespace telusur {
namespace {

ParserLimits WideLimits() {
  ParserLimits limits;
  limits.max_query_bytes = 1 << 20;
  limits.max_nesting = 1000;
  limits.max_clauses = 100000;
  return limits;
}

TEST(QueryTest, EqualityDisregardsByteRanges) {
  const Query a = Parse("kata", ParserLimits()).query;
  Query b = Parse("  kata", ParserLimits()).query;
  EXPECT_NE(a.nodes[0].begin, b.nodes[0].begin);
  EXPECT_EQ(a, b);
  b.nodes[0].boost = 2;
  EXPECT_NE(a, b);
  EXPECT_NE(a, Query());
}

TEST(ToStringTest, IsReadAsTheSameQuery) {
  for (uint32_t seed = 0; seed < 20000; ++seed) {
    std::mt19937 random(seed);
    Query query = RandomQuery(&random);
    Canonicalize(&query);
    const std::string text = ToString(query);
    const ParsedQuery parsed = Parse(text, WideLimits());
    ASSERT_EQ(ToString(parsed.query), text) << "seed " << seed;
    ASSERT_EQ(parsed.query, query) << "seed " << seed << ": " << text;
    ASSERT_TRUE(parsed.notes.empty())
        << "seed " << seed << ": " << text << ": " << parsed.notes[0].problem;
  }
}

TEST(ToStringTest, RoundTripsWhateverIsTyped) {
  for (uint32_t seed = 0; seed < 40000; ++seed) {
    std::mt19937 random(seed);
    const std::string typed = RandomQueryText(&random);
    const Query query = Parse(typed, WideLimits()).query;
    const std::string text = ToString(query);
    const ParsedQuery parsed = Parse(text, WideLimits());
    ASSERT_EQ(parsed.query, query)
        << "seed " << seed << ": " << typed << " -> " << text;
    ASSERT_TRUE(parsed.notes.empty())
        << "seed " << seed << ": " << text << ": " << parsed.notes[0].problem;
  }
}

TEST(ToStringTest, WritesAnEmptyQueryAsNothing) {
  EXPECT_EQ(ToString(Query()), "");
}

}  // namespace
}  // namespace telusur
