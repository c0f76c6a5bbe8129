#include "tools/byte_size.h"

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace telusur {
namespace {

constexpr absl::string_view kUnits = "kmgt";
constexpr uint64_t kMaxByteSize = uint64_t{1} << 63;

// The exponent of 1024 that a unit stands for, or -1.
int UnitExponent(absl::string_view unit) {
  if (unit.empty() || absl::EqualsIgnoreCase(unit, "b")) return 0;
  const size_t place = kUnits.find(absl::ascii_tolower(unit[0]));
  unit.remove_prefix(1);
  const bool known = unit.empty() || absl::EqualsIgnoreCase(unit, "b") ||
                     absl::EqualsIgnoreCase(unit, "ib");
  if (place == absl::string_view::npos || !known) return -1;
  return static_cast<int>(place) + 1;
}

}  // namespace

absl::StatusOr<uint64_t> ParseByteSize(absl::string_view text) {
  uint64_t value = 0;
  size_t at = 0;
  bool fits = true;
  for (; at < text.size() &&
         absl::ascii_isdigit(static_cast<unsigned char>(text[at]));
       ++at) {
    value = value * 10 + static_cast<uint64_t>(text[at] - '0');
    if (value >= kMaxByteSize / 16) fits = false;
    if (!fits) value = 0;
  }
  const int exponent = UnitExponent(text.substr(at));
  if (at == 0 || exponent < 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", text, "\" is no size; write a number, or one with K, M or G"));
  }
  for (int i = 0; i < exponent && fits; ++i) {
    fits = value < kMaxByteSize / 1024;
    value *= 1024;
  }
  if (!fits) {
    return absl::InvalidArgumentError(
        absl::StrCat("the size \"", text, "\" is too large"));
  }
  return value;
}

std::string FormatByteSize(uint64_t bytes) {
  if (bytes < 1024) return absl::StrCat(bytes, " B");
  static constexpr const char* kNames[] = {"KiB", "MiB", "GiB", "TiB"};
  double value = static_cast<double>(bytes) / 1024;
  int unit = 0;
  while (value >= 1023.95 && unit < 3) {
    value /= 1024;
    ++unit;
  }
  return absl::StrFormat("%.1f %s", value, kNames[unit]);
}

}  // namespace telusur
