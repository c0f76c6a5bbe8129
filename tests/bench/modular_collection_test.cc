#include "bench/modular_collection.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

using ::testing::ElementsAre;

TEST(ModularCollectionTest, ATextIsTheSpellingsOfItsWords) {
  const ModularCollection collection(5000, 300);
  for (const uint64_t document : {0, 1, 4999}) {
    const std::string text = collection.Text(document);
    const std::vector<std::string> words =
        absl::StrSplit(text, ' ', absl::SkipEmpty());
    ASSERT_EQ(words.size(), 300u);
    for (uint64_t i = 0; i < words.size(); ++i) {
      EXPECT_EQ(words[i],
                ModularCollection::Spelling(collection.WordAt(document, i)));
    }
    EXPECT_EQ(std::set<std::string>(words.begin(), words.end()).size(), 300u);
  }
}

TEST(ModularCollectionTest, SpellingsDiffer) {
  EXPECT_EQ(ModularCollection::Spelling(0), "a");
  EXPECT_EQ(ModularCollection::Spelling(27), "bb");
  std::set<std::string> spellings;
  for (uint64_t i = 0; i < ModularCollection::kNumWords; ++i) {
    spellings.insert(ModularCollection::Spelling(i));
  }
  EXPECT_EQ(spellings.size(), ModularCollection::kNumWords);
}

TEST(ModularCollectionTest, PositionsAreWhereTheWordsStand) {
  const ModularCollection collection(100, 1000);
  for (const uint64_t document : {0, 7, 99}) {
    for (uint64_t i = 0; i < 1000; ++i) {
      EXPECT_EQ(collection.PositionOf(collection.WordAt(document, i), document),
                std::optional<uint64_t>(i));
    }
  }
  // One past the end.
  const ModularCollection longer(100, 1001);
  EXPECT_EQ(collection.PositionOf(longer.WordAt(7, 1000), 7), std::nullopt);
}

TEST(ModularCollectionTest, MatchesAreThoseThatAScanFinds) {
  const ModularCollection collection(60, 20000);
  for (const std::vector<uint64_t>& words :
       {std::vector<uint64_t>{collection.WordAt(59, 19999)},
        std::vector<uint64_t>{collection.WordAt(3, 100),
                              collection.WordAt(3, 101)},
        std::vector<uint64_t>{5, 4}}) {
    std::vector<uint64_t> expected;
    for (uint64_t document = 0; document < 60; ++document) {
      for (uint64_t at = 0; at + words.size() <= 20000; ++at) {
        bool found = true;
        for (uint64_t i = 0; i < words.size(); ++i) {
          found &= collection.WordAt(document, at + i) == words[i];
        }
        if (found) expected.push_back(document);
      }
    }
    EXPECT_EQ(collection.Matches(words), expected);
  }
  EXPECT_THAT(ModularCollection(1, 2).Matches({0, 1}), ElementsAre(0));
}

}  // namespace
}  // namespace telusur
