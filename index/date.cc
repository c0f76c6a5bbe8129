#include "index/date.h"

#include <array>
#include <cstddef>
#include <string>

#include "absl/strings/ascii.h"

namespace telusur {
namespace {

struct MonthName {
  absl::string_view name;
  int month;
};

constexpr MonthName kMonthNames[] = {
    {"januari", 1},   {"january", 1},   {"jan", 1},     {"februari", 2},
    {"pebruari", 2},  {"february", 2},  {"feb", 2},     {"peb", 2},
    {"maret", 3},     {"march", 3},     {"mar", 3},     {"mrt", 3},
    {"april", 4},     {"apr", 4},       {"mei", 5},     {"may", 5},
    {"juni", 6},      {"june", 6},      {"jun", 6},     {"juli", 7},
    {"july", 7},      {"jul", 7},       {"agustus", 8}, {"august", 8},
    {"agu", 8},       {"ags", 8},       {"agt", 8},     {"agst", 8},
    {"aug", 8},       {"september", 9}, {"sept", 9},    {"sep", 9},
    {"oktober", 10},  {"october", 10},  {"okt", 10},    {"oct", 10},
    {"november", 11}, {"nopember", 11}, {"nov", 11},    {"nop", 11},
    {"desember", 12}, {"december", 12}, {"des", 12},    {"dec", 12}};

// 0 when `word` is no month.
int MonthOf(absl::string_view word) {
  for (const MonthName& month : kMonthNames) {
    if (word == month.name) return month.month;
  }
  return 0;
}

bool IsLeapYear(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

struct Number {
  int value = 0;   // right up to nine digits
  int digits = 0;  // how many it is written with

  bool is_year() const {
    return digits == 4 && value >= kFirstYear && value <= kLastYear;
  }
  bool is_small() const { return digits == 1 || digits == 2; }

  // Four digits that are none are more often a price.
  static constexpr int kFirstYear = 1000;
  static constexpr int kLastYear = 2999;
};

// POSIX's rule for years of two digits (strptime's %y).
int YearOf(Number number) {
  if (number.digits == 4) return number.value;
  return number.value + (number.value >= 69 ? 1900 : 2000);
}

std::optional<int32_t> DayMonthYear(Number day, Number month, Number year) {
  const bool month_first = month.value > 12 && day.value <= 12;
  return month_first ? DaysSinceEpoch(YearOf(year), day.value, month.value)
                     : DaysSinceEpoch(YearOf(year), month.value, day.value);
}

// Numbers written together, as in 2019-12-09 or 10:30.
struct Group {
  std::array<Number, 3> numbers;
  int size = 0;  // may exceed 3; the others are then not kept
  char separator = '\0';
};

class DateParser {
 public:
  explicit DateParser(absl::string_view text)
      : text_(absl::AsciiStrToLower(text.substr(0, kMaxDateBytes))) {}

  std::optional<int32_t> Parse() {
    while (at_ < text_.size() && !failed_) {
      const unsigned char c = text_[at_];
      if (absl::ascii_isdigit(c)) {
        TakeGroup(ReadGroup());
      } else if (absl::ascii_isalpha(c)) {
        TakeWord(ReadWord());
      } else if (c == '+' || (c == '-' && after_time_)) {
        SkipZone();
      } else {
        if (c != ' ') after_time_ = false;
        ++at_;
      }
    }
    if (failed_) return std::nullopt;
    return date_.has_value() ? date_ : Combine();
  }

 private:
  bool DigitAt(size_t at) const {
    return at < text_.size() &&
           absl::ascii_isdigit(static_cast<unsigned char>(text_[at]));
  }

  Number ReadNumber() {
    Number number;
    for (; DigitAt(at_); ++at_) {
      if (number.digits < 9)
        number.value = number.value * 10 + text_[at_] - '0';
      ++number.digits;
    }
    return number;
  }

  Group ReadGroup() {
    Group group;
    for (;;) {
      const Number number = ReadNumber();
      if (group.size < 3) group.numbers[group.size] = number;
      ++group.size;
      if (!DigitAt(at_ + 1)) break;
      const char c = text_[at_];
      if (c != '-' && c != '/' && c != '.' && c != ':') break;
      if (group.separator != '\0' && c != group.separator) break;
      group.separator = c;
      ++at_;
    }
    return group;
  }

  absl::string_view ReadWord() {
    const size_t begin = at_;
    while (at_ < text_.size() &&
           absl::ascii_isalpha(static_cast<unsigned char>(text_[at_]))) {
      ++at_;
    }
    return absl::string_view(text_).substr(begin, at_ - begin);
  }

  // Passes over "+0700", "-07:00".
  void SkipZone() {
    ++at_;
    if (DigitAt(at_)) ReadGroup();
    after_time_ = false;
  }

  void TakeWord(absl::string_view word) {
    after_time_ = false;
    const int month = MonthOf(word);
    if (month == 0) return;
    if (month_ != 0 || date_.has_value()) {
      // "Mar, 5 Mei 2019" has no meaning, and neither has a second date.
      failed_ = true;
      return;
    }
    month_ = month;
    month_place_ = num_numbers_;
  }

  void TakeGroup(const Group& group) {
    const bool was_after_time = after_time_;
    after_time_ = false;
    if (group.separator == ':') {
      after_time_ = true;
      // ".5" after the seconds.
      if (at_ < text_.size() && text_[at_] == '.' && DigitAt(at_ + 1)) {
        ++at_;
        ReadNumber();
      }
    } else if (group.size == 1) {
      TakeNumber(group.numbers[0]);
    } else if (!IsDottedTime(group) && !was_after_time) {
      TakeDate(group);
    }
  }

  // "10.30", as times are written in Indonesia; "10.30.45" after a date.
  bool IsDottedTime(const Group& group) const {
    if (group.separator != '.' || !group.numbers[0].is_small()) return false;
    return (group.size == 2 && group.numbers[1].digits == 2) ||
           (group.size == 3 && Complete() && group.numbers[2].digits == 2);
  }

  // Whether all of a date was read.
  bool Complete() const {
    return date_.has_value() || (month_ != 0 && num_numbers_ == 2);
  }

  void TakeNumber(Number number) {
    if (number.digits == 8 || number.digits == 14) {
      TakeCompact(number);
    } else if (date_.has_value() || num_numbers_ == 3 ||
               !(number.is_year() || number.is_small())) {
      failed_ = true;
    } else {
      numbers_[num_numbers_++] = number;
    }
  }

  // YYYYMMDD, perhaps with HHMMSS, which just ended at at_; "T103000" may
  // follow.
  void TakeCompact(Number number) {
    const absl::string_view digits =
        absl::string_view(text_).substr(at_ - number.digits, 8);
    int value = 0;
    for (char c : digits) value = value * 10 + (c - '0');
    SetDate(DaysSinceEpoch(value / 10000, value / 100 % 100, value % 100));
    if (at_ < text_.size() && text_[at_] == 't' && DigitAt(at_ + 1)) {
      ++at_;
      ReadNumber();
    }
  }

  void TakeDate(const Group& group) {
    const Number& a = group.numbers[0];
    const Number& b = group.numbers[1];
    const Number& c = group.numbers[2];
    if (group.size == 3 && a.is_year() && b.is_small() && c.is_small()) {
      SetDate(DaysSinceEpoch(a.value, b.value, c.value));
    } else if (group.size == 3 && a.is_small() && b.is_small() &&
               (c.is_year() || c.digits == 2)) {
      SetDate(DayMonthYear(a, b, c));
    } else if (group.size == 2 && a.is_year() && b.is_small()) {
      SetDate(DaysSinceEpoch(a.value, b.value, 1));
    } else if (group.size == 2 && a.is_small() && b.is_year()) {
      SetDate(DaysSinceEpoch(b.value, a.value, 1));
    } else {
      failed_ = true;
    }
  }

  void SetDate(std::optional<int32_t> date) {
    if (!date.has_value() || date_.has_value() || month_ != 0 ||
        num_numbers_ != 0) {
      failed_ = true;
    }
    date_ = date;
  }

  // A date from numbers that stand alone and a month's name.
  std::optional<int32_t> Combine() const {
    const Number& a = numbers_[0];
    const Number& b = numbers_[1];
    const Number& c = numbers_[2];
    if (month_ == 0) {
      if (num_numbers_ == 1 && a.is_year()) {
        return DaysSinceEpoch(a.value, 1, 1);
      }
      if (num_numbers_ != 3 || !b.is_small()) return std::nullopt;
      if (a.is_year() && c.is_small()) {
        return DaysSinceEpoch(a.value, b.value, c.value);
      }
      if (a.is_small() && c.is_year()) return DayMonthYear(a, b, c);
      return std::nullopt;
    }
    if (num_numbers_ == 1 && a.is_year()) {
      return DaysSinceEpoch(a.value, month_, 1);
    }
    if (num_numbers_ != 2) return std::nullopt;
    if (a.is_year() && b.is_small()) {
      return DaysSinceEpoch(a.value, month_, b.value);
    }
    // A year of two digits stands behind its month: 16-Sep-19.
    const bool year_after_month = b.is_year() || month_place_ == 1;
    if (!a.is_small() || !year_after_month) return std::nullopt;
    return DaysSinceEpoch(YearOf(b), month_, a.value);
  }

  const std::string text_;
  size_t at_ = 0;
  bool failed_ = false;
  bool after_time_ = false;  // the last thing read was a time of day
  std::optional<int32_t> date_;
  std::array<Number, 3> numbers_;
  int num_numbers_ = 0;
  int month_ = 0;
  int month_place_ = 0;  // how many numbers came before it
};

}  // namespace

std::optional<int32_t> ParseDate(absl::string_view text) {
  return DateParser(text).Parse();
}

std::optional<int32_t> DaysSinceEpoch(int year, int month, int day) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) {
    return std::nullopt;
  }
  const bool leap_day = month == 2 && IsLeapYear(year);
  if (day > kDays[month - 1] + leap_day) return std::nullopt;
  // Days before the year, from 0001-01-01, and then before the month.
  const int before = year - 1;
  int days = before * 365 + before / 4 - before / 100 + before / 400;
  for (int m = 1; m < month; ++m) days += kDays[m - 1];
  if (month > 2 && IsLeapYear(year)) ++days;
  constexpr int kEpoch = 719162;  // 1970-01-01
  return days + day - 1 - kEpoch;
}

}  // namespace telusur
