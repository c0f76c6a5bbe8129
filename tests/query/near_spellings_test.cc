// Surface lists against looking at every form.

#include "query/near_spellings.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "query/edit_distance.h"
#include "query/surface_list.h"
#include "query/term_expansion.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

// An index of one document that has all of `words`.
TestIndex IndexOf(const std::set<std::string>& words) {
  Document document;
  document.id = "a";
  for (const std::string& word : words) {
    absl::StrAppend(&document.text, word, " ");
  }
  return TestIndex({document}, WhitespaceOptions());
}

// Short words over few characters, some of them broken UTF-8.
std::string RandomWord(TestRandom* random) {
  static const char* const kPieces[] = {"a", "b",    "c",        "d",
                                        "é", "\xC3", "\xE2\x80", "”"};
  std::string word;
  for (uint64_t n = 1 + (*random)() % 8; n > 0; --n) {
    word.append(kPieces[(*random)() % ((*random)() % 4 == 0 ? 8 : 4)]);
  }
  return word;
}

TEST(NearSpellingsTest, AreThoseThatComparingEveryFormFinds) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    TestRandom random(seed);
    std::set<std::string> words;
    while (words.size() < 800) words.insert(RandomWord(&random));
    const TestIndex index = IndexOf(words);
    const SurfaceList list = Must(SurfaceList::Read(index.reader()));
    ASSERT_EQ(list.size(), words.size());
    for (int round = 0; round < 100; ++round) {
      const std::string word = RandomWord(&random);
      const int bound = static_cast<int>(random() % 4);
      const EditDistance distance(word);
      std::string expected;
      for (size_t i = 0; i < list.size(); ++i) {
        const int edits = distance.To(list.surface(i), bound);
        if (edits <= bound) absl::StrAppend(&expected, i, "/", edits, " ");
      }
      std::string found;
      for (const NearSpelling& near :
           FindNearSpellings(list, word, bound).found) {
        absl::StrAppend(&found, near.surface, "/", near.distance, " ");
      }
      EXPECT_EQ(found, expected) << word << "~" << bound;
    }
  }
}

TEST(NearSpellingsTest, DoNotMeetTheWholeDictionary) {
  TestRandom random(6);
  std::set<std::string> words;
  uint64_t num_letters = 0;
  while (words.size() < 20000) {
    std::string word;
    for (int i = 0; i < 9; ++i) word.push_back('a' + random() % 26);
    if (words.insert(word).second) num_letters += word.size();
  }
  const TestIndex index = IndexOf(words);
  const SurfaceList list = Must(SurfaceList::Read(index.reader()));
  EXPECT_LT(FindNearSpellings(list, "kerusuhan", 1).num_rows, num_letters / 50);
  EXPECT_LT(FindNearSpellings(list, "kerusuhan", 2).num_rows, num_letters / 5);
  // A word of the greatest length is met by few.
  EXPECT_LT(FindNearSpellings(list, std::string(255, 'k'), 2).num_rows,
            num_letters / 5);
}

TEST(SurfaceListTest, FindsRangesOfPrefixes) {
  TestRandom random(7);
  std::set<std::string> words;
  while (words.size() < 500) words.insert(RandomWord(&random));
  const TestIndex index = IndexOf(words);
  const SurfaceList list = Must(SurfaceList::Read(index.reader()));
  for (int round = 0; round < 300; ++round) {
    const std::string prefix = RandomWord(&random).substr(0, 1 + random() % 3);
    std::set<std::string> expected;
    for (const std::string& word : words) {
      if (absl::StartsWith(word, prefix)) expected.insert(word);
    }
    std::set<std::string> found;
    for (const auto& form : ExpandPrefix(list, prefix, 1000).forms) {
      found.insert(form.surface);
    }
    EXPECT_EQ(found, expected) << prefix;
    const SurfaceList range =
        Must(SurfaceList::ReadPrefix(index.reader(), prefix));
    EXPECT_EQ(range.size(), expected.size()) << prefix;
  }
  EXPECT_EQ(list.EndOfPrefix("", 0), list.size());
}

TEST(TermExpansionTest, KeepsTheMostFrequentForms) {
  std::vector<Document> documents(4);
  for (int i = 0; i < 4; ++i) {
    documents[i].id = absl::StrCat(i);
    documents[i].text = std::vector<const char*>{
        "rusa rusak rusuh", "rusuh rusa", "rusuh rusuk", "rusuk rusuh"}[i];
  }
  const TestIndex index(documents, WhitespaceOptions());
  const SurfaceList list = Must(SurfaceList::Read(index.reader()));
  TermExpansion expansion = ExpandPrefix(list, "rus", 3);
  EXPECT_TRUE(expansion.cut);
  ASSERT_EQ(expansion.forms.size(), 3);
  EXPECT_EQ(expansion.forms[0].surface, "rusa");
  EXPECT_EQ(expansion.forms[1].surface, "rusuh");
  EXPECT_EQ(expansion.forms[1].df, 4);
  EXPECT_EQ(expansion.forms[2].surface, "rusuk");
  EXPECT_FALSE(ExpandPrefix(list, "rus", 4).cut);
  CutExpansion(1, &expansion);
  ASSERT_EQ(expansion.forms.size(), 1);
  EXPECT_EQ(expansion.forms[0].surface, "rusuh");
}

TEST(ShareOutTest, GivesWhatOthersLeave) {
  using Sizes = std::vector<size_t>;
  EXPECT_EQ(ShareOut({}, 10), Sizes());
  EXPECT_EQ(ShareOut({3, 4}, 10), Sizes({3, 4}));
  EXPECT_EQ(ShareOut({100, 2, 100}, 10), Sizes({4, 2, 4}));
  EXPECT_EQ(ShareOut({5, 5, 5}, 2), Sizes({0, 1, 1}));
  EXPECT_EQ(ShareOut({1000}, 10), Sizes({10}));
}

}  // namespace
}  // namespace telusur
