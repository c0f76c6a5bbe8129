#include "index/analysis/number.h"

#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

// The term, and the second term behind a bar; "parts" if it is not one number.
std::string Read(absl::string_view run) {
  const Number number = ParseNumber(run);
  if (!number.one) return "parts";
  if (number.second_term.empty()) return number.term;
  return number.term + "|" + number.second_term;
}

TEST(NumberTest, DotsPartThousands) {
  EXPECT_EQ(Read("8"), "8");
  EXPECT_EQ(Read("8.000"), "8000");
  EXPECT_EQ(Read("26.500.000.000"), "26500000000");
  EXPECT_EQ(Read("1.250.000,50"), "1250000,50");
  EXPECT_EQ(Read("15.000,00"), "15000");
}

TEST(NumberTest, OtherwiseTheLastSeparatorBeginsAFraction) {
  EXPECT_EQ(Read("3,5"), "3,5");
  EXPECT_EQ(Read("3.5"), "3,5");
  EXPECT_EQ(Read("4.0"), "4,0");
  EXPECT_EQ(Read("0,125"), "0,125");
  EXPECT_EQ(Read("0.125"), "0,125");
  EXPECT_EQ(Read("1234.567"), "1234,567");
  EXPECT_EQ(Read("12.3456"), "12,3456");
}

TEST(NumberTest, ACommaBeforeThreeDigitsIsReadBothWays) {
  EXPECT_EQ(Read("8,000"), "8,000|8000");
  EXPECT_EQ(Read("602,460"), "602,460|602460");
}

TEST(NumberTest, EnglishNumbersBeyondDoubt) {
  EXPECT_EQ(Read("1,000,000"), "1000000");
  EXPECT_EQ(Read("1,250,000.50"), "1250000,50");
  EXPECT_EQ(Read("1,250.75"), "1250,75");
}

TEST(NumberTest, TimesOfDay) {
  EXPECT_EQ(Read("10.30"), "10.30");
  EXPECT_EQ(Read("10:30"), "10.30");
  EXPECT_EQ(Read("9.05"), "9.05");
  EXPECT_EQ(Read("26.50"), "26,50");
  EXPECT_EQ(Read("10.75"), "10,75");
  EXPECT_EQ(Read("2:1"), "parts");
  EXPECT_EQ(Read("25:00"), "parts");
}

TEST(NumberTest, ListsDatesAndAddressesAreParts) {
  for (absl::string_view run :
       {"192.168.1.1", "17.08.1945", "14.06.31", "1,2,3", "2018,2019",
        "10:30:15", "1.000.00.000", "1.2,3.4", "1.000:30", "01.000.000"}) {
    EXPECT_EQ(Read(run), "parts") << run;
  }
}

// All runs of up to four groups: a term read again is itself.
TEST(NumberTest, TermsAreTheirOwnTerms) {
  const std::string groups[] = {"0",   "7",    "12",   "30", "000",
                                "125", "1945", "2019", "00"};
  int num_numbers = 0;
  const auto check = [&](const std::string& run) {
    const Number number = ParseNumber(run);
    if (!number.one) return;
    ++num_numbers;
    const Number again = ParseNumber(number.term);
    EXPECT_TRUE(again.one) << run << " " << number.term;
    EXPECT_EQ(again.term, number.term) << run;
  };
  for (const std::string& a : groups) {
    check(a);
    for (const char* s : {".", ",", ":"}) {
      for (const std::string& b : groups) {
        const std::string two = a + s + b;
        check(two);
        for (const char* t : {".", ",", ":"}) {
          for (const std::string& c : groups) {
            check(two + t + c);
            check(two + t + c + ",5");
            check(two + t + c + ".000");
          }
        }
      }
    }
  }
  EXPECT_GT(num_numbers, 300);
}

}  // namespace
}  // namespace telusur
