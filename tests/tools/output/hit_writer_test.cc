#include "tools/output/hit_writer.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tools/output/display_width.h"

namespace telusur {
namespace {

ShownHit HitOf(uint64_t rank, const std::string& id, const std::string& title,
               const std::string& source) {
  ShownHit hit;
  hit.rank = rank;
  hit.score = 10.5 / static_cast<double>(rank);
  hit.document.id = id;
  hit.document.title = title;
  hit.document.source = source;
  hit.document.date = "2019-09-10";
  return hit;
}

std::string Written(ResultFormat format, const std::vector<ShownHit>& hits,
                    size_t columns = 0) {
  ResultStyle style;
  style.to_terminal = columns > 0;
  style.columns = columns;
  std::string out;
  HitWriter writer(format, style, &out);
  for (const ShownHit& hit : hits) writer.Add(hit);
  writer.Finish();
  return out;
}

TEST(HitWriterTest, TablesAreAligned) {
  EXPECT_EQ(Written(ResultFormat::kTable,
                    {HitOf(1, "a", "Harga beras naik", "kompas"),
                     HitOf(12, "b", "", "tempo.co")}),
            "rank   score  date        source    title\n"
            "----  ------  ----------  --------  ----------------\n"
            "   1  10.500  2019-09-10  kompas    Harga beras naik\n"
            "  12   0.875  2019-09-10  tempo.co  b\n");
}

TEST(HitWriterTest, TablesLeaveOutEmptyColumnsAndFitTheTerminal) {
  ShownHit hit = HitOf(1, "a", "Harga beras di pasar induk naik lagi", "");
  hit.document.date.clear();
  const std::string table = Written(ResultFormat::kTable, {hit}, 40);
  EXPECT_EQ(table,
            "rank   score  title\n"
            "----  ------  --------------------------\n"
            "   1  10.500  Harga beras di pasar indu\u2026\n");
  for (const absl::string_view line : absl::StrSplit(table, '\n')) {
    EXPECT_LE(DisplayWidth(line), 40u);
  }
}

TEST(HitWriterTest, LongTablesKeepTheirFirstWidths) {
  std::vector<ShownHit> hits;
  for (size_t i = 1; i <= HitTable::kMaxHeldRows + 1; ++i) {
    hits.push_back(HitOf(i, "a", "judul", "kompas"));
  }
  const std::vector<std::string> lines =
      absl::StrSplit(Written(ResultFormat::kTable, hits), '\n');
  ASSERT_EQ(lines.size(), hits.size() + 3);
  EXPECT_EQ(lines[hits.size() + 1].substr(0, 6), "1001  ");
}

TEST(HitWriterTest, ATableWithoutRowsIsNothing) {
  EXPECT_EQ(Written(ResultFormat::kTable, {}), "");
}

TEST(HitWriterTest, JsonIsAnArrayAnAnswer) {
  EXPECT_EQ(Written(ResultFormat::kJson, {}), "[]\n");
  const std::string one = Written(ResultFormat::kJson, {HitOf(1, "a", "", "")});
  EXPECT_EQ(one.substr(0, 11), "[{\"rank\":1,");
  EXPECT_EQ(one.substr(one.size() - 3), "}]\n");
  const std::string two = Written(
      ResultFormat::kJson, {HitOf(1, "a", "", ""), HitOf(2, "b", "", "")});
  EXPECT_NE(two.find("},\n{\"rank\":2,"), std::string::npos);
}

TEST(HitWriterTest, CsvQuotesWhatNeedsIt) {
  EXPECT_EQ(
      Written(ResultFormat::kCsv,
              {HitOf(1, "a,1", "Kata \"beras\"\nnaik", "kompas")}),
      "1,10.500000,\"a,1\",\"Kata \"\"beras\"\"\nnaik\",2019-09-10,kompas,"
      "\r\n");
}

TEST(HitWriterTest, NoFormatSendsControlCharactersToATerminal) {
  const std::string evil = "x\x1b[2J\u009b\u202e\x07";
  for (const absl::string_view name : ResultFormatNames()) {
    ShownHit hit = HitOf(1, evil, evil, evil);
    hit.query_id = evil;
    hit.document.date = evil;
    hit.document.url = evil;
    hit.snippet.text = evil;
    const std::string shown = Written(*ParseResultFormat(name), {hit}, 80);
    for (const char* hazard : {"\x1b", "\u009b", "\u202e", "\x07"}) {
      EXPECT_EQ(shown.find(hazard), std::string::npos) << name;
    }
  }
}

TEST(HitWriterTest, EveryFormatHasItsName) {
  for (const absl::string_view name : ResultFormatNames()) {
    EXPECT_EQ(NameOf(*ParseResultFormat(name)), name);
  }
  EXPECT_FALSE(ParseResultFormat("xml").has_value());
}

}  // namespace
}  // namespace telusur
