// Integers as bytes: the only two forms in which a file of ours holds them.
//
//   fixed16, fixed32, fixed64   little-endian, 2, 4 or 8 bytes
//   varint32, varint64          LEB128: seven bits a byte, the lowest first;
//   the
//                               high bit says that another byte follows
//
// Examples (hexadecimal):
//
//   fixed32  0x12345678   78 56 34 12
//   varint   0            00
//   varint   127          7f
//   varint   128          80 01
//   varint   300          ac 02
//   varint32 2^32 - 1     ff ff ff ff 0f
//   varint64 2^64 - 1     ff ff ff ff ff ff ff ff ff 01
//
// Every number has one encoding: a varint whose last byte is 00 although it is
// not the only one (80 00) is refused like one that does not fit its type.

#ifndef TELUSUR_INDEX_IO_CODING_H_
#define TELUSUR_INDEX_IO_CODING_H_

#include <cstdint>
#include <string>

namespace telusur {

inline constexpr int kMaxVarint32Bytes = 5;
inline constexpr int kMaxVarint64Bytes = 10;

// Writes `value` at `bytes`, which has room for it.
inline void EncodeFixed16(uint16_t value, char* bytes) {
  bytes[0] = static_cast<char>(value);
  bytes[1] = static_cast<char>(value >> 8);
}

inline void EncodeFixed32(uint32_t value, char* bytes) {
  EncodeFixed16(static_cast<uint16_t>(value), bytes);
  EncodeFixed16(static_cast<uint16_t>(value >> 16), bytes + 2);
}

inline void EncodeFixed64(uint64_t value, char* bytes) {
  EncodeFixed32(static_cast<uint32_t>(value), bytes);
  EncodeFixed32(static_cast<uint32_t>(value >> 32), bytes + 4);
}

// Returns the number at `bytes`. REQUIRES: as many bytes can be read.
inline uint16_t DecodeFixed16(const char* bytes) {
  return static_cast<uint16_t>(static_cast<uint8_t>(bytes[0]) |
                               static_cast<uint8_t>(bytes[1]) << 8);
}

inline uint32_t DecodeFixed32(const char* bytes) {
  return DecodeFixed16(bytes) | static_cast<uint32_t>(DecodeFixed16(bytes + 2))
                                    << 16;
}

inline uint64_t DecodeFixed64(const char* bytes) {
  return DecodeFixed32(bytes) | static_cast<uint64_t>(DecodeFixed32(bytes + 4))
                                    << 32;
}

void AppendFixed16(uint16_t value, std::string* out);
void AppendFixed32(uint32_t value, std::string* out);
void AppendFixed64(uint64_t value, std::string* out);

// The bytes that `value` takes as a varint: 1 to 10.
int VarintBytes(uint64_t value);

// Writes `value` at `bytes` and returns the end of what was written.
// REQUIRES: room for kMaxVarint32Bytes or kMaxVarint64Bytes.
char* EncodeVarint32(uint32_t value, char* bytes);
char* EncodeVarint64(uint64_t value, char* bytes);

namespace coding_internal {
void AppendLongVarint(uint64_t value, std::string* out);
const char* DecodeLongVarint32(const char* p, const char* end, uint32_t* value);
const char* DecodeLongVarint64(const char* p, const char* end, uint64_t* value);
}  // namespace coding_internal

inline void AppendVarint64(uint64_t value, std::string* out) {
  if (value < 0x80) {
    out->push_back(static_cast<char>(value));
  } else {
    coding_internal::AppendLongVarint(value, out);
  }
}

inline void AppendVarint32(uint32_t value, std::string* out) {
  AppendVarint64(value, out);
}

// Decodes the varint at `p`, reading nothing at or past `end`. Returns the
// first byte after it, or nullptr when it is cut off, does not fit the type or
// is longer than needed; `*value` is then untouched.
inline const char* DecodeVarint32(const char* p, const char* end,
                                  uint32_t* value) {
  if (p < end && static_cast<int8_t>(*p) >= 0) {
    *value = static_cast<uint8_t>(*p);
    return p + 1;
  }
  return coding_internal::DecodeLongVarint32(p, end, value);
}

inline const char* DecodeVarint64(const char* p, const char* end,
                                  uint64_t* value) {
  if (p < end && static_cast<int8_t>(*p) >= 0) {
    *value = static_cast<uint8_t>(*p);
    return p + 1;
  }
  return coding_internal::DecodeLongVarint64(p, end, value);
}

}  // namespace telusur

#endif  // TELUSUR_INDEX_IO_CODING_H_
