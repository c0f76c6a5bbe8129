// Compressed inputs for tests.

#ifndef TELUSUR_TESTS_SUPPORT_COMPRESS_H_
#define TELUSUR_TESTS_SUPPORT_COMPRESS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

// `bytes` compressed: "gz", "zst", "xz" or "bz2".
std::string Compress(absl::string_view kind, absl::string_view bytes);

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_COMPRESS_H_
