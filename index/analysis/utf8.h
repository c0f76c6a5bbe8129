// UTF-8, read without trust.

#ifndef TELUSUR_INDEX_ANALYSIS_UTF8_H_
#define TELUSUR_INDEX_ANALYSIS_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

struct CodePoint {
  char32_t code;  // kReplacementCharacter if invalid
  uint8_t size;   // bytes; 1 if invalid
  bool valid;
};

// Decodes the code point at the start of `bytes`. Overlong forms, surrogates
// and anything above U+10FFFF are invalid; an invalid byte stands alone.
//
// REQUIRES: `bytes` is not empty.
CodePoint DecodeUtf8(absl::string_view bytes);

// Appends the encoding of `code`, which must be a Unicode scalar value.
void AppendUtf8(char32_t code, std::string* out);

// How many bytes of `bytes` belong to no valid code point. O(bytes.size()).
uint64_t CountInvalidUtf8Bytes(absl::string_view bytes);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_UTF8_H_
