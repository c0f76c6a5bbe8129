#include "index/io/coding.h"

#include <limits>

namespace telusur {
namespace {

template <typename Uint>
char* EncodeVarint(Uint value, char* bytes) {
  while (value >= 0x80) {
    *bytes++ = static_cast<char>(value | 0x80);
    value >>= 7;
  }
  *bytes++ = static_cast<char>(value);
  return bytes;
}

template <typename Uint>
const char* DecodeVarint(const char* p, const char* end, Uint* value) {
  Uint result = 0;
  for (int shift = 0; p < end; shift += 7) {
    const uint8_t byte = static_cast<uint8_t>(*p++);
    const Uint bits = byte & 0x7f;
    // The last byte of the longest varint has fewer than seven bits to give.
    if (bits > std::numeric_limits<Uint>::max() >> shift) return nullptr;
    result |= bits << shift;
    if (byte < 0x80) {
      if (byte == 0 && shift > 0) return nullptr;
      *value = result;
      return p;
    }
    if (shift + 7 >= std::numeric_limits<Uint>::digits) return nullptr;
  }
  return nullptr;
}

}  // namespace

void AppendFixed16(uint16_t value, std::string* out) {
  char bytes[sizeof(value)];
  EncodeFixed16(value, bytes);
  out->append(bytes, sizeof(bytes));
}

void AppendFixed32(uint32_t value, std::string* out) {
  char bytes[sizeof(value)];
  EncodeFixed32(value, bytes);
  out->append(bytes, sizeof(bytes));
}

void AppendFixed64(uint64_t value, std::string* out) {
  char bytes[sizeof(value)];
  EncodeFixed64(value, bytes);
  out->append(bytes, sizeof(bytes));
}

int VarintBytes(uint64_t value) {
  int bytes = 1;
  for (; value >= 0x80; value >>= 7) ++bytes;
  return bytes;
}

char* EncodeVarint32(uint32_t value, char* bytes) {
  return EncodeVarint(value, bytes);
}

char* EncodeVarint64(uint64_t value, char* bytes) {
  return EncodeVarint(value, bytes);
}

namespace coding_internal {

void AppendLongVarint(uint64_t value, std::string* out) {
  char bytes[kMaxVarint64Bytes];
  out->append(bytes, EncodeVarint64(value, bytes) - bytes);
}

const char* DecodeLongVarint32(const char* p, const char* end,
                               uint32_t* value) {
  return DecodeVarint(p, end, value);
}

const char* DecodeLongVarint64(const char* p, const char* end,
                               uint64_t* value) {
  return DecodeVarint(p, end, value);
}

}  // namespace coding_internal
}  // namespace telusur
