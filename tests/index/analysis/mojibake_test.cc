#include "index/analysis/mojibake.h"

#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(MojibakeTest, MendsUtf8ReadAsMacRoman) {
  struct Case {
    absl::string_view damaged;
    char32_t code;
  };
  for (const Case& c :
       {Case{"‚Äú", 0x201C}, Case{"‚Äù", 0x201D}, Case{"‚Äô", 0x2019},
        Case{"‚Äì", 0x2013}, Case{"‚Ä¶", 0x2026}, Case{"‚Äã", 0x200B},
        Case{"¬†", 0x00A0}, Case{"¬≠", 0x00AD}, Case{"√©", 0x00E9},
        Case{"ƒá", 0x0107}, Case{"≈ü", 0x015F}, Case{"ŸÑ", 0x0644},
        Case{"‚Ñ¢", 0x2122}, Case{"Ôªø", 0xFEFF}}) {
    const Mojibake mended = DecodeMojibake(c.damaged);
    EXPECT_EQ(mended.code, c.code) << c.damaged;
    EXPECT_EQ(mended.size, c.damaged.size()) << c.damaged;
  }
}

TEST(MojibakeTest, MendsUtf8ReadAsWindows1252) {
  struct Case {
    absl::string_view damaged;
    char32_t code;
  };
  for (const Case& c :
       {Case{"â€œ", 0x201C}, Case{"â€™", 0x2019}, Case{"â€“", 0x2013},
        Case{"â€\u009D", 0x201D}, Case{"Â\u00A0", 0x00A0}, Case{"Ã©", 0x00E9},
        Case{"ÄŸ", 0x011F}, Case{"Å¡", 0x0161}, Case{"ï»¿", 0xFEFF},
        Case{"ðŸ˜€", 0x1F600}, Case{"â\u0080\u009C", 0x201C}}) {
    const Mojibake mended = DecodeMojibake(c.damaged);
    EXPECT_EQ(mended.code, c.code) << c.damaged;
    EXPECT_EQ(mended.size, c.damaged.size()) << c.damaged;
  }
}

TEST(MojibakeTest, OnlyTheFirstCharacterIsMended) {
  EXPECT_EQ(DecodeMojibake("‚Äúkata‚Äù").size, absl::string_view("‚Äú").size());
}

TEST(MojibakeTest, ACutQuoteIsNoLetter) {
  EXPECT_EQ(DecodeMojibake("‚Ä kata").code, 0xFFFDu);
  EXPECT_EQ(DecodeMojibake("â€kata").code, 0xFFFDu);
  EXPECT_EQ(DecodeMojibake("‚Ä").size, absl::string_view("‚Ä").size());
}

TEST(MojibakeTest, SoundTextIsLeftAlone) {
  for (absl::string_view text :
       {"kata", "é", "Äpfel", "Ä“", "Å”", "São", "JOÃO", "â", "ânes", "ÿ", "√2",
        "¬p", "‚kutip‘", "€ 5", "·", "Öl", "á »", "Ø", ""}) {
    if (text.empty()) continue;
    EXPECT_EQ(DecodeMojibake(text).size, 0) << text;
  }
}

}  // namespace
}  // namespace telusur
