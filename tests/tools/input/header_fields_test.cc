#include "tools/input/header_fields.h"

#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(HeaderFieldsTest, AHeadEndsWithABlankLine) {
  EXPECT_EQ(HeadSize("a\r\nb: c\r\n\r\nisi"), 11);
  EXPECT_EQ(HeadSize("a\nb: c\n\nisi\n\n"), 8);
  EXPECT_EQ(HeadSize("a\n\r\n"), 4);
  EXPECT_EQ(HeadSize("a\r\nb\r\n"), absl::string_view::npos);
  EXPECT_EQ(HeadSize(""), absl::string_view::npos);
}

TEST(HeaderFieldsTest, FieldsAreFoundInAnyCase) {
  const HeaderFields fields = ParseHeaderFields(
      "HTTP/1.1 200: OK\r\nContent-Type :  text/html\r\nbroken\r\n"
      "X: a\r\n  b\r\n\tc\r\nx: d\r\n\r\n");
  EXPECT_EQ(fields.size(), 3);
  EXPECT_EQ(FindHeader(fields, "content-type"), "text/html");
  EXPECT_EQ(FindHeader(fields, "X"), "a b c");
  EXPECT_EQ(FindHeader(fields, "HTTP/1.1 200"), "");
}

TEST(HeaderFieldsTest, ValuesHaveParameters) {
  EXPECT_EQ(HeaderToken(" Text/HTML ;x"), "text/html");
  EXPECT_EQ(HeaderToken(""), "");
  EXPECT_EQ(HeaderParameter("text/html; CharSet=\"UTF-8\"", "charset"),
            "utf-8");
  EXPECT_EQ(HeaderParameter("text/html;charset = latin1;a=b", "charset"),
            "latin1");
  EXPECT_EQ(HeaderParameter("text/html; charset", "charset"), "");
}

}  // namespace
}  // namespace telusur
