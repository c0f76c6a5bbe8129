#include "index/date.h"
namespace telusur {
std::optional<int32_t> ParseDate(absl::string_view text) {
  return std::nullopt;
}
}  // namespace telusur
