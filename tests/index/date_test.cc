#include "index/date.h"

#include <ctime>
#include <optional>
#include <random>
#include <string>

#include "absl/strings/str_format.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

// "2019-12-09", or "none".
std::string Read(absl::string_view text) {
  std::optional<int32_t> days = ParseDate(text);
  if (!days.has_value()) return "none";
  const time_t seconds = static_cast<time_t>(*days) * 86400;
  struct tm date;
  gmtime_r(&seconds, &date);
  return absl::StrFormat("%04d-%02d-%02d", date.tm_year + 1900, date.tm_mon + 1,
                         date.tm_mday);
}

TEST(ParseDateTest, ReadsTheFormsOfTheWeb) {
  struct Case {
    const char* text;
    const char* date;
  };
  const Case kCases[] = {
      {"2019-12-09", "2019-12-09"},
      {"2019/12/9", "2019-12-09"},
      {"2019.12.09", "2019-12-09"},
      {"20191209", "2019-12-09"},
      {"20191209103000", "2019-12-09"},
      {"20191209T103000Z", "2019-12-09"},
      {"2019-12-09T23:30:00Z", "2019-12-09"},
      {"2019-12-09T23:30:00.123+07:00", "2019-12-09"},
      {"2019-12-09 23:30:00 +0700", "2019-12-09"},
      {"2019-12-09T23:30-0700", "2019-12-09"},
      {"2019-12-09 23:30:00 -0700", "2019-12-09"},
      {"  2019-12-09 23:30:00 ", "2019-12-09"},
      {"14/09/2019", "2019-09-14"},
      {"01/09/2019", "2019-09-01"},
      {"9/14/2019", "2019-09-14"},
      {"14-09-2019", "2019-09-14"},
      {"14.09.2019 10.30", "2019-09-14"},
      {"14.09.2019 10.30.45 WIB", "2019-09-14"},
      {"14/09/19", "2019-09-14"},
      {"14 09 2019", "2019-09-14"},
      {"Sep 17, 2019", "2019-09-17"},
      {"Oct 2, 2019", "2019-10-02"},
      {"Oktober 07, 2019", "2019-10-07"},
      {"20 Agustus 2019", "2019-08-20"},
      {"05 JULI 2019", "2019-07-05"},
      {"Senin, 20 Agustus 2019 10:30 WIB", "2019-08-20"},
      {"Senin, 20 Agustus 2019 | 10.30 WIB", "2019-08-20"},
      {"Jum'at, 20 Sept. 2019 pukul 10.30", "2019-09-20"},
      {"20 Agustus 2019, 10.30.45 WITA", "2019-08-20"},
      {"Kompas.com - 20/08/2019, 10:30 WIB", "2019-08-20"},
      {"Jakarta, 1\u00a0Mei\u00a02019", "2019-05-01"},
      {"16-Sep-19", "2019-09-16"},
      {"10-Sep-1999", "1999-09-10"},
      {"2 Peb 70", "1970-02-02"},
      {"17th June 2019", "2019-06-17"},
      {"Tue, 17 Sep 2019 10:30:00 GMT+7", "2019-09-17"},
      {"Tue Sep 17 10:30:00 2019", "2019-09-17"},
      {"2019 Agustus 20", "2019-08-20"},
      {"September 2019", "2019-09-01"},
      {"2019-09", "2019-09-01"},
      {"09/2019", "2019-09-01"},
      {"2019", "2019-01-01"},
      {"1945", "1945-01-01"},
      {"29 Februari 2020", "2020-02-29"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Read(c.text), c.date) << c.text;
}

TEST(ParseDateTest, WhatIsNoDateIsNone) {
  for (const char* text : {"",
                           " ",
                           "18:59",
                           "2 jam lalu",
                           "kemarin",
                           "Agustus",
                           "20 Agustus",
                           "31/02/2019",
                           "29 Februari 2019",
                           "32 Mei 2019",
                           "0 Mei 2019",
                           "14/13/2019",
                           "2019-13-01",
                           "2019-00-10",
                           "99999999",
                           "12345",
                           "2019-2020",
                           "2019 2020",
                           "1 Mei 2019 - 3 Mei 2019",
                           "2019-09-01 2019-09-02",
                           "14/09/2019/5",
                           "0000-00-00",
                           "0000",
                           "5000",
                           "16-19-Sep",
                           "1.000.000",
                           "-",
                           "+",
                           "2019-",
                           "99999999999999999999",
                           "1 2 3 4 5 6 7 8 9",
                           "////",
                           "Sep Sep 2019 1"}) {
    std::optional<int32_t> date = ParseDate(text);
    if (std::string(text) == "2019-") {
      EXPECT_EQ(Read(text), "2019-01-01");
    } else {
      EXPECT_FALSE(date.has_value()) << text << " is read as " << Read(text);
    }
  }
}

TEST(ParseDateTest, LooksNoFurtherThanItsLimit) {
  EXPECT_EQ(Read(std::string(kMaxDateBytes - 10, ' ') + "2019-12-09"),
            "2019-12-09");
  EXPECT_EQ(Read(std::string(kMaxDateBytes, ' ') + "2019-12-09"), "none");
}

TEST(ParseDateTest, AnyBytesAreRead) {
  std::mt19937 random(3);
  const std::string alphabet = "0123456789-/.:T+ ,sepmei\xff\xc2\xa0";
  for (int round = 0; round < 200000; ++round) {
    std::string text;
    const int size = random() % 24;
    for (int i = 0; i < size; ++i) text += alphabet[random() % alphabet.size()];
    ParseDate(text);
  }
}

TEST(DaysSinceEpochTest, AgreesWithTheCLibrary) {
  EXPECT_EQ(DaysSinceEpoch(1970, 1, 1), 0);
  EXPECT_EQ(DaysSinceEpoch(1969, 12, 31), -1);
  EXPECT_EQ(DaysSinceEpoch(1, 1, 1), -719162);
  for (int year : {1, 4, 100, 400, 1600, 1899, 1900, 1970, 2000, 2019, 9999}) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= 31; ++day) {
        struct tm date = {};
        date.tm_year = year - 1900;
        date.tm_mon = month - 1;
        date.tm_mday = day;
        const time_t seconds = timegm(&date);
        std::optional<int32_t> days = DaysSinceEpoch(year, month, day);
        EXPECT_EQ(days.has_value(), date.tm_mday == day);
        if (days.has_value()) {
          EXPECT_EQ(*days, seconds / 86400);
        }
      }
    }
  }
  EXPECT_FALSE(DaysSinceEpoch(0, 1, 1).has_value());
  EXPECT_FALSE(DaysSinceEpoch(10000, 1, 1).has_value());
}

}  // namespace
}  // namespace telusur
