#include "index/analysis/normalizer.h"

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "index/analysis/character.h"
#include "index/analysis/utf8.h"

namespace telusur {
namespace {

std::string Normal(absl::string_view word) {
  std::string normal;
  EXPECT_TRUE(NormalizeWord(word, &normal)) << word;
  return normal;
}

std::string Bare(absl::string_view normal) {
  std::string bare;
  return StripMarks(normal, &bare) ? bare : "unchanged";
}

TEST(NormalizerTest, FoldsCaseAndCompatibilityForms) {
  EXPECT_EQ(Normal("kata"), "kata");
  EXPECT_EQ(Normal("CAFÉ"), "café");
  EXPECT_EQ(Normal("cafe\u0301"), "café");
  EXPECT_EQ(Normal("straße"), "strasse");
  EXPECT_EQ(Normal("ﬁlm"), "film");
  EXPECT_EQ(Normal("𝐁𝐨𝐥𝐝"), "bold");
  EXPECT_EQ(Normal("Ⅵ"), "vi");
  EXPECT_EQ(Normal("ΣΊΣΥΦΟΣ"), "σίσυφοσ");
}

TEST(NormalizerTest, LeavesOutWhatIsNoPartOfAWord) {
  EXPECT_EQ(Normal("\uFC5E"), "\u064C\u0651");  // space, two Arabic marks
  EXPECT_EQ(Normal("\u0149"), "n");             // apostrophe, n
}

TEST(NormalizerTest, RefusesWhatIsTooLongOrInvalid) {
  std::string normal;
  EXPECT_FALSE(NormalizeWord("ka\xFFta", &normal));
  std::string marks = "e";
  for (int i = 0; i < 5000; ++i) marks += "\u0301";
  EXPECT_FALSE(NormalizeWord(marks, &normal));
}

TEST(NormalizerTest, NormalFormsOfAllLettersAreTheirOwn) {
  for (char32_t code = 0x80; code <= 0x10FFFF; ++code) {
    if (code >= 0xD800 && code < 0xE000) continue;
    std::string letter;
    AppendUtf8(code, &letter);
    if (!IsLetter(ReadCharacter(letter, 0).kind)) continue;
    const std::string normal = Normal(letter);
    ASSERT_EQ(Normal(normal), normal) << static_cast<uint32_t>(code);
  }
}

TEST(NormalizerTest, StripMarksTakesAccentsOff) {
  EXPECT_EQ(Bare("beyoncé"), "beyonce");
  EXPECT_EQ(Bare("erdoğan"), "erdogan");
  EXPECT_EQ(Bare("عَلَى"), "على");
  EXPECT_EQ(Bare("kata"), "unchanged");
  EXPECT_EQ(Bare("strasse"), "unchanged");
  EXPECT_EQ(Bare("हिन्दी"), "unchanged");  // unreadable without its marks
}

}  // namespace
}  // namespace telusur
