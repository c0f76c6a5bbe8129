#include "index/analysis/indonesian_stemmer.h"

#include <cstdint>
#include <fstream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "index/analysis/stem_engine.h"

namespace telusur {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows ReadRows(const std::string& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file.is_open()) << path;
  Rows rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    rows.push_back(absl::StrSplit(line, '\t'));
  }
  return rows;
}

Rows ReadTestRows(const std::string& name) {
  return ReadRows("tests/index/analysis/testdata/" + name);
}

Rows ReadDataRows(const std::string& name) {
  return ReadRows("index/analysis/data/" + name);
}

StemmerOptions Options(bool informal, bool old_spelling,
                       StemmerOptions::Level level) {
  StemmerOptions options;
  options.informal = informal;
  options.old_spelling = old_spelling;
  options.level = level;
  return options;
}

constexpr auto kLight = StemmerOptions::Level::kLight;
constexpr auto kFull = StemmerOptions::Level::kFull;

std::string StemOf(const IndonesianStemmer& stemmer, const std::string& form) {
  std::string stem;
  stemmer.Stem(form, &stem);
  return stem;
}

void ExpectStems(const IndonesianStemmer& stemmer, const Rows& rows) {
  EXPECT_GT(rows.size(), 100);
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 2) << row[0];
    EXPECT_EQ(StemOf(stemmer, row[0]), row[1]) << row[0];
  }
}

TEST(IndonesianStemmerTest, FindsTheRootsOfStandardWords) {
  ExpectStems(IndonesianStemmer(StemmerOptions()),
              ReadTestRows("standard_stems.tsv"));
}

TEST(IndonesianStemmerTest, FindsTheRootsOfInformalWords) {
  ExpectStems(IndonesianStemmer(Options(true, false, kFull)),
              ReadTestRows("informal_stems.tsv"));
}

TEST(IndonesianStemmerTest, FindsTheRootsOfOldSpellings) {
  ExpectStems(IndonesianStemmer(Options(false, true, kFull)),
              ReadTestRows("old_stems.tsv"));
}

TEST(IndonesianStemmerTest, LayersTouchNoWordThatIsJudged) {
  const IndonesianStemmer plain{StemmerOptions()};
  const IndonesianStemmer layered(Options(true, true, kFull));
  for (const auto& row : ReadDataRows("judged_words.tsv")) {
    if (row.size() == 3 || (row.size() == 2 && row[1] == "?")) continue;
    EXPECT_EQ(StemOf(plain, row[0]), StemOf(layered, row[0])) << row[0];
  }
}

TEST(IndonesianStemmerTest, JudgedWordsHaveTheirRoots) {
  const IndonesianStemmer stemmer{StemmerOptions()};
  for (const auto& row : ReadDataRows("judged_words.tsv")) {
    if (row.size() == 3 || (row.size() == 2 && row[1] == "?")) continue;
    EXPECT_EQ(StemOf(stemmer, row[0]), row.back()) << row[0];
  }
}

TEST(IndonesianStemmerTest, ExtraRootsAreLeftWhole) {
  const IndonesianStemmer stemmer{StemmerOptions()};
  for (const auto& row : ReadDataRows("extra_roots.txt")) {
    EXPECT_EQ(StemOf(stemmer, row[0]), row[0]);
  }
}

// No row is in vain: neither hidden by a root of the same letters nor without
// a root that the stemmer knows.
TEST(IndonesianStemmerTest, WordsOfTheLayersLeadToTheirRoots) {
  const IndonesianStemmer informal(Options(true, false, kFull));
  for (const auto& row : ReadDataRows("informal.tsv")) {
    EXPECT_EQ(StemOf(informal, row[0]), StemOf(informal, row[1])) << row[0];
  }
  const IndonesianStemmer old(Options(false, true, kFull));
  for (const auto& row : ReadDataRows("old_spelling.tsv")) {
    EXPECT_EQ(StemOf(old, row[0]), StemOf(old, row[1])) << row[0];
  }
}

TEST(IndonesianStemmerTest, LayersAreClosedByDefault) {
  const IndonesianStemmer stemmer{StemmerOptions()};
  for (const char* form : {"ngomongin", "yg", "bgt", "tjukup", "bangeeet"}) {
    EXPECT_EQ(StemOf(stemmer, form), form);
  }
}

TEST(IndonesianStemmerTest, TheLightLevelKeepsDerivation) {
  const IndonesianStemmer stemmer(Options(false, false, kLight));
  EXPECT_EQ(StemOf(stemmer, "mengatakannya"), "katakan");
  EXPECT_EQ(StemOf(stemmer, "perusahaannya"), "perusahaan");
  EXPECT_EQ(StemOf(stemmer, "anak-anak"), "anak");
}

// The forms of the corpora and of every list, and strings of affixes at random.
std::vector<std::string> ManyForms() {
  std::vector<std::string> forms;
  for (const char* file :
       {"judged_words.tsv", "informal.tsv", "old_spelling.tsv", "names.txt",
        "word_statistics.tsv"}) {
    for (const auto& row : ReadDataRows(file)) forms.push_back(row[0]);
  }
  constexpr const char* kPieces[] = {
      "me",  "mem", "meng", "meny", "ber", "di",  "ke",  "pe",   "per", "se",
      "ter", "ku",  "an",   "kan",  "i",   "nya", "lah", "pun",  "-",   "2",
      "ng",  "ny",  "oe",   "tj",   "a",   "u",   "k",   "baca", "'",   "aaa"};
  std::mt19937 random(20261129);
  for (int i = 0; i < 30000; ++i) {
    std::string form;
    for (uint32_t n = 1 + random() % 7; n > 0; --n) {
      form += kPieces[random() % (sizeof(kPieces) / sizeof(kPieces[0]))];
    }
    forms.push_back(std::move(form));
  }
  return forms;
}

TEST(IndonesianStemmerTest, TheStemOfAStemIsItself) {
  const std::vector<std::string> forms = ManyForms();
  for (const auto level : {kLight, kFull}) {
    for (const bool layers : {false, true}) {
      const IndonesianStemmer stemmer(Options(layers, layers, level));
      for (const std::string& form : forms) {
        const std::string stem = StemOf(stemmer, form);
        ASSERT_EQ(StemOf(stemmer, stem), stem)
            << form << " layers " << layers << " light " << (level == kLight);
        ASSERT_FALSE(stem.empty()) << form;
      }
    }
  }
}

TEST(IndonesianStemmerTest, AnyBytesAreAForm) {
  std::mt19937 random(7);
  for (const bool layers : {false, true}) {
    const IndonesianStemmer stemmer(Options(layers, layers, kFull));
    for (int i = 0; i < 20000; ++i) {
      std::string form;
      for (uint32_t n = random() % 300; n > 0; --n) {
        form.push_back(static_cast<char>(random() % 256));
      }
      const std::string stem = StemOf(stemmer, form);
      EXPECT_EQ(stem.empty(), form.empty());
      EXPECT_LE(stem.size(), 255);
    }
    EXPECT_LE(StemOf(stemmer, std::string(100000, 'a')).size(), 255);
    EXPECT_LE(StemOf(stemmer, std::string(100000, '-')).size(), 255);
  }
}

TEST(IndonesianStemmerTest, TheExplanationHasTheStemAndItsReading) {
  const IndonesianStemmer stemmer{StemmerOptions()};
  const StemExplanation explanation = stemmer.Explain("menuliskan");
  EXPECT_EQ(explanation.stem, "tulis");
  ASSERT_FALSE(explanation.candidates.empty());
  EXPECT_EQ(explanation.candidates[0].path, "me- (t) tulis -kan");
  EXPECT_TRUE(explanation.candidates[0].chosen);
}

}  // namespace
}  // namespace telusur
