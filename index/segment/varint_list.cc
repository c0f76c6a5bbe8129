#include "index/segment/varint_list.h"

#include <algorithm>

#include "index/io/coding.h"

namespace telusur {
namespace {

// Values that are encoded before their bytes are appended.
constexpr size_t kBatch = 128;

}  // namespace

void AppendVarints(const uint32_t* values, size_t n, std::string* out) {
  char buffer[kBatch * kMaxVarint32Bytes + 1];
  for (size_t begin = 0; begin < n; begin += kBatch) {
    const size_t end = std::min(n, begin + kBatch);
    char* p = buffer;
    for (size_t i = begin; i < end; ++i) {
      const uint32_t value = values[i];
      if (value >> 14 != 0) {
        p = EncodeVarint32(value, p);
        continue;
      }
      // One byte or two cannot be predicted: without a branch.
      const bool is_long = value >= 0x80;
      p[0] = static_cast<char>(value | (is_long ? 0x80 : 0));
      p[1] = static_cast<char>(value >> 7);
      p += 1 + is_long;
    }
    out->append(buffer, p - buffer);
  }
}

const char* DecodeVarints(const char* p, const char* end, size_t n,
                          uint32_t* values) {
  for (size_t i = 0; i < n; ++i) {
    p = DecodeVarint32(p, end, &values[i]);
    if (p == nullptr) return nullptr;
  }
  return p;
}

}  // namespace telusur
