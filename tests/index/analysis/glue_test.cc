#include "index/analysis/glue.h"

#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

// The word with a bar at each border, and a question mark at the other one.
std::string Split(absl::string_view word) {
  std::string marks(word.size() + 1, 0);
  for (const GlueBorder& border : FindGlue(word)) {
    marks[border.at] = '|';
    if (border.other != 0) marks[border.other] = '?';
  }
  std::string split;
  for (size_t i = 0; i < word.size(); ++i) {
    if (marks[i] != 0) split += marks[i];
    split += word[i];
  }
  return split;
}

TEST(GlueTest, ASmallLetterBeforeACapitalIsABorder) {
  EXPECT_EQ(Split("diKazakhstan"), "di|Kazakhstan");
  EXPECT_EQ(Split("WhatsApp"), "Whats|App");
  EXPECT_EQ(Split("diDKI"), "di|DKI");
  EXPECT_EQ(Split("diWhatsApp"), "di|Whats|App");
  EXPECT_EQ(Split("~~~^~~"), "~~~|^~~");
}

TEST(GlueTest, OrdinaryWordsHaveNone) {
  for (absl::string_view word : {"", "a", "A", "kata", "Kata", "KATA", "~~~"}) {
    EXPECT_EQ(Split(word), word);
  }
}

TEST(GlueTest, PartsHaveTwoLetters) {
  for (absl::string_view word : {"iPhone", "MoU", "PhD", "tvN", "kWh", "HyunA",
                                 "aB", "TRIPs", "PLTSa"}) {
    EXPECT_EQ(Split(word), word);
  }
  EXPECT_EQ(Split("iPadOS"), "iPad|OS");
}

TEST(GlueTest, AnAcronymBeforeAWordIsInDoubt) {
  EXPECT_EQ(Split("KPKmenahan"), "KP?K|menahan");
  EXPECT_EQ(Split("PTPertamina"), "PT|P?ertamina");
  EXPECT_EQ(Split("CNNIndonesia"), "CNN|I?ndonesia");
  EXPECT_EQ(Split("USUyang"), "US|U?yang");
  EXPECT_EQ(Split("infoTMCPolda"), "info|TMC|P?olda");
}

TEST(GlueTest, EncliticsFollowAnAcronym) {
  EXPECT_EQ(Split("PNSnya"), "PNS|nya");
  EXPECT_EQ(Split("SDnya"), "SD|nya");
}

TEST(GlueTest, TwoCapitalsAreASlip) {
  EXPECT_EQ(Split("NAmun"), "NAmun");
  EXPECT_EQ(Split("DIrektur"), "DIrektur");
}

TEST(GlueTest, ManyPartsAreACode) {
  EXPECT_EQ(Split("abCdEfGhIjKlMnOpQr"), "abCdEfGhIjKlMnOpQr");
  EXPECT_EQ(Split(std::string(200, 'a')), std::string(200, 'a'));
}

}  // namespace
}  // namespace telusur
