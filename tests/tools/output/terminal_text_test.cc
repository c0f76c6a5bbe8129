#include "tools/output/terminal_text.h"

#include <random>
#include <string>

#include "gtest/gtest.h"
#include "utf8proc.h"

namespace telusur {
namespace {

TEST(TerminalTextTest, OrdinaryTextStays) {
  EXPECT_EQ(TerminalText("Harga “beras” naik, é 日本 😀"),
            "Harga “beras” naik, é 日本 😀");
  EXPECT_EQ(TerminalText(""), "");
}

TEST(TerminalTextTest, LineEndsFoldOrStay) {
  EXPECT_EQ(TerminalText("a\tb\nc\r\nd"), "a b c  d");
  std::string out;
  AppendTerminalText("a\tb\nc\r\nd", LineBreaks::kKeep, &out);
  EXPECT_EQ(out, "a\tb\nc \nd");
}

TEST(TerminalTextTest, HazardsAreSpelledOut) {
  EXPECT_EQ(TerminalText("\x1b[2J"), "\\x1b[2J");
  EXPECT_EQ(TerminalText("\x1b]52;c;aGFp\x07"), "\\x1b]52;c;aGFp\\x07");
  EXPECT_EQ(TerminalText("a\x7f"
                         "b\b"),
            "a\\x7fb\\x08");
  EXPECT_EQ(TerminalText(absl::string_view("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(TerminalText("\u009b2J"), "\\x9b2J");  // C1 in UTF-8
  EXPECT_EQ(TerminalText("\x9b"
                         "2J"),
            "\\x9b2J");  // C1 as a bare byte
  EXPECT_EQ(TerminalText("\u202egnp.exe"), "\\u202egnp.exe");
  EXPECT_EQ(TerminalText("\u2066x\u2069\u200f\u061c"),
            "\\u2066x\\u2069\\u200f\\u061c");
  EXPECT_EQ(TerminalText("\xff\xc3"), "\\xff\\xc3");
  EXPECT_EQ(TerminalText("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // a surrogate
  EXPECT_EQ(TerminalText("\xc0\x9b"), "\\xc0\\x9b");           // overlong
}

TEST(TerminalTextTest, WhateverGoesInNoHazardComesOut) {
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const int size = random() % 50;
    for (int i = 0; i < size; ++i) {
      const int kind = random() % 3;
      if (kind == 0) text.push_back(static_cast<char>(random()));
      if (kind == 1) text.push_back(static_cast<char>(random() % 0x30));
      if (kind == 2) {
        utf8proc_uint8_t bytes[4];
        const auto n = utf8proc_encode_char(random() % 0x3000, bytes);
        text.append(reinterpret_cast<char*>(bytes), n);
      }
    }
    const std::string shown = TerminalText(text);
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(shown.data());
    const auto* const end = at + shown.size();
    while (at < end) {
      utf8proc_int32_t code_point;
      const auto n = utf8proc_iterate(at, end - at, &code_point);
      ASSERT_GT(n, 0);
      ASSERT_FALSE(IsTerminalHazard(code_point)) << code_point;
      at += n;
    }
  }
}

}  // namespace
}  // namespace telusur
