#include "index/analysis/letter_run.h"

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

std::unique_ptr<LetterRun> Read(absl::string_view text) {
  auto run = std::make_unique<LetterRun>();
  ReadLetterRun(text, 0, run.get());
  return run;
}

std::string Bytes(const LetterRun& run) {
  return std::string(run.Bytes(0, run.num_letters()));
}

TEST(LetterRunTest, EndsBeforeWhatIsNoLetter) {
  for (absl::string_view text : {"Kata", "Kata 2", "Kata2", "Kata-", "Kata'",
                                 "Kata' x", "Kata\xFF", "Kata東"}) {
    const auto run = Read(text);
    EXPECT_EQ(Bytes(*run), "kata") << text;
    EXPECT_EQ(run->shape(), "Kata");
    EXPECT_EQ(run->end(), 4u);
    EXPECT_TRUE(run->is_ascii());
  }
}

TEST(LetterRunTest, ApostrophesBetweenLettersVanish) {
  const auto run = Read("Jum’at");
  EXPECT_EQ(Bytes(*run), "jumat");
  EXPECT_EQ(run->begin(3), 6u);
  EXPECT_EQ(run->end(), 8u);
  EXPECT_FALSE(run->is_possessive());
}

TEST(LetterRunTest, AnApostropheAndALastSArePossessive) {
  const auto run = Read("King's Road");
  EXPECT_EQ(Bytes(*run), "king");
  EXPECT_TRUE(run->is_possessive());
  EXPECT_EQ(run->end(), 6u);
  EXPECT_FALSE(Read("King'st")->is_possessive());
  EXPECT_FALSE(Read("King's2")->is_possessive());
  EXPECT_EQ(Bytes(*Read("PEOPLE'S")), "people");
}

TEST(LetterRunTest, MarksBelongToTheirLetterAndAreBounded) {
  std::string text = "e";
  for (int i = 0; i < 1000; ++i) text += "\u0301";
  text += "x";
  const auto run = Read(text);
  EXPECT_EQ(run->num_letters(), 2u);
  EXPECT_EQ(run->Bytes(0, 1).size(), 1u + 2 * LetterRun::kMaxMarks);
  EXPECT_EQ(run->end(0), text.size() - 1);
  EXPECT_EQ(run->begin(1), text.size() - 1);
  EXPECT_FALSE(run->is_ascii());
}

TEST(LetterRunTest, CapitalsShowInTheShape) {
  EXPECT_EQ(Read("diÉtat")->shape(), "di^tat");
  EXPECT_EQ(Read("état")->shape(), "~tat");
}

TEST(LetterRunTest, IdeographsAreRunsOfTheirOwn) {
  EXPECT_EQ(Bytes(*Read("東京")), "東");
  EXPECT_EQ(Bytes(*Read("か\u3099x")), "か\u3099");
}

TEST(LetterRunTest, LongRunsAreCut) {
  const std::string limit(LetterRun::kMaxLetters, 'x');
  EXPECT_FALSE(Read(limit)->is_long());
  const auto run = Read(limit + "xyz ");
  EXPECT_TRUE(run->is_long());
  EXPECT_EQ(run->num_letters(), limit.size());
  EXPECT_EQ(run->end(), limit.size() + 3);
}

}  // namespace
}  // namespace telusur
