#include "index/analysis/number.h"

#include <cstddef>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"

namespace telusur {
namespace {

// A run of at most kMaxNumberBytes has no more groups than this.
using Groups = absl::InlinedVector<absl::string_view, kMaxNumberBytes / 4>;

// The value of a short run of digits.
int ValueOf(absl::string_view digits) {
  int value = 0;
  for (char c : digits) value = 10 * value + (c - '0');
  return value;
}

bool IsYear(absl::string_view digits) {
  return digits.size() == 4 && (digits[0] == '1' || digits[0] == '2') &&
         ValueOf(digits) >= 1900 && ValueOf(digits) < 2100;
}

bool IsTimeOfDay(absl::string_view hours, absl::string_view minutes) {
  return hours.size() <= 2 && minutes.size() == 2 && ValueOf(hours) <= 24 &&
         ValueOf(minutes) < 60;
}

// Whether the first `n` groups are 1 to 3 digits and then threes.
bool AreThousands(const Groups& groups, size_t n) {
  if (groups[0].size() > 3 || groups[0][0] == '0') return false;
  for (size_t i = 1; i < n; ++i) {
    if (groups[i].size() != 3) return false;
  }
  return true;
}

std::string Joined(const Groups& groups, size_t n) {
  std::string joined;
  for (size_t i = 0; i < n; ++i) absl::StrAppend(&joined, groups[i]);
  return joined;
}

constexpr absl::string_view kNoCents = "00";

Number Fraction(absl::string_view whole, absl::string_view fraction) {
  if (fraction == kNoCents) return {true, std::string(whole), ""};
  if (IsYear(whole) && IsYear(fraction)) return {false, "", ""};
  return {true, absl::StrCat(whole, ",", fraction), ""};
}

Number ParsePair(const Groups& groups, char separator) {
  const absl::string_view a = groups[0];
  const absl::string_view b = groups[1];
  if (separator != ',' && IsTimeOfDay(a, b)) {
    return {true, absl::StrCat(a, ".", b), ""};
  }
  if (separator == ':') return {false, "", ""};
  if (!AreThousands(groups, 2)) return Fraction(a, b);
  if (separator == '.') return {true, absl::StrCat(a, b), ""};
  return {true, absl::StrCat(a, ",", b), absl::StrCat(a, b)};
}

Groups SplitAtSeparators(absl::string_view run) {
  Groups groups;
  size_t begin = 0;
  for (size_t i = 0; i <= run.size(); ++i) {
    if (i < run.size() && run[i] >= '0' && run[i] <= '9') continue;
    groups.push_back(run.substr(begin, i - begin));
    begin = i + 1;
  }
  return groups;
}

}  // namespace

Number ParseNumber(absl::string_view run) {
  const Groups groups = SplitAtSeparators(run);
  const size_t n = groups.size();
  if (n == 1) return {true, std::string(run), ""};
  const char first = run[groups[0].size()];
  if (n == 2) return ParsePair(groups, first);
  // The separators before all groups but the first and the last are `first`.
  size_t offset = groups[0].size();
  for (size_t i = 1; i + 1 < n; ++i) {
    if (run[offset] != first || first == ':') return {false, "", ""};
    offset += 1 + groups[i].size();
  }
  const char last = run[offset];
  if (last == first) {
    if (!AreThousands(groups, n)) return {false, "", ""};
    return {true, Joined(groups, n), ""};
  }
  if (last == ':' || !AreThousands(groups, n - 1)) return {false, "", ""};
  return Fraction(Joined(groups, n - 1), groups[n - 1]);
}

}  // namespace telusur
