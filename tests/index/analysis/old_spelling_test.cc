#include "index/analysis/old_spelling.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(OldSpellingTest, LettersOfTodayTakeThePlaceOfTheOldOnes) {
  EXPECT_THAT(ModernSpellings("tjoetjoe"), ElementsAre("cucu"));
  EXPECT_THAT(ModernSpellings("djandji"), ElementsAre("janji"));
  EXPECT_THAT(ModernSpellings("sjarat"), ElementsAre("syarat"));
  EXPECT_THAT(ModernSpellings("njanji"), ElementsAre("nyanyi"));
  EXPECT_THAT(ModernSpellings("kaju"), ElementsAre("kayu"));
  EXPECT_THAT(ModernSpellings("kompleks"), IsEmpty());
  EXPECT_THAT(ModernSpellings("komplex"), ElementsAre("kompleks"));
}

TEST(OldSpellingTest, ChIsKhOrH) {
  EXPECT_THAT(ModernSpellings("achir"), ElementsAre("akhir", "ahir"));
  EXPECT_THAT(ModernSpellings("dachsjat"), ElementsAre("dakhsyat", "dahsyat"));
}

TEST(OldSpellingTest, AWordWithoutOldLettersStays) {
  EXPECT_THAT(ModernSpellings("merdeka"), IsEmpty());
  EXPECT_THAT(ModernSpellings(""), IsEmpty());
}

}  // namespace
}  // namespace telusur
