#include "query/caret.h"

#include <string>

#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(CaretLineTest, MarksTheRange) {
  EXPECT_EQ(CaretLine("a AND (b", 6, 7), "a AND (b\n      ^");
  EXPECT_EQ(CaretLine("harga~3 x", 5, 7), "harga~3 x\n     ^~");
}

TEST(CaretLineTest, MarksTheEndAndAnEmptyText) {
  EXPECT_EQ(CaretLine("a AND", 5, 5), "a AND\n     ^");
  EXPECT_EQ(CaretLine("a AND", 99, 120), "a AND\n     ^");
  EXPECT_EQ(CaretLine("a b", 1, 1), "a b\n ^");
  EXPECT_EQ(CaretLine("", 0, 0), "\n^");
}

TEST(CaretLineTest, CountsColumnsAndNotBytes) {
  // e with an acute accent as one character and as two, and two wide ones.
  EXPECT_EQ(CaretLine("caf\u00E9 (", 6, 7), "caf\u00E9 (\n     ^");
  EXPECT_EQ(CaretLine("cafe\u0301 (", 7, 8), "cafe\u0301 (\n     ^");
  EXPECT_EQ(CaretLine("\u6771\u4EAC (", 7, 8), "\u6771\u4EAC (\n     ^");
}

TEST(CaretLineTest, IsSafeForTerminals) {
  EXPECT_EQ(CaretLine("a\tb\nc\r(", 6, 7), "a b c (\n      ^");
  EXPECT_EQ(CaretLine("\x1B[31m(", 5, 6), "\uFFFD[31m(\n     ^");
  EXPECT_EQ(CaretLine("\u202Eab(", 5, 6), "\uFFFDab(\n   ^");
  EXPECT_EQ(CaretLine("\xFF\xC3(", 2, 3), "\uFFFD\uFFFD(\n  ^");
  EXPECT_EQ(CaretLine(std::string("\0(", 2), 1, 2), "\uFFFD(\n ^");
}

TEST(CaretLineTest, ShowsAnExcerptOfALongQuery) {
  std::string text(1000, 'a');
  text[500] = '(';
  const std::string line = CaretLine(text, 500, 501);
  const size_t newline = line.find('\n');
  EXPECT_EQ(line.substr(0, 4), "...a");
  EXPECT_EQ(newline, kMaxCaretColumns + 6);
  EXPECT_EQ(line.substr(newline - 4, 4), "a...");
  EXPECT_EQ(line.find('('), line.find('^') - newline - 1);
}

TEST(CaretLineTest, BoundsTheExcerptOfCharactersWithoutWidth) {
  std::string text = "a";
  for (int i = 0; i < 10000; ++i) text += "\u0301";
  EXPECT_LT(CaretLine(text, 0, 1).size(), 1000);
  EXPECT_LT(CaretLine(text, 5000, 5001).size(), 1000);
}

TEST(CaretLineTest, AcceptsRangesInsideOfCharacters) {
  EXPECT_EQ(CaretLine("\u00E9(", 1, 2), "\u00E9(\n^");
}

}  // namespace
}  // namespace telusur
