#include "index/analysis/informal_spelling.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(InformalSpellingTest, ThreeLettersAreOneOrTwo) {
  EXPECT_THAT(ShortenedSpellings("bangeeet"), ElementsAre("banget", "bangeet"));
  EXPECT_THAT(ShortenedSpellings("maaaf"), ElementsAre("maf", "maaf"));
}

TEST(InformalSpellingTest, TwoVowelsOrLastLettersAreOne) {
  EXPECT_THAT(ShortenedSpellings("gakk"), ElementsAre("gak"));
  EXPECT_THAT(ShortenedSpellings("bangeet"), ElementsAre("banget"));
}

TEST(InformalSpellingTest, AWordWithoutRepeatsHasNoOtherSpelling) {
  EXPECT_THAT(ShortenedSpellings("banget"), IsEmpty());
  EXPECT_THAT(ShortenedSpellings(""), IsEmpty());
  EXPECT_THAT(ShortenedSpellings("tunggu"), IsEmpty());
}

TEST(InformalSpellingTest, ATwoIsTakenOut) {
  std::string form;
  ASSERT_TRUE(TakeOutTwo("anak2", &form));
  EXPECT_EQ(form, "anak");
  ASSERT_TRUE(TakeOutTwo("besar2an", &form));
  EXPECT_EQ(form, "besaran");
}

TEST(InformalSpellingTest, OtherTwosStay) {
  std::string form;
  for (const char* other :
       {"", "2", "2an", "co2", "b2b", "anak22", "anak-2", "anak3", "anak"}) {
    EXPECT_FALSE(TakeOutTwo(other, &form)) << other;
  }
}

}  // namespace
}  // namespace telusur
