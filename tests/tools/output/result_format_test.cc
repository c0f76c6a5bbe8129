#include "tools/output/result_format.h"

#include <string>

#include "gtest/gtest.h"

namespace telusur {
namespace {

ShownHit SomeHit() {
  ShownHit hit;
  hit.rank = 3;
  hit.score = 12.3456789;
  hit.document.id = "a 1";
  hit.document.title = "Harga\tberas";
  hit.document.date = "2019-09-01";
  hit.document.source = "koran";
  hit.document.url = "https://contoh.id/\\x";
  hit.title_marks = {{0, 5}};
  hit.snippet.text = "kata beras\n  naik";
  hit.snippet.marks = {{5, 10}};
  hit.snippet.cut_before = true;
  return hit;
}

std::string Shown(ResultFormat format, const ShownHit& hit,
                  bool terminal = false, bool colour = false) {
  std::string out;
  ResultStyle style;
  style.to_terminal = terminal;
  style.colour = colour;
  AppendHit(format, style, hit, &out);
  return out;
}

TEST(ResultFormatTest, EveryFormatAsDescribed) {
  const ShownHit hit = SomeHit();
  EXPECT_EQ(Shown(ResultFormat::kText, hit),
            " 3. *Harga* beras\n"
            "    2019-09-01 | koran | 12.346 | a 1\n"
            "    ... kata *beras* naik\n");
  EXPECT_EQ(Shown(ResultFormat::kJsonl, hit),
            "{\"rank\":3,\"score\":12.345679,\"id\":\"a 1\","
            "\"title\":\"Harga\\tberas\",\"date\":\"2019-09-01\","
            "\"source\":\"koran\",\"url\":\"https://contoh.id/\\\\x\","
            "\"snippet\":\"kata beras\\n  naik\"}\n");
  EXPECT_EQ(Shown(ResultFormat::kTsv, hit),
            "3\t12.345679\ta 1\tHarga\\tberas\t2019-09-01\tkoran\t"
            "https://contoh.id/\\\\x\n");
  EXPECT_EQ(Shown(ResultFormat::kTrec, hit),
            "1 Q0 a%201 3 12.345679 telusur\n");
  EXPECT_EQ(Shown(ResultFormat::kIds, hit), "a 1\n");
}

TEST(ResultFormatTest, AQueryIdIsShownWhereItTellsQueriesApart) {
  ShownHit hit = SomeHit();
  hit.query_id = "q 7";
  EXPECT_EQ(Shown(ResultFormat::kJsonl, hit).substr(0, 24),
            "{\"query\":\"q 7\",\"rank\":3,");
  EXPECT_EQ(Shown(ResultFormat::kTsv, hit).substr(0, 6), "q 7\t3\t");
  EXPECT_EQ(Shown(ResultFormat::kTrec, hit).substr(0, 9), "q%207 Q0 ");
}

TEST(ResultFormatTest, ColourMarksWithoutAsterisks) {
  EXPECT_EQ(Shown(ResultFormat::kText, SomeHit(), true, true),
            " 3. \x1b[1;33mHarga\x1b[0m beras\n"
            "    \x1b[2m2019-09-01 | koran | 12.346 | a 1\x1b[0m\n"
            "    ... kata \x1b[1;33mberas\x1b[0m naik\n");
}

TEST(ResultFormatTest, AnIdStandsInForAMissingTitle) {
  ShownHit hit = SomeHit();
  hit.document.title.clear();
  hit.title_marks.clear();
  hit.snippet = Snippet();
  EXPECT_EQ(Shown(ResultFormat::kText, hit),
            " 3. a 1\n    2019-09-01 | koran | 12.346\n");
}

TEST(ResultFormatTest, EveryFormatKeepsToItsLine) {
  ShownHit hit = SomeHit();
  hit.document.id = "a\nb\r\tc\\";
  EXPECT_EQ(Shown(ResultFormat::kIds, hit), "a\\nb\\r\tc\\\n");
  EXPECT_EQ(Shown(ResultFormat::kTrec, hit),
            "1 Q0 a%0Ab%0D%09c\\ 3 12.345679 telusur\n");
  EXPECT_EQ(Shown(ResultFormat::kTsv, hit).substr(0, 23),
            "3\t12.345679\ta\\nb\\r\\tc\\\\");
}

TEST(ResultFormatTest, NoControlCharacterReachesATerminal) {
  ShownHit hit;
  for (std::string* field :
       {&hit.query_id, &hit.document.id, &hit.document.title,
        &hit.document.date, &hit.document.source, &hit.document.url,
        &hit.snippet.text}) {
    *field = "\x1b]8;;http://x\x07\x1b[2J\u009b\x9b\u202e\r\x7f";
  }
  for (ResultFormat format :
       {ResultFormat::kText, ResultFormat::kJsonl, ResultFormat::kTsv,
        ResultFormat::kTrec, ResultFormat::kIds}) {
    const std::string shown = Shown(format, hit, /*terminal=*/true);
    for (unsigned char c : shown) {
      EXPECT_TRUE(c >= 0x20 || c == '\n' || c == '\t');
      EXPECT_NE(c, 0x7f);
    }
    EXPECT_EQ(shown.find("\u009b"), std::string::npos);
    EXPECT_EQ(shown.find('\x9b'), std::string::npos);
    EXPECT_EQ(shown.find("\u202e"), std::string::npos);
  }
}

}  // namespace
}  // namespace telusur
