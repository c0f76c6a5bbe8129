#include "index/analysis/whitespace_tokenizer.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/analysis/token.h"

namespace telusur {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Result {
  std::vector<std::string> surfaces;
  std::vector<uint32_t> numbers;  // position, begin, end of each token
  AnalysisCounts counts;
};

template <typename Tokenize>
Result Analyse(Tokenize tokenize, absl::string_view text) {
  Result result;
  result.counts = tokenize(text, [&](absl::Span<const Token> tokens) {
    EXPECT_FALSE(tokens.empty());
    for (const Token& token : tokens) {
      EXPECT_TRUE(token.counts);
      EXPECT_EQ(token.surface,
                text.substr(token.begin, token.end - token.begin));
      result.surfaces.push_back(std::string(token.surface));
      result.numbers.insert(result.numbers.end(),
                            {token.position, token.begin, token.end});
    }
  });
  return result;
}

Result Analyse(absl::string_view text) {
  return Analyse(TokenizeAtWhitespace, text);
}

TEST(WhitespaceTokenizerTest, SplitsAtAsciiWhitespaceOnly) {
  EXPECT_THAT(Analyse(" Ibu,kota\tbaru \r\n\v\fdi-\xC2\xA0Sini\xFF ").surfaces,
              ElementsAre("Ibu,kota", "baru", "di-\xC2\xA0Sini\xFF"));
}

TEST(WhitespaceTokenizerTest, EmptyTextsHaveNoTokens) {
  EXPECT_THAT(Analyse("").surfaces, IsEmpty());
  EXPECT_THAT(Analyse(std::string(200, ' ')).surfaces, IsEmpty());
}

TEST(WhitespaceTokenizerTest, LongTermsAreDroppedAndKeepTheirPosition) {
  const std::string longest(kMaxTermBytes, 'a');
  const Result result = Analyse("x " + longest + " y " + longest + "a z");
  EXPECT_THAT(result.surfaces, ElementsAre("x", longest, "y", "z"));
  EXPECT_EQ(result.counts.num_dropped_terms, 1u);
  EXPECT_EQ(result.counts.num_tokens, 4u);
  EXPECT_EQ(result.counts.num_positions, 5u);
  EXPECT_EQ(result.numbers[9], 4u);  // the position of z
}

TEST(WhitespaceTokenizerTest, AgreesWithThePlainVersion) {
  std::mt19937 random(20190917);
  for (int round = 0; round < 3000; ++round) {
    // Few or many spaces, all other bytes, lengths around multiples of 64.
    const int spaces_in_16 = random() % 17;
    std::string text(random() % 200, '\0');
    if (round % 100 == 0) text.resize(5000);
    for (char& c : text) {
      c = static_cast<int>(random() % 16) < spaces_in_16
              ? " \t\n\v\f\r"[random() % 6]
              : static_cast<char>(random());
    }
    const Result fast = Analyse(TokenizeAtWhitespace, text);
    const Result plain = Analyse(TokenizeAtWhitespacePlainly, text);
    ASSERT_EQ(fast.surfaces, plain.surfaces) << "round " << round;
    ASSERT_EQ(fast.numbers, plain.numbers) << "round " << round;
    ASSERT_EQ(fast.counts.num_positions, plain.counts.num_positions);
    ASSERT_EQ(fast.counts.num_dropped_terms, plain.counts.num_dropped_terms);
  }
}

}  // namespace
}  // namespace telusur
