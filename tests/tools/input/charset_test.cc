#include "tools/input/charset.h"

#include <string>

#include "gtest/gtest.h"

namespace telusur {
namespace {

std::string Converted(absl::string_view html, absl::string_view charset = "") {
  std::string buffer;
  return std::string(HtmlToUtf8(html, charset, &buffer));
}

std::string Page(const std::string& meta, const std::string& text) {
  return "<html><head>" + meta + "</head>" + text;
}

TEST(CharsetTest, ValidUtf8StaysWhateverThePageClaims) {
  const std::string page = Page("<meta charset=iso-8859-1>", "caf\u00e9");
  EXPECT_EQ(Converted(page), page);
}

TEST(CharsetTest, BothFormsOfMetaAreBelieved) {
  for (const std::string meta :
       {"<meta charset=windows-1252>", "<META CHARSET=\"Windows-1252\">",
        "<meta charset='cp1252'/>", "<meta charset = latin1>",
        "<meta http-equiv=\"Content-Type\" "
        "content=\"text/html; charset=ISO-8859-1\">"}) {
    EXPECT_EQ(Converted(Page(meta,
                             "\x93"
                             "caf\xe9\x94")),
              Page(meta, "\u201ccaf\u00e9\u201d"));
  }
  EXPECT_EQ(Converted(Page("<meta charset=iso-8859-2>", "\xb1")),
            Page("<meta charset=iso-8859-2>", "\u0105"));
}

TEST(CharsetTest, BytesWithoutMeaningAreReplaced) {
  EXPECT_EQ(Converted(Page("<meta charset=latin1>", "a\x81z\xe9")),
            Page("<meta charset=latin1>", "a\ufffdz\u00e9"));
  const std::string many(20000, '\x81');
  EXPECT_EQ(Converted(Page("<meta charset=latin1>", many)).size(),
            Page("<meta charset=latin1>", "").size() + 3 * many.size());
}

TEST(CharsetTest, OtherClaimsLeaveTheBytes) {
  for (const std::string meta :
       {"", "<meta charset=utf-8>", "<meta charset=utf-16>",
        "<meta charset=iso-2022-cn-ext>", "<meta charset=windows-1252//x>x",
        "<meta charset=windows-9999>", "<meta charset=iso-8859->",
        "<meta charset=", "<meta", "<meta charset=iso-8859-99>"}) {
    const std::string page = Page(meta, "caf\xe9");
    if (meta.find("//") != std::string::npos) {
      EXPECT_EQ(Converted(page), Page(meta, "caf\u00e9"));
    } else {
      EXPECT_EQ(Converted(page), page) << meta;
    }
  }
}

}  // namespace
}  // namespace telusur
