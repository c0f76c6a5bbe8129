// "1 document", "2 documents".

#ifndef TELUSUR_TOOLS_COUNTED_H_
#define TELUSUR_TOOLS_COUNTED_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace telusur {

// REQUIRES: `noun` has a regular plural.
inline std::string Counted(uint64_t count, absl::string_view noun) {
  return absl::StrCat(count, " ", noun, count == 1 ? "" : "s");
}

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COUNTED_H_
