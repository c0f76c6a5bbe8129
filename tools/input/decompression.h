// Compressed inputs, recognised by their first bytes and never by their name.
//
// gzip goes through zlib, because libarchive's gzip filter does not verify the
// checksum at the end of a member; zstd, xz and bzip2 go through libarchive.
// Concatenated members are read as one.

#ifndef TELUSUR_TOOLS_INPUT_DECOMPRESSION_H_
#define TELUSUR_TOOLS_INPUT_DECOMPRESSION_H_

#include <cstddef>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/input/byte_source.h"

namespace telusur {

enum class Compression { kNone, kGzip, kZstd, kXz, kBzip2 };

// Enough bytes of an input to recognise its compression.
inline constexpr size_t kCompressionMagicBytes = 10;

// How an input that begins with `head` is compressed.
Compression DetectCompression(absl::string_view head);

// `path` without the ending that compression programs add (.gz, .zst, .xz,
// .bz2), in any case.
absl::string_view WithoutCompressionEnding(absl::string_view path);

// Reads `compressed`, which must outlive the result, as what `compression`
// says. Reading yields DataLoss where the compressed bytes end early, fail
// their checksum or make no sense.
//
// REQUIRES: compression != kNone.
absl::StatusOr<std::unique_ptr<ByteSource>> OpenDecompressor(
    Compression compression, ByteSource* compressed);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_DECOMPRESSION_H_
