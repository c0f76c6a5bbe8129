// Dates as a segment's column holds them.

#ifndef TELUSUR_INDEX_DATE_COLUMN_H_
#define TELUSUR_INDEX_DATE_COLUMN_H_

#include <cstdint>
#include <optional>

namespace telusur {

// A date in a segment's column: days since 1970-01-01 plus kDateColumnZero, or
// 0 for an absent date (and for those before the year -768).
inline constexpr int64_t kDateColumnZero = 1000000;

inline uint32_t DateColumnValue(std::optional<int32_t> days) {
  if (!days.has_value()) return 0;
  const int64_t value = int64_t{*days} + kDateColumnZero;
  return value > 0 ? static_cast<uint32_t>(value) : 0;
}

}  // namespace telusur

#endif  // TELUSUR_INDEX_DATE_COLUMN_H_
