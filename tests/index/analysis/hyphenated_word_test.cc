#include "index/analysis/hyphenated_word.h"

#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "index/analysis/reading_chooser.h"
#include "index/analysis/stemmer_data.h"

namespace telusur {
namespace {

using Reader = bool (*)(const ReadingChooser&, absl::string_view,
                        absl::string_view, TwoHalves*);

// The root of the two halves, or "-" if the reader knows none.
std::string RootOf(Reader read, absl::string_view first,
                   absl::string_view second) {
  const ReadingChooser chooser(EmbeddedStemmerTables(), {});
  TwoHalves halves;
  return read(chooser, first, second, &halves) ? halves.root : "-";
}

TEST(HyphenatedWordTest, HalvesShareARoot) {
  EXPECT_EQ(RootOf(ReadReduplication, "anak", "anaknya"), "anak");
  EXPECT_EQ(RootOf(ReadReduplication, "kebarat", "baratan"), "barat");
  EXPECT_EQ(RootOf(ReadReduplication, "tolong", "menolong"), "tolong");
  EXPECT_EQ(RootOf(ReadReduplication, "memukul", "mukul"), "pukul");
  EXPECT_EQ(RootOf(ReadReduplication, "perundang", "undangan"), "undang");
}

TEST(HyphenatedWordTest, HalvesMayOnlySoundAlike) {
  EXPECT_EQ(RootOf(ReadReduplication, "sayur", "mayur"), "sayur");
  EXPECT_EQ(RootOf(ReadReduplication, "makan", "minum"), "-");
}

TEST(HyphenatedWordTest, SoundsChangeInOnsetOrVowels) {
  EXPECT_TRUE(SoundsLike("sayur", "mayur"));
  EXPECT_TRUE(SoundsLike("bolak", "balik"));
  EXPECT_FALSE(SoundsLike("anak", "anak"));
  EXPECT_FALSE(SoundsLike("ekspor", "impor"));
}

TEST(HyphenatedWordTest, ACompoundMayHaveAffixesAroundIt) {
  EXPECT_EQ(RootOf(ReadCompound, "mengambil", "alih"), "ambilalih");
  EXPECT_EQ(RootOf(ReadCompound, "orang", "tuanya"), "orang-tua");
  EXPECT_EQ(RootOf(ReadCompound, "jual", "beli"), "-");
}

TEST(HyphenatedWordTest, AffixesMayBeSetOff) {
  EXPECT_TRUE(IsHyphenPrefix("di"));
  EXPECT_TRUE(IsHyphenSuffix("nya"));
  EXPECT_FALSE(IsHyphenPrefix("anti"));
  EXPECT_FALSE(IsHyphenSuffix("baratan"));
}

}  // namespace
}  // namespace telusur
