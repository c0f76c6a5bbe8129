#include "index/analysis/utf8.h"

#include <cassert>
#include <cstring>

namespace telusur {
namespace {

constexpr CodePoint kInvalid = {kReplacementCharacter, 1, false};

// The number of bytes that `lead` announces; 0 if it is no lead byte.
int AnnouncedSize(uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;  // a continuation, or the lead of an overlong form
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  if (lead < 0xF5) return 4;
  return 0;
}

}  // namespace

CodePoint DecodeUtf8(absl::string_view bytes) {
  assert(!bytes.empty());
  const uint8_t lead = bytes[0];
  const int size = AnnouncedSize(lead);
  if (size == 1) return {lead, 1, true};
  if (size == 0 || bytes.size() < static_cast<size_t>(size)) return kInvalid;
  char32_t code = lead & (0x7F >> size);
  for (int i = 1; i < size; ++i) {
    const uint8_t next = bytes[i];
    if ((next & 0xC0) != 0x80) return kInvalid;
    code = code << 6 | (next & 0x3F);
  }
  const bool overlong =
      (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  if (overlong || surrogate || code > 0x10FFFF) return kInvalid;
  return {code, static_cast<uint8_t>(size), true};
}

void AppendUtf8(char32_t code, std::string* out) {
  if (code < 0x80) {
    out->push_back(static_cast<char>(code));
    return;
  }
  if (code < 0x800) {
    out->push_back(static_cast<char>(0xC0 | code >> 6));
  } else {
    if (code < 0x10000) {
      out->push_back(static_cast<char>(0xE0 | code >> 12));
    } else {
      out->push_back(static_cast<char>(0xF0 | code >> 18));
      out->push_back(static_cast<char>(0x80 | (code >> 12 & 0x3F)));
    }
    out->push_back(static_cast<char>(0x80 | (code >> 6 & 0x3F)));
  }
  out->push_back(static_cast<char>(0x80 | (code & 0x3F)));
}

uint64_t CountInvalidUtf8Bytes(absl::string_view bytes) {
  uint64_t num_invalid = 0;
  size_t i = 0;
  while (i < bytes.size()) {
    uint64_t word;
    if (bytes.size() - i >= sizeof(word)) {
      memcpy(&word, bytes.data() + i, sizeof(word));
      if ((word & 0x8080808080808080u) == 0) {  // eight ASCII bytes
        i += sizeof(word);
        continue;
      }
    }
    const CodePoint point = DecodeUtf8(bytes.substr(i));
    if (!point.valid) ++num_invalid;
    i += point.size;
  }
  return num_invalid;
}

}  // namespace telusur
