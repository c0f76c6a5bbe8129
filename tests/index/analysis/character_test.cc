#include "index/analysis/character.h"

#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

CharKind KindOf(absl::string_view text) { return ReadCharacter(text, 0).kind; }

TEST(CharacterTest, KindsOfAscii) {
  EXPECT_EQ(KindOf("a"), CharKind::kLower);
  EXPECT_EQ(KindOf("Z"), CharKind::kUpper);
  EXPECT_EQ(KindOf("0"), CharKind::kDigit);
  EXPECT_EQ(KindOf("-"), CharKind::kHyphen);
  EXPECT_EQ(KindOf("_"), CharKind::kHyphen);
  EXPECT_EQ(KindOf("'"), CharKind::kApostrophe);
  for (absl::string_view text : {" ", "\n", "/", "\"", "(", "#", "\x7F"}) {
    EXPECT_EQ(KindOf(text), CharKind::kBreak) << text;
  }
}

TEST(CharacterTest, KindsBeyondAscii) {
  EXPECT_EQ(KindOf("é"), CharKind::kLower);
  EXPECT_EQ(KindOf("É"), CharKind::kUpper);
  EXPECT_EQ(KindOf("ع"), CharKind::kCaseless);
  EXPECT_EQ(KindOf("東"), CharKind::kIdeograph);
  EXPECT_EQ(KindOf("の"), CharKind::kIdeograph);
  EXPECT_EQ(KindOf("\u0301"), CharKind::kMark);
  for (absl::string_view text : {"’", "‘", "ʼ", "´", "′", "\u0092"}) {
    EXPECT_EQ(KindOf(text), CharKind::kApostrophe) << text;
  }
  for (absl::string_view text : {"‐", "‑", "–", "−", "－"}) {
    EXPECT_EQ(KindOf(text), CharKind::kHyphen) << text;
  }
  for (absl::string_view text :
       {"\u00A0", "\u2003", "“", "—", "…", "™", "½", "😀", "\u0085", "\uFFFD",
        "\uE000", "\xFF", "\xC3"}) {
    EXPECT_EQ(KindOf(text), CharKind::kBreak) << text;
  }
}

TEST(CharacterTest, DigitsOfAnyFormArePlain) {
  EXPECT_EQ(ReadCharacter("７", 0).code, U'7');
  EXPECT_EQ(ReadCharacter("𝟗", 0).code, U'9');
  EXPECT_EQ(ReadCharacter("²", 0).code, U'2');
  EXPECT_EQ(KindOf("７"), CharKind::kDigit);
  EXPECT_EQ(KindOf("²"), CharKind::kSuperscript);
}

TEST(CharacterTest, InvisibleCharactersArePassedOver) {
  for (absl::string_view invisible :
       {"\u200B", "\u200D", "\u200E", "\u2060", "\uFEFF", "\u00AD", "\uFE0F",
        "\u0640", "‚Äã"}) {
    const std::string text = std::string(invisible) + "x";
    const Character x = ReadCharacter(text, 0);
    EXPECT_EQ(x.code, U'x') << invisible;
    EXPECT_EQ(x.begin, invisible.size());
    EXPECT_EQ(x.end, text.size());
    EXPECT_EQ(KindOf(invisible), CharKind::kEnd);
  }
}

TEST(CharacterTest, TheEndIsACharacter) {
  const Character end = ReadCharacter("ab", 2);
  EXPECT_EQ(end.kind, CharKind::kEnd);
  EXPECT_EQ(end.begin, 2u);
  EXPECT_EQ(end.end, 2u);
}

TEST(CharacterTest, MojibakeIsMended) {
  EXPECT_EQ(KindOf("‚Äú"), CharKind::kBreak);
  EXPECT_EQ(KindOf("‚Äô"), CharKind::kApostrophe);
  EXPECT_EQ(KindOf("¬†"), CharKind::kBreak);
  EXPECT_EQ(ReadCharacter("√©", 0).code, U'é');
}

}  // namespace
}  // namespace telusur
