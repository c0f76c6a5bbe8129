// Sizes in bytes as people write and read them: 64M.

#ifndef TELUSUR_TOOLS_BYTE_SIZE_H_
#define TELUSUR_TOOLS_BYTE_SIZE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace telusur {

// Reads "4096", "64K", "16M", "2G", "1T": powers of 1024; the letter may be
// small, and followed by "B" or "iB". InvalidArgument for anything else and for
// what does not fit into 63 bits.
absl::StatusOr<uint64_t> ParseByteSize(absl::string_view text);

// "812 B", "64.0 KiB", "1.4 GiB".
std::string FormatByteSize(uint64_t bytes);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_BYTE_SIZE_H_
