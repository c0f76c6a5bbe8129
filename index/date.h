// Dates as web pages write them.

#ifndef TELUSUR_INDEX_DATE_H_
#define TELUSUR_INDEX_DATE_H_

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace telusur {

std::optional<int32_t> ParseDate(absl::string_view text);

}  // namespace telusur

#endif  // TELUSUR_INDEX_DATE_H_
