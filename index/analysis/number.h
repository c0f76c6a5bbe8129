// Numbers as Indonesian text writes them: 1.250.000,50.
//
// A run of digits and separators has one of these readings:
//
//   written               term        because
//   8.000  1.250.000      8000        dots between groups of three
//   1.250.000,50          1250000,50  the last separator differs: a fraction
//   3,5   0,125   3.5     3,5         one separator, no group of three
//   8,000                 8,000       a fraction in Indonesian, and in English
//                         and 8000    eight thousand: both
//   1,250,000.50          1250000,50  English beyond doubt
//   15.000,00  15.000,-   15000       no cents
//   4.0                   4,0         kept: Industri 4.0 is not Industri 4
//   10.30  10:30          10.30       a time of day, or a fraction that looks
//                                     like one
//   192.168.1.1  1:2:3    the groups  none of these
//   2018,2019             the groups  two years and a missing space

#ifndef TELUSUR_INDEX_ANALYSIS_NUMBER_H_
#define TELUSUR_INDEX_ANALYSIS_NUMBER_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

// Longer runs are not read as one number.
inline constexpr size_t kMaxNumberBytes = 64;

struct Number {
  bool one;                 // else every group of digits stands alone
  std::string term;         // if `one`
  std::string second_term;  // of an ambiguous number, else empty
};

// Reads `run`: groups of ASCII digits, separated by one '.', ',' or ':' each.
Number ParseNumber(absl::string_view run);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_NUMBER_H_
