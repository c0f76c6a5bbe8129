#include "index/segment/varint_list.h"

#include <algorithm>

#include "index/io/coding.h"
#include "index/segment/frame_writing.h"

namespace telusur {
namespace {

// Values that are encoded before their bytes are appended.
constexpr size_t kBatch = 128;

}  // namespace

void AppendVarints(const uint32_t* values, size_t n, std::string* out) {
  const FrameWriting& writing = FastestFrameWriting();
  char buffer[kBatch * kMaxVarint32Bytes + FrameWriting::kVarintSlack];
  for (size_t begin = 0; begin < n; begin += kBatch) {
    const char* const end = writing.encode_varints(
        values + begin, std::min(n - begin, kBatch), buffer);
    out->append(buffer, end - buffer);
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
