#include "index/analysis/root_lexicon.h"

#include <cstdint>
#include <map>
#include <random>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

LexiconEntry Root(uint8_t count_bucket, uint8_t family_bucket,
                  uint8_t affixes) {
  LexiconEntry entry;
  entry.kinds = kRootForm | kWholeForm;
  entry.count_bucket = count_bucket;
  entry.family_bucket = family_bucket;
  entry.affixes = affixes;
  return entry;
}

LexiconEntry Mapped(absl::string_view root) {
  LexiconEntry entry;
  entry.kinds = kMappedForm;
  entry.root = root;
  return entry;
}

LexiconEntry Extra() {
  LexiconEntry entry;
  entry.kinds = kExtraForm | kWholeForm;
  return entry;
}

TEST(RootLexiconTest, MatchesTheExampleInTheFormatComment) {
  RootLexiconBuilder builder;
  builder.Add("ajar", Root(4, 5, kTakesMe | kTakesBer));
  builder.Finish();
  ASSERT_EQ(builder.buckets(), std::vector<uint32_t>{0});
  // One entry, its fingerprint, and the entry of the comment.
  ASSERT_EQ(builder.pool().size(), 10);
  EXPECT_EQ(builder.pool()[0], 1);
  EXPECT_EQ(builder.pool().substr(2),
            "\x04\x09\x45\x03"
            "ajar");
}

TEST(RootLexiconTest, AnExtraRootHasAShortEntry) {
  RootLexiconBuilder builder;
  builder.Add("abaka", Extra());
  builder.Finish();
  EXPECT_EQ(builder.pool().substr(2),
            "\x85"
            "abaka");
}

TEST(RootLexiconTest, AnEmptyLexiconHasNoForm) {
  RootLexiconBuilder builder;
  const RootLexicon lexicon(builder.Finish());
  EXPECT_EQ(lexicon.Find("makan").kinds, 0);
  EXPECT_EQ(lexicon.Find("").kinds, 0);
  EXPECT_EQ(lexicon.Find(std::string(1000, 'a')).kinds, 0);
}

TEST(RootLexiconTest, FindsWhatAMapFinds) {
  std::mt19937 random(20261129);
  const auto word = [&random] {
    std::string letters;
    const size_t size = 1 + random() % 12;
    for (size_t i = 0; i < size; ++i) {
      letters.push_back(static_cast<char>('a' + random() % 5));
    }
    return letters;
  };
  std::map<std::string, LexiconEntry> entries;
  std::map<std::string, std::string> roots;
  for (int i = 0; i < 3000; ++i) {
    const std::string form = word();
    switch (random() % 3) {
      case 0:
        entries[form] = Root(random() % 16, random() % 16, random() % 256);
        break;
      case 1:
        entries[form] = Extra();
        break;
      default:
        roots[form] = word();
        entries[form] = Mapped(roots[form]);
    }
  }
  RootLexiconBuilder builder;
  for (const auto& entry : entries) builder.Add(entry.first, entry.second);
  const RootLexicon lexicon(builder.Finish());
  for (int i = 0; i < 20000; ++i) {
    const std::string form = word();
    const auto expected = entries.find(form);
    const LexiconEntry found = lexicon.Find(form);
    ASSERT_EQ(found.kinds != 0, expected != entries.end()) << form;
    if (found.kinds == 0) continue;
    EXPECT_EQ(found.kinds, expected->second.kinds) << form;
    EXPECT_EQ(found.count_bucket, expected->second.count_bucket) << form;
    EXPECT_EQ(found.family_bucket, expected->second.family_bucket) << form;
    EXPECT_EQ(found.affixes, expected->second.affixes) << form;
    EXPECT_EQ(found.root, expected->second.root) << form;
  }
}

TEST(RootLexiconTest, BucketsOfCountsAreLogarithms) {
  EXPECT_EQ(LogBucket(0), 0);
  EXPECT_EQ(LogBucket(1), 1);
  EXPECT_EQ(LogBucket(2), 1);
  EXPECT_EQ(LogBucket(3), 2);
  EXPECT_EQ(LogBucket(uint64_t{1} << 40), 15);
}

}  // namespace
}  // namespace telusur
