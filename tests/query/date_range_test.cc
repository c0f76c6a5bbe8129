#include "query/date_range.h"

#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(DayNumberTest, CountsFrom1970) {
  EXPECT_EQ(DayNumber(1970, 1, 1), 0);
  EXPECT_EQ(DayNumber(1970, 1, 2), 1);
  EXPECT_EQ(DayNumber(1969, 12, 31), -1);
  EXPECT_EQ(DayNumber(2000, 3, 1), 11017);
  EXPECT_EQ(DayNumber(0, 1, 1), -719528);
  EXPECT_EQ(DayNumber(9999, 12, 31), 2932896);
}

TEST(DayNumberTest, RefusesDatesThatDoNotExist) {
  EXPECT_EQ(DayNumber(2021, 2, 29), std::nullopt);
  EXPECT_EQ(DayNumber(1900, 2, 29), std::nullopt);
  EXPECT_NE(DayNumber(2000, 2, 29), std::nullopt);
  EXPECT_EQ(DayNumber(2021, 0, 1), std::nullopt);
  EXPECT_EQ(DayNumber(2021, 13, 1), std::nullopt);
  EXPECT_EQ(DayNumber(2021, 1, 0), std::nullopt);
  EXPECT_EQ(DayNumber(2021, 4, 31), std::nullopt);
  EXPECT_EQ(DayNumber(-1, 1, 1), std::nullopt);
  EXPECT_EQ(DayNumber(10000, 1, 1), std::nullopt);
}

TEST(ParseDateRangeTest, ReadsDaysMonthsYearsAndRanges) {
  const int32_t day = *DayNumber(2022, 1, 10);
  const int32_t year = *DayNumber(2022, 1, 1);
  const struct {
    const char* text;
    DayRange days;
  } kCases[] = {
      {"2022-01-10", {day, day + 1}},
      {"2022-1-10", {day, day + 1}},
      {" 2022-01-10 ", {day, day + 1}},
      {"2022-01", {year, year + 31}},
      {"2022", {year, year + 365}},
      {"2024", {*DayNumber(2024, 1, 1), *DayNumber(2025, 1, 1)}},
      {"2022-12", {*DayNumber(2022, 12, 1), *DayNumber(2023, 1, 1)}},
      {"9999", {*DayNumber(9999, 1, 1), *DayNumber(9999, 12, 31) + 1}},
      {"2022-01-10..2022-01-12", {day, day + 3}},
      {"2022-01..2022", {year, year + 365}},
      {"2022-01-10..", {day, DayRange::kOpenEnd}},
      {"..2022-01", {DayRange::kOpenBegin, year + 31}},
      {"2022-01-10..2022-01-08", {day, day - 1}},
      {"2022 .. 2022-01", {year, year + 31}},
      {"10/1/2022", {day, day + 1}},
      {"10-01-2022", {day, day + 1}},
      {"10.01.2022..12.01.2022", {day, day + 3}},
      {"2022/01/10", {day, day + 1}},
      {"20220110", {day, day + 1}},
      {"10 Januari 2022", {day, day + 1}},
      {"10-Jan-22", {day, day + 1}},
      {"January 10, 2022", {day, day + 1}},
      {"januari 2022", {year, year + 31}},
      {"Jan-2022", {year, year + 31}},
      {"01/2022", {year, year + 31}},
      {"Desember 2022", {*DayNumber(2022, 12, 1), *DayNumber(2023, 1, 1)}},
      {"1 Januari 2022..Maret 2022", {year, *DayNumber(2022, 4, 1)}},
  };
  for (const auto& c : kCases) {
    const std::optional<DayRange> days = ParseDateRange(c.text);
    ASSERT_TRUE(days.has_value()) << c.text;
    EXPECT_EQ(*days, c.days) << c.text;
  }
}

TEST(ParseDateRangeTest, RefusesAnythingElse) {
  for (const char* text : {"",
                           "..",
                           "-",
                           "22",
                           "20222",
                           "2022-",
                           "2022-13",
                           "2022-00",
                           "2022-02-30",
                           "2022-001-01",
                           "2022-01-001",
                           "2022-01-10x",
                           "x2022",
                           "2022...2023",
                           "2022..2023..2024",
                           "senin 10 januari 2022",
                           "10 foo 2022",
                           "januari",
                           "10:30",
                           "32/1/2022",
                           "29 februari 2021",
                           "1/2/3/2022",
                           "januari februari 2022",
                           "2022-01-10-",
                           "-2022",
                           "kemarin",
                           "٢٠٢٢"}) {
    EXPECT_EQ(ParseDateRange(text), std::nullopt) << text;
  }
}

TEST(FormatDateRangeTest, WritesWhatParseReads) {
  for (const char* text :
       {"2022-01-10", "2022-01-10..2022-01-12", "2022-01-10..", "..2022-01-12",
        "0000-01-01", "0000-01-01..9999-12-31", "..9999-12-31"}) {
    EXPECT_EQ(FormatDateRange(*ParseDateRange(text)), text);
  }
  EXPECT_EQ(FormatDateRange(*ParseDateRange("2022-02")),
            "2022-02-01..2022-02-28");
}

}  // namespace
}  // namespace telusur
