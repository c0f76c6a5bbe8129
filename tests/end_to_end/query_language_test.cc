// telusur search: limits, --strict, --explain, --sort, --title-boost and
// suggestions, as a user meets them.

#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/telusur_program.h"

namespace telusur {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class QueryLanguageTest : public TelusurProgramTest {
 protected:
  void SetUp() override {
    std::string records;
    for (int i = 0; i < 120; ++i) {
      absl::StrAppend(&records, "{\"id\":\"n", i,
                      "\",\"title\":\"berita\",\"text\":\"kerusuhan di kota "
                      "jakarta\"}\n");
    }
    absl::StrAppend(
        &records,
        "{\"id\":\"a\",\"title\":\"Beras\",\"text\":\"Kenaikan harga, harga "
        "naik.\",\"date\":\"2019-09-01\"}\n"
        "{\"id\":\"b\",\"title\":\"Harga\",\"text\":\"beras dan cabai "
        "menaikkan\",\"date\":\"2020-09-01\"}\n");
    Build("x.idx", records);
  }

  ProgramResult Search(const std::vector<std::string>& arguments) const {
    std::vector<std::string> all = {"search", "x.idx"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return Telusur(all);
  }
};

TEST_F(QueryLanguageTest, StrictRefusesAtTheColumn) {
  const ProgramResult loose = Search({"harga AND (beras", "--format", "ids"});
  EXPECT_EQ(loose.exit_code, 0);
  EXPECT_THAT(loose.err, HasSubstr("column 11: this parenthesis is never"));
  const ProgramResult strict =
      Search({"harga AND (beras", "--strict", "--format", "ids"});
  EXPECT_EQ(strict.exit_code, 2);
  EXPECT_EQ(strict.out, "");
  EXPECT_THAT(strict.err, HasSubstr("column 11"));
  EXPECT_EQ(Search({"harga AND (beras)", "--strict"}).exit_code, 0);
}

// Each limit at itself, and one past it: said, and with --strict exit code 6.
TEST_F(QueryLanguageTest, LimitsHaveFlags) {
  const struct {
    const char* flag;
    const char* value;
    const char* within;
    const char* beyond;
  } kLimits[] = {
      {"--max-query-bytes", "5", "harga", "harga "},
      {"--max-nesting", "2", "((harga))", "(((harga)))"},
      {"--max-clauses", "2", "harga beras", "harga beras cabai"},
      {"--max-phrases", "1", "harga NEAR/3 naik",
       "harga NEAR/3 naik harga NEAR/3 naik"},
      {"--max-distance", "3", "harga NEAR/3 naik", "harga NEAR/4 naik"},
      {"--max-expanded-words", "1", "harg* beras", "harg* bera*"},
      {"--max-expansions", "1", "harg*", "harg* keru*"},
  };
  for (const auto& limit : kLimits) {
    SCOPED_TRACE(limit.flag);
    const ProgramResult within =
        Search({limit.within, limit.flag, limit.value, "--strict"});
    EXPECT_EQ(within.exit_code, 0) << within.err;
    const ProgramResult beyond =
        Search({limit.beyond, limit.flag, limit.value, "--format", "ids"});
    EXPECT_EQ(beyond.exit_code, 0);
    EXPECT_THAT(beyond.err, HasSubstr("at most"));
    const ProgramResult strict =
        Search({limit.beyond, limit.flag, limit.value, "--strict"});
    EXPECT_EQ(strict.exit_code, 6);
    EXPECT_EQ(strict.out, "");
    // The flags have bounds, too.
    EXPECT_EQ(Search({"harga", limit.flag, "0"}).exit_code, 2);
    EXPECT_EQ(Search({"harga", limit.flag, "999999999999"}).exit_code, 2);
  }
  EXPECT_EQ(Search({"harga", "--timeout", "5"}).exit_code, 0);
  EXPECT_EQ(Search({"harga", "--timeout", "0"}).exit_code, 2);
  EXPECT_EQ(Search({"harga", "--timeout", "nan"}).exit_code, 2);
}

// The numbers before "  tf" on the lines of a table.
std::vector<int64_t> Millionths(absl::string_view table, double* score) {
  std::vector<int64_t> parts;
  for (absl::string_view line : absl::StrSplit(table, '\n')) {
    line = absl::StripLeadingAsciiWhitespace(line);
    double number = 0;
    const absl::string_view first = line.substr(0, line.find(' '));
    if (!absl::SimpleAtod(first, &number)) continue;
    if (absl::StrContains(line, " is the score")) *score = number;
    if (absl::StrContains(line, "  tf ")) {
      parts.push_back(std::llround(number * 1e6));
    }
  }
  return parts;
}

TEST_F(QueryLanguageTest, ExplainAddsUp) {
  const ProgramResult text = Search({"harga naik beras", "--explain", "-k1"});
  EXPECT_EQ(text.exit_code, 0);
  double score = 0;
  int64_t sum = 0;
  const std::vector<int64_t> parts = Millionths(text.out, &score);
  EXPECT_GE(parts.size(), 3) << text.out;
  for (const int64_t part : parts) sum += part;
  EXPECT_EQ(sum, std::llround(score * 1e6)) << text.out;
  EXPECT_THAT(text.out, HasSubstr("naik: kenaikan 1, naik 1"));

  const ProgramResult json =
      Search({"harga", "--explain", "--format", "jsonl", "-k", "1"});
  EXPECT_THAT(json.out, HasSubstr("\"explain\":{\"score\":"));
  EXPECT_THAT(json.out, HasSubstr("\"forms\":{\"harga\":"));
  EXPECT_EQ(Search({"harga", "--explain", "--format", "tsv"}).exit_code, 2);
}

TEST_F(QueryLanguageTest, SortsAndBoosts) {
  EXPECT_EQ(Search({"harga", "--sort", "date", "--format", "ids"}).out,
            "b\na\n");
  EXPECT_EQ(Search({"harga", "--format", "ids"}).out, "a\nb\n");
  EXPECT_EQ(Search({"harga", "--title-boost", "9", "--format", "ids"}).out,
            "b\na\n");
  EXPECT_EQ(Search({"harga", "--sort", "size"}).exit_code, 2);
  EXPECT_EQ(Search({"harga", "--title-boost", "-1"}).exit_code, 2);
}

TEST_F(QueryLanguageTest, OffersAnotherSpelling) {
  const ProgramResult text =
      Search({"kerusuhab jakarta", "--format", "text", "-k", "1"});
  EXPECT_THAT(text.out, StartsWith("did you mean: kerusuhan jakarta\n"));
  const ProgramResult jsonl = Search({"kerusuhab", "--format", "jsonl"});
  EXPECT_EQ(jsonl.exit_code, 1);
  EXPECT_EQ(jsonl.out, "");
  EXPECT_EQ(jsonl.err, "did you mean: kerusuhan\n");
  EXPECT_EQ(Search({"kerusuhan", "--format", "text"}).err, "");
}

TEST_F(QueryLanguageTest, WhatPeopleTypeIsAnswered) {
  for (const char* query : {"covid-19",
                            "Rp15.000",
                            "a:(^",
                            "\"harga",
                            "harga\"",
                            "NOT harga",
                            "AND",
                            "((((",
                            "))))",
                            "-",
                            "+",
                            "*",
                            "~",
                            "^",
                            "=",
                            "\\",
                            "title:",
                            "date:",
                            "date:32/13/2022",
                            "date:\"1 september 2019\"",
                            "yang",
                            "yang -harga",
                            "harga~9",
                            "*harga",
                            "h*a",
                            "'; DROP TABLE --"}) {
    const ProgramResult result = Telusur({"search", "x.idx", "--", query});
    EXPECT_LE(result.exit_code, 1) << query << result.err;
    EXPECT_GE(result.exit_code, 0) << query;
  }
  EXPECT_EQ(Search({"date:\"1 september 2019\"", "--format", "ids"}).out,
            "a\n");
  EXPECT_EQ(Search({"date:1/9/2019..2020", "--count"}).out, "2\n");
  // A word of which nothing is left is no longer everything.
  EXPECT_EQ(Search({"dan -cabai", "--count"}).out, "0\n");
}

}  // namespace
}  // namespace telusur
