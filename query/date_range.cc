#include "query/date_range.h"

#include <cassert>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "index/date.h"

namespace telusur {
namespace {

const absl::CivilDay kEpoch(1970, 1, 1);

// Takes a number of `min_digits` to `max_digits` digits from the front of
// `*text`; -1 if there is none.
int TakeNumber(int min_digits, int max_digits, absl::string_view* text) {
  int digits = 0;
  int number = 0;
  while (digits < max_digits && digits < static_cast<int>(text->size()) &&
         absl::ascii_isdigit((*text)[digits])) {
    number = number * 10 + ((*text)[digits] - '0');
    ++digits;
  }
  if (digits < min_digits) return -1;
  text->remove_prefix(digits);
  return number;
}

// Takes "-" and a number of one or two digits.
int TakeDashAndNumber(absl::string_view* text) {
  if (text->empty() || text->front() != '-') return -1;
  text->remove_prefix(1);
  return TakeNumber(1, 2, text);
}

// The days of a year, month or day, as in ISO 8601.
std::optional<DayRange> ParseIsoDate(absl::string_view text) {
  const int year = TakeNumber(4, 4, &text);
  if (year < 0) return std::nullopt;
  DayRange range;
  if (text.empty()) {
    range.begin = *DayNumber(year, 1, 1);
    range.end = *DayNumber(year, 12, 31) + 1;
    return range;
  }
  const int month = TakeDashAndNumber(&text);
  if (month < 1 || month > 12) return std::nullopt;
  if (text.empty()) {
    range.begin = *DayNumber(year, month, 1);
    range.end = static_cast<int32_t>(
        absl::CivilDay(absl::CivilMonth(year, month) + 1) - kEpoch);
    return range;
  }
  const int day = TakeDashAndNumber(&text);
  if (day < 1 || !text.empty()) return std::nullopt;
  const std::optional<int32_t> number = DayNumber(year, month, day);
  if (!number.has_value()) return std::nullopt;
  range.begin = *number;
  range.end = *number + 1;
  return range;
}

std::optional<DayRange> MonthOfDay(int32_t day) {
  const absl::CivilMonth month(kEpoch + day);
  DayRange range;
  range.begin = static_cast<int32_t>(absl::CivilDay(month) - kEpoch);
  range.end = static_cast<int32_t>(absl::CivilDay(month + 1) - kEpoch);
  return range;
}

bool IsMonthName(absl::string_view word) {
  return ParseDate(absl::StrCat("1 ", word, " 2000")).has_value();
}

// The days of a date that people wrote. ParseDate passes over words that it
// does not know; here there may be none, and the parts tell whether a day or a
// month is meant.
std::optional<DayRange> ParseWrittenDate(absl::string_view text) {
  int num_numbers = 0;
  int num_names = 0;
  size_t i = 0;
  while (i < text.size()) {
    const size_t begin = i;
    if (absl::ascii_isdigit(text[i])) {
      while (i < text.size() && absl::ascii_isdigit(text[i])) ++i;
      ++num_numbers;
    } else if (absl::ascii_isalpha(text[i])) {
      while (i < text.size() && absl::ascii_isalpha(text[i])) ++i;
      if (!IsMonthName(text.substr(begin, i - begin))) return std::nullopt;
      ++num_names;
    } else if (absl::string_view("-/., ").find(text[i]) ==
               absl::string_view::npos) {
      return std::nullopt;
    } else if (++i == text.size() || begin == 0) {
      return std::nullopt;  // a sign at an end
    }
  }
  const std::optional<int32_t> day = ParseDate(text);
  if (!day.has_value() || num_names > 1) return std::nullopt;
  const int num_parts = num_numbers + num_names;
  // 20220110 is a day; a year alone is read above.
  if (num_parts == 2) return MonthOfDay(*day);
  return DayRange{*day, *day + 1};
}

std::optional<DayRange> ParseOneDate(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  const std::optional<DayRange> days = ParseIsoDate(text);
  return days.has_value() ? days : ParseWrittenDate(text);
}

std::string FormatDay(int32_t number) {
  const absl::CivilDay day = kEpoch + number;
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

}  // namespace

std::optional<int32_t> DayNumber(int year, int month, int day) {
  if (year < 0 || year > 9999) return std::nullopt;
  const absl::CivilDay civil(year, month, day);
  // CivilDay carries what is too large into the next month or year.
  if (civil.year() != year || civil.month() != month || civil.day() != day) {
    return std::nullopt;
  }
  return static_cast<int32_t>(civil - kEpoch);
}

std::optional<DayRange> ParseDateRange(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  const size_t dots = text.find("..");
  if (dots == absl::string_view::npos) return ParseOneDate(text);
  const absl::string_view from =
      absl::StripAsciiWhitespace(text.substr(0, dots));
  const absl::string_view to =
      absl::StripAsciiWhitespace(text.substr(dots + 2));
  if (from.empty() && to.empty()) return std::nullopt;
  DayRange range;
  if (!from.empty()) {
    const std::optional<DayRange> days = ParseOneDate(from);
    if (!days.has_value()) return std::nullopt;
    range.begin = days->begin;
  }
  if (!to.empty()) {
    const std::optional<DayRange> days = ParseOneDate(to);
    if (!days.has_value()) return std::nullopt;
    range.end = days->end;
  }
  return range;
}

std::string FormatDateRange(const DayRange& range) {
  assert(range.begin < range.end);
  if (range.begin == DayRange::kOpenBegin) {
    return absl::StrCat("..", FormatDay(range.end - 1));
  }
  const std::string from = FormatDay(range.begin);
  if (range.end == DayRange::kOpenEnd) return absl::StrCat(from, "..");
  if (range.end == range.begin + 1) return from;
  return absl::StrCat(from, "..", FormatDay(range.end - 1));
}

}  // namespace telusur
