#include "index/analysis/old_spelling.h"

#include <string>

#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(OldSpellingTest, LettersOfTodayTakeThePlaceOfTheOldOnes) {
  std::string modern;
  ASSERT_TRUE(RespellOldForm("tjoetjoe", &modern));
  EXPECT_EQ(modern, "cucu");
  ASSERT_TRUE(RespellOldForm("djandji", &modern));
  EXPECT_EQ(modern, "janji");
  ASSERT_TRUE(RespellOldForm("sjarat", &modern));
  EXPECT_EQ(modern, "syarat");
  ASSERT_TRUE(RespellOldForm("njanji", &modern));
  EXPECT_EQ(modern, "nyanyi");
  ASSERT_TRUE(RespellOldForm("achir", &modern));
  EXPECT_EQ(modern, "akhir");
  ASSERT_TRUE(RespellOldForm("kaju", &modern));
  EXPECT_EQ(modern, "kayu");
}

TEST(OldSpellingTest, AWordWithoutOldLettersStays) {
  std::string modern;
  EXPECT_FALSE(RespellOldForm("merdeka", &modern));
  EXPECT_EQ(modern, "merdeka");
}

}  // namespace
}  // namespace telusur
