// Dates as people and programs write them.

#ifndef TELUSUR_INDEX_DATE_H_
#define TELUSUR_INDEX_DATE_H_

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace telusur {

// The first bytes of a text in which its date is looked for.
inline constexpr size_t kMaxDateBytes = 256;

// Reads a date, in days since 1970-01-01; nullopt when there is none to read.
// Understands
//
//   2019-12-09  2019/12/09  20191209  2019-12-09T23:30:00.5+07:00
//   14/09/2019  14-9-19  14.09.2019  14 09 2019     the day first, unless it
//   can
//                                                   only be the month
//                                                   (9/14/2019)
//   20 Agustus 2019  16-Sep-19  Senin, 5 Mei 2019 | 10.30 WIB  17th June 2019
//   Sep 17, 2019  Tue Sep 17 10:30:00 2019
//   September 2019  2019-09  09/2019  2019          the first day of it
//
// with the months' Indonesian and English names, full or shortened, in any
// case. A year of two digits lies between 1969 and 2068. The date is the one
// written, whatever the time zone. Words around it are passed over, a second
// number that is no time of day makes the text unreadable. O(1).
std::optional<int32_t> ParseDate(absl::string_view text);

// The number of a day of the Gregorian calendar, from 1970-01-01, or nullopt
// when there is no such day. Years 1 to 9999.
std::optional<int32_t> DaysSinceEpoch(int year, int month, int day);

}  // namespace telusur

#endif  // TELUSUR_INDEX_DATE_H_
