#include "tools/output/escaped_text.h"

#include <string>

#include "gtest/gtest.h"

namespace telusur {
namespace {

std::string Escaped(absl::string_view bytes) {
  std::string out;
  AppendEscapedText(bytes, &out);
  return out;
}

TEST(EscapedTextTest, CharactersStay) {
  EXPECT_EQ(Escaped("harga \"beras\" caf\u00e9 \u2026"),
            "harga \"beras\" caf\u00e9 \u2026");
  EXPECT_EQ(Escaped(""), "");
}

TEST(EscapedTextTest, WhatIsNoCharacterIsEscapedByteByByte) {
  EXPECT_EQ(Escaped("a\\b\tc\nd\re"), "a\\\\b\\tc\\nd\\re");
  EXPECT_EQ(Escaped(absl::string_view("\0\x1b[2J\x7f", 6)),
            "\\x00\\x1b[2J\\x7f");
  EXPECT_EQ(Escaped("\xff"
                    "a\xc3"),
            "\\xffa\\xc3");
  EXPECT_EQ(Escaped("\u009b\u202e"), "\\xc2\\x9b\\xe2\\x80\\xae");
}

}  // namespace
}  // namespace telusur
