// Dates in queries: a year, a month, a day, and ranges of them, in the forms in
// which people write them.

#ifndef TELUSUR_QUERY_DATE_RANGE_H_
#define TELUSUR_QUERY_DATE_RANGE_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

// Days of the Gregorian calendar, counted from 1970-01-01: [begin, end).
struct DayRange {
  static constexpr int32_t kOpenBegin = std::numeric_limits<int32_t>::min();
  static constexpr int32_t kOpenEnd = std::numeric_limits<int32_t>::max();

  int32_t begin = kOpenBegin;
  int32_t end = kOpenEnd;

  friend bool operator==(const DayRange& a, const DayRange& b) {
    return a.begin == b.begin && a.end == b.end;
  }
};

// The day's number; nullopt unless the date exists. Years 0 to 9999.
std::optional<int32_t> DayNumber(int year, int month, int day);

// Reads "2022", "2022-01", "2022-01-10", and what index/date.h reads as long as
// it is nothing but a date: "10/1/2022" (the day first), "01/2022", "20220110",
// "10 Januari 2022", "Jan-2022". Ranges are "FROM..TO", "FROM.." and "..TO";
// the end is included as a whole ("..2022-01" ends with January). nullopt for
// anything else. A range may be empty or reversed: begin >= end.
std::optional<DayRange> ParseDateRange(absl::string_view text);

// "2022-01-10", "2022-01-10..2022-01-12", "2022-01-10.." or "..2022-01-12":
// what ParseDateRange reads as this range.
//
// REQUIRES: not open on both sides, begin < end, years 0 to 9999.
std::string FormatDateRange(const DayRange& range);

}  // namespace telusur

#endif  // TELUSUR_QUERY_DATE_RANGE_H_
