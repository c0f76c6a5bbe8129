#include "tools/input/decompression.h"

#include "absl/strings/match.h"
#include "tools/input/archive_source.h"
#include "tools/input/gzip_source.h"

namespace telusur {

Compression DetectCompression(absl::string_view head) {
  if (absl::StartsWith(head, "\x1f\x8b\x08")) return Compression::kGzip;
  if (absl::StartsWith(head, "\x28\xb5\x2f\xfd")) return Compression::kZstd;
  if (absl::StartsWith(head, absl::string_view("\xfd\x37zXZ\0", 6))) {
    return Compression::kXz;
  }
  // "BZh", the block size, then the first block's magic or, when empty, the
  // footer's.
  if (head.size() >= 10 && absl::StartsWith(head, "BZh") && head[3] >= '1' &&
      head[3] <= '9' &&
      (head.substr(4, 6) == "1AY&SY" || head.substr(4, 6) == "\x17rE8P\x90")) {
    return Compression::kBzip2;
  }
  return Compression::kNone;
}

absl::string_view WithoutCompressionEnding(absl::string_view path) {
  for (const absl::string_view ending : {".gz", ".zst", ".xz", ".bz2"}) {
    if (absl::EndsWithIgnoreCase(path, ending)) {
      path.remove_suffix(ending.size());
      break;
    }
  }
  return path;
}

absl::StatusOr<std::unique_ptr<ByteSource>> OpenDecompressor(
    Compression compression, ByteSource* compressed) {
  if (compression == Compression::kGzip) return OpenGzipSource(compressed);
  return OpenArchiveSource(compressed);
}

}  // namespace telusur
