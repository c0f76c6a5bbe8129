// Queries that are typed to hurt. What they may cost is counted, not timed: the
// nodes of the tree and of the plan, and the surface forms they stand for.

#include <cstdint>
#include <string>
#include <utility>
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

std::string Repeat(absl::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out.append(text.data(), text.size());
  return out;
}

class HostileQueryTest : public testing::Test {
 protected:
  HostileQueryTest()
      : index_(
            [] {
              CollectionShape shape;
              shape.num_docs = 400;
              shape.words = ShortWords(1500);
              return RandomCollection(30, shape);
            }(),
            WhitespaceOptions()) {}

  // Parses, compiles and runs `text`, and holds it to the limits.
  ParsedQuery Run(const std::string& text,
                  const ParserLimits& limits = ParserLimits()) {
    ParsedQuery parsed = Parse(text, limits);
    // Each clause is a node; groups have at least two members.
    EXPECT_LE(parsed.query.nodes.size(), 4 * limits.max_clauses);
    SearchOptions options;
    const CompiledQuery compiled =
        Must(CompileQuery(index_.reader(), parsed.query, options.compile));
    EXPECT_LE(compiled.plan().terms.size(),
              limits.max_clauses + options.compile.max_expansions);
    EXPECT_LE(compiled.plan().nodes.size(),
              4 * limits.max_clauses + options.compile.max_expansions);
    EXPECT_TRUE(Search(index_.reader(), compiled, options).ok());
    return parsed;
  }

  const TestIndex index_;
};

TEST_F(HostileQueryTest, AreAnsweredWithinTheLimits) {
  ParserLimits huge;
  huge.max_query_bytes = kQueryBytesLimit.most;
  for (const ParserLimits& limits : {ParserLimits(), huge}) {
    for (const std::string& text :
         {Repeat("NOT ", 100000) + "a",
          Repeat("NOT a ", 100000),
          Repeat("(", 100000),
          Repeat(")", 100000),
          Repeat("(", 100000) + "a" + Repeat(")", 100000),
          Repeat("(a ", 100000),
          Repeat("a* ", 10000),
          Repeat("a~2 ", 10000),
          Repeat("a AND ", 100000),
          Repeat("-", 65536),
          Repeat("\"", 65536),
          Repeat("\"a", 32768),
          "\"" + Repeat("a ", 32768) + "\"",
          "\"" + Repeat("a ", 32768) + "\"~1000",
          Repeat("a NEAR/1000 ", 10000),
          Repeat("title:", 10000),
          Repeat("a^", 32768),
          Repeat("\\", 65536),
          std::string(65536, 'a'),
          std::string(65536, '\0'),
          std::string(65536, '\xFF'),
          Repeat("((a OR b) AND ", 5000),
          Repeat("+(a -(b ", 10000),
          Repeat("date:2022..2020 ", 10000)}) {
      Run(text, limits);
    }
  }
}

TEST_F(HostileQueryTest, RandomBytesAreAnswered) {
  TestRandom random(31);
  constexpr absl::string_view kBytes = "ab c*~\"()+-^:.\\=2NOT AND\xC3\xA9\xE2";
  for (int round = 0; round < 50; ++round) {
    std::string text;
    for (int i = 0; i < 65536 / (1 + round); ++i) {
      text.push_back(kBytes[random() % kBytes.size()]);
    }
    Run(text);
  }
}

// Nesting times clauses is what joining nested groups costs.
TEST_F(HostileQueryTest, TheLargestFlagsAreAffordable) {
  ParserLimits limits;
  limits.max_query_bytes = kQueryBytesLimit.most;
  limits.max_nesting = kNestingLimit.most;
  limits.max_clauses = kClausesLimit.most;
  limits.max_phrases = kPhrasesLimit.most;
  limits.max_expanded_words = kExpandedWordsLimit.most;
  std::string text = Repeat("(a AND ", 1000);
  text += Repeat("b ", 60000) + Repeat(")", 1000);
  Run(text, limits);
  Run(Repeat("(+a b ", 1000) + Repeat("c ", 60000), limits);
}

bool SaysLimit(const ParsedQuery& parsed) {
  return absl::IsResourceExhausted(StrictError(parsed));
}

TEST_F(HostileQueryTest, EachLimitHoldsAtItselfAndNotOnePast) {
  ParserLimits limits;
  limits.max_query_bytes = 10;
  EXPECT_FALSE(SaysLimit(Parse("abc def gh", limits)));
  EXPECT_TRUE(SaysLimit(Parse("abc def ghi", limits)));
  limits = ParserLimits();
  limits.max_nesting = 3;
  EXPECT_FALSE(SaysLimit(Parse("(((a)))", limits)));
  EXPECT_TRUE(SaysLimit(Parse("((((a))))", limits)));
  limits = ParserLimits();
  limits.max_clauses = 3;
  EXPECT_FALSE(SaysLimit(Parse("a \"b c\"", limits)));
  EXPECT_TRUE(SaysLimit(Parse("a \"b c\" d", limits)));
  limits = ParserLimits();
  limits.max_phrases = 2;
  EXPECT_FALSE(SaysLimit(Parse("a NEAR/5 b \"c d\"", limits)));
  EXPECT_TRUE(SaysLimit(Parse("a NEAR/5 b \"c d\" \"e f\"", limits)));
  limits = ParserLimits();
  limits.max_distance = 5;
  EXPECT_FALSE(SaysLimit(Parse("a NEAR/5 b \"c d\"~5", limits)));
  EXPECT_TRUE(SaysLimit(Parse("a NEAR/6 b", limits)));
  EXPECT_TRUE(SaysLimit(Parse("\"c d\"~6", limits)));
  limits = ParserLimits();
  limits.max_expanded_words = 2;
  const ParsedQuery two = Parse("a* b~1 c", limits);
  EXPECT_FALSE(SaysLimit(two));
  const ParsedQuery three = Parse("a* b~1 c* d~2 e*", limits);
  EXPECT_TRUE(SaysLimit(three));
  EXPECT_EQ(three.notes.size(), 1);
  EXPECT_EQ(ToString(three.query), "a* OR b~1 OR c OR d OR e");
}

TEST_F(HostileQueryTest, ExpansionsAreSharedAndSaidToBeCut) {
  const Query query = Parse("a* b*", ParserLimits()).query;
  CompileOptions options;
  const CompiledQuery all = Must(CompileQuery(index_.reader(), query, options));
  EXPECT_TRUE(all.plan().cut_expansions.empty());
  const int64_t num_terms = static_cast<int64_t>(all.terms().size());
  ASSERT_GT(num_terms, 100);
  options.max_expansions = num_terms;
  EXPECT_TRUE(Must(CompileQuery(index_.reader(), query, options))
                  .plan()
                  .cut_expansions.empty());
  options.max_expansions = num_terms - 1;
  const CompiledQuery cut = Must(CompileQuery(index_.reader(), query, options));
  EXPECT_EQ(cut.terms().size(), num_terms - 1);
  EXPECT_EQ(cut.plan().cut_expansions.size(), 1);
  options.max_expansions = 2;
  EXPECT_EQ(Must(CompileQuery(index_.reader(), query, options)).terms().size(),
            2);
}

TEST_F(HostileQueryTest, RepeatedClausesAreLookedForOnce) {
  for (const std::string& text :
       {Repeat("a~2 ", 60), Repeat("a* ", 60), Repeat("+a +b ", 400),
        Repeat("\"a b\" ", 400), Repeat("a NEAR/9 b ", 300),
        Repeat("+a -b +source:kompas ", 300), Repeat("b title:a ", 300)}) {
    SCOPED_TRACE(text.substr(0, 20));
    const CompiledQuery compiled = Must(CompileQuery(
        index_.reader(), Parse(text, ParserLimits()).query, CompileOptions()));
    EXPECT_LE(compiled.plan().nodes.back().clauses.size(), 3);
  }
}

TEST_F(HostileQueryTest, ARepeatedClauseWeighsAsOftenAsItIsGiven) {
  const auto search = [&](const std::string& text) {
    const SearchOptions options;
    return Must(Search(
        index_.reader(),
        Must(CompileQuery(index_.reader(), Parse(text, ParserLimits()).query,
                          options.compile)),
        options));
  };
  const std::vector<std::pair<std::string, std::string>> kSame = {
      {"+a +b +a +a", "+a^3 +b"},
      {"\"a b\" c \"a b\"", "\"a b\"^2 c"},
      {"ab* c ab*", "ab*^2 c"},
      {"+a -b -b", "+a -b"},
  };
  for (const auto& [repeated, boosted] : kSame) {
    SCOPED_TRACE(repeated);
    const SearchResult a = search(repeated);
    const SearchResult b = search(boosted);
    ASSERT_FALSE(a.hits.empty());
    ASSERT_EQ(a.hits.size(), b.hits.size());
    for (size_t i = 0; i < a.hits.size(); ++i) {
      EXPECT_EQ(a.hits[i].address.doc_id, b.hits[i].address.doc_id);
      EXPECT_EQ(a.hits[i].score, b.hits[i].score);
    }
  }
}

}  // namespace
}  // namespace telusur
