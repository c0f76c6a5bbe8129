// The bytes inside a gzip file of one or more members, checksums verified.

#ifndef TELUSUR_TOOLS_INPUT_GZIP_SOURCE_H_
#define TELUSUR_TOOLS_INPUT_GZIP_SOURCE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "tools/input/byte_source.h"

namespace telusur {

// `compressed` must outlive the result. Zero bytes after the last member are
// padding (tapes and disk images have them); anything else there is DataLoss.
absl::StatusOr<std::unique_ptr<ByteSource>> OpenGzipSource(
    ByteSource* compressed);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_GZIP_SOURCE_H_
