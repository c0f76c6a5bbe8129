// The bytes inside zstd, xz and bzip2 files, by libarchive.

#ifndef TELUSUR_TOOLS_INPUT_ARCHIVE_SOURCE_H_
#define TELUSUR_TOOLS_INPUT_ARCHIVE_SOURCE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "tools/input/byte_source.h"

namespace telusur {

// `compressed` must outlive the result and begin with the magic of one of the
// three.
absl::StatusOr<std::unique_ptr<ByteSource>> OpenArchiveSource(
    ByteSource* compressed);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_ARCHIVE_SOURCE_H_
