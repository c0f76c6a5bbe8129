#include "index/analysis/utf8.h"

#include <cstdint>
#include <random>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(Utf8Test, EveryScalarValueRoundTrips) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code >= 0xD800 && code < 0xE000) continue;
    std::string bytes;
    AppendUtf8(code, &bytes);
    const CodePoint point = DecodeUtf8(bytes);
    ASSERT_TRUE(point.valid) << static_cast<uint32_t>(code);
    ASSERT_EQ(point.code, code);
    ASSERT_EQ(point.size, bytes.size());
    ASSERT_EQ(CountInvalidUtf8Bytes(bytes), 0u);
  }
}

TEST(Utf8Test, InvalidBytesStandAlone) {
  for (absl::string_view bytes : {
           "\x80",              // a continuation alone
           "\xC3",              // cut short
           "\xC3(",             // not continued
           "\xC0\xAF",          // overlong '/'
           "\xE0\x80\xAF",      // the same in three bytes
           "\xED\xA0\x80",      // a surrogate
           "\xF4\x90\x80\x80",  // above U+10FFFF
           "\xF0\x9F\x98",      // cut short
           "\xFF",
       }) {
    const CodePoint point = DecodeUtf8(bytes);
    EXPECT_FALSE(point.valid);
    EXPECT_EQ(point.code, kReplacementCharacter);
    EXPECT_EQ(point.size, 1);
  }
}

TEST(Utf8Test, CountsInvalidBytesAnywhere) {
  EXPECT_EQ(CountInvalidUtf8Bytes(""), 0u);
  EXPECT_EQ(CountInvalidUtf8Bytes("delapan b\xFFte\xC3\xA9 lagi\xE2\x80"), 3u);
  EXPECT_EQ(CountInvalidUtf8Bytes("\xED\xA0\x80"), 3u);
}

TEST(Utf8Test, CountingAgreesWithDecoding) {
  std::mt19937 random(8);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 64, '\0');
    for (char& c : bytes) {
      c = random() % 2 ? 'a' : static_cast<char>(random());
    }
    uint64_t num_invalid = 0;
    for (size_t i = 0; i < bytes.size();) {
      const CodePoint point = DecodeUtf8(absl::string_view(bytes).substr(i));
      num_invalid += point.valid ? 0 : 1;
      i += point.size;
    }
    ASSERT_EQ(CountInvalidUtf8Bytes(bytes), num_invalid) << "round " << round;
  }
}

}  // namespace
}  // namespace telusur
