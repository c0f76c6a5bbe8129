#include "index/segment/compressed_block.h"

#include <cassert>

#include "snappy.h"

namespace telusur {

void AppendCompressed(absl::string_view bytes, std::string* out) {
  assert(bytes.size() <= kMaxUncompressedBytes);
  const size_t before = out->size();
  out->resize(before + snappy::MaxCompressedLength(bytes.size()));
  size_t compressed_bytes = 0;
  snappy::RawCompress(bytes.data(), bytes.size(), &(*out)[before],
                      &compressed_bytes);
  out->resize(before + compressed_bytes);
}

bool UncompressedLength(absl::string_view compressed, uint32_t* length) {
  size_t claimed = 0;
  if (!snappy::GetUncompressedLength(compressed.data(), compressed.size(),
                                     &claimed) ||
      claimed > kMaxUncompressedBytes) {
    return false;
  }
  *length = static_cast<uint32_t>(claimed);
  return true;
}

bool Uncompress(absl::string_view compressed, uint32_t length, char* out) {
  uint32_t claimed = 0;
  return UncompressedLength(compressed, &claimed) && claimed == length &&
         snappy::RawUncompress(compressed.data(), compressed.size(), out);
}

}  // namespace telusur
