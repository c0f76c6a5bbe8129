#include "query/query_syntax.h"

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(OperatorOfTest, KnowsCapitalsOfBothLanguages) {
  const struct {
    const char* word;
    QueryOperator op;
    const char* distance;
  } kCases[] = {
      {"AND", QueryOperator::kAnd, ""},
      {"DAN", QueryOperator::kAnd, ""},
      {"OR", QueryOperator::kOr, ""},
      {"ATAU", QueryOperator::kOr, ""},
      {"NOT", QueryOperator::kNot, ""},
      {"BUKAN", QueryOperator::kNot, ""},
      {"NEAR", QueryOperator::kNear, ""},
      {"NEAR/4", QueryOperator::kNear, "4"},
      {"and", QueryOperator::kNone, ""},
      {"ANDA", QueryOperator::kNone, ""},
      {"NEAR/", QueryOperator::kNone, ""},
      {"NEAR/4x", QueryOperator::kNone, ""},
      {"near/4", QueryOperator::kNone, ""},
      {"", QueryOperator::kNone, ""},
      {"NEAR/99999999999999999999", QueryOperator::kNear,
       "99999999999999999999"},
  };
  for (const auto& c : kCases) {
    absl::string_view distance = "unset";
    EXPECT_EQ(OperatorOf(c.word, &distance), c.op) << c.word;
    EXPECT_EQ(distance, c.distance) << c.word;
  }
}

TEST(ScopeBytesTest, KnowsThreeFieldsInAnyCase) {
  QueryScope scope;
  EXPECT_EQ(ScopeBytes("title:x", &scope), 6);
  EXPECT_EQ(scope, QueryScope::kTitle);
  EXPECT_EQ(ScopeBytes("Source:", &scope), 7);
  EXPECT_EQ(scope, QueryScope::kSource);
  EXPECT_EQ(ScopeBytes("DATE:2022", &scope), 5);
  EXPECT_EQ(scope, QueryScope::kDate);
  for (const char* text : {"", "title", "title x:", "harga:x", ":title:"}) {
    EXPECT_EQ(ScopeBytes(text, &scope), 0) << text;
    EXPECT_EQ(scope, QueryScope::kNone) << text;
  }
}

TEST(SpaceBytesTest, KnowsUnicodeSpaces) {
  for (const char* space :
       {" ", "\t", "\n", "\v", "\f", "\r", "\u0085", "\u00A0", "\u1680",
        "\u2003", "\u2028", "\u202F", "\u205F", "\u3000"}) {
    const absl::string_view text = space;
    EXPECT_EQ(SpaceBytes(text), text.size());
    // One byte less is no space.
    EXPECT_EQ(SpaceBytes(text.substr(0, text.size() - 1)), 0);
  }
  for (const char* other : {"", "a", "\u00E9", "\u200B", "\u2014", "\xA0"}) {
    EXPECT_EQ(SpaceBytes(other), 0) << other;
  }
}

TEST(QuoteBytesTest, KnowsDoubleQuotationMarksOnly) {
  for (const char* quote : {"\"", "\u201C", "\u201D", "\u201E", "\u201F",
                            "\u00AB", "\u00BB", "\uFF02"}) {
    const absl::string_view text = quote;
    EXPECT_EQ(QuoteBytes(text), text.size());
    EXPECT_TRUE(IsEscapable(text));
  }
  for (const char* other : {"", "'", "\u2018", "\u2019", "\u2033", "a"}) {
    EXPECT_EQ(QuoteBytes(other), 0) << other;
  }
}

TEST(IsEscapableTest, PunctuationIsAndLettersAreNot) {
  for (const char* text : {"-", "\\", "*x", "_"}) {
    EXPECT_TRUE(IsEscapable(text)) << text;
  }
  for (const char* text : {"", "a", "5", " ", "\u00E9"}) {
    EXPECT_FALSE(IsEscapable(text)) << text;
  }
}

TEST(HasWordByteTest, PunctuationAloneHasNone) {
  EXPECT_TRUE(HasWordByte("--a"));
  EXPECT_TRUE(HasWordByte("5"));
  EXPECT_TRUE(HasWordByte("\u6771"));
  EXPECT_FALSE(HasWordByte("->"));
  EXPECT_FALSE(HasWordByte(""));
}

TEST(CountCharactersTest, CountsWhatIsNoContinuationByte) {
  EXPECT_EQ(CountCharacters("caf\u00E9"), 4);
  EXPECT_EQ(CountCharacters("\xFF\x80"), 1);
  EXPECT_EQ(CountCharacters(""), 0);
}

}  // namespace
}  // namespace telusur
