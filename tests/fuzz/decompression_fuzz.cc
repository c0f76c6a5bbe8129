// Whatever compressed bytes hold: reading them ends, in bounded memory.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/input/byte_source.h"
#include "tools/input/decompression.h"

namespace {

// A few bytes may stand for gigabytes.
constexpr size_t kMaxOutputBytes = 16 << 20;

class StringSource : public telusur::ByteSource {
 public:
  explicit StringSource(absl::string_view bytes) : bytes_(bytes) {}
  absl::StatusOr<size_t> Read(char* buffer, size_t size) override {
    const size_t n = std::min(size, bytes_.size());
    memcpy(buffer, bytes_.data(), n);
    bytes_.remove_prefix(n);
    return n;
  }

 private:
  absl::string_view bytes_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const telusur::Compression compression = telusur::DetectCompression(bytes);
  if (compression == telusur::Compression::kNone) return 0;
  StringSource compressed(bytes);
  absl::StatusOr<std::unique_ptr<telusur::ByteSource>> source =
      telusur::OpenDecompressor(compression, &compressed);
  if (!source.ok()) return 0;
  std::string buffer(64 << 10, '\0');
  size_t total = 0;
  while (total < kMaxOutputBytes) {
    const absl::StatusOr<size_t> n =
        (*source)->Read(buffer.data(), buffer.size());
    if (!n.ok() || *n == 0) break;
    total += *n;
  }
  return 0;
}
