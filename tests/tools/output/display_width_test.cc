#include "tools/output/display_width.h"

#include <string>

#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(DisplayWidthTest, CountsColumnsAndNotBytes) {
  EXPECT_EQ(DisplayWidth(""), 0u);
  EXPECT_EQ(DisplayWidth("beras"), 5u);
  EXPECT_EQ(DisplayWidth("caf\u00e9"), 4u);
  EXPECT_EQ(DisplayWidth("cafe\u0301"), 4u);    // a combining accent
  EXPECT_EQ(DisplayWidth("\u65e5\u672c"), 4u);  // two wide characters
  EXPECT_EQ(DisplayWidth("a\xff"), 2u);
}

TEST(DisplayWidthTest, CutsBetweenCharacters) {
  EXPECT_EQ(CutToWidth("beras", 5), "beras");
  EXPECT_EQ(CutToWidth("beras", 4), "ber\u2026");
  EXPECT_EQ(CutToWidth("\u65e5\u672c\u8a9e", 5), "\u65e5\u672c\u2026");
  EXPECT_EQ(CutToWidth("\u65e5\u672c\u8a9e", 4), "\u65e5\u2026");
  EXPECT_EQ(CutToWidth("beras", 1), "\u2026");
  EXPECT_EQ(CutToWidth("beras", 0), "");
}

TEST(DisplayWidthTest, PadsToColumns) {
  std::string out;
  AppendPadded("\u65e5", 4, &out);
  AppendPadded("toolong", 3, &out);
  EXPECT_EQ(out, "\u65e5  toolong");
}

TEST(DisplayWidthTest, LongLinesTakeSeveralLinesOfTheScreen) {
  EXPECT_EQ(CountScreenLines("", 10), 1u);
  EXPECT_EQ(CountScreenLines("a\nb\n", 10), 2u);
  EXPECT_EQ(CountScreenLines("a\n\nb", 10), 3u);
  EXPECT_EQ(CountScreenLines("0123456789\n", 10), 1u);
  EXPECT_EQ(CountScreenLines("0123456789a\n", 10), 2u);
}

}  // namespace
}  // namespace telusur
