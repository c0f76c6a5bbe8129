#include "bench/corpus_generator.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace telusur {
namespace {

CorpusOptions SmallOptions() {
  CorpusOptions options;
  options.vocabulary_size = 20000;
  return options;
}

std::set<std::vector<uint32_t>> Shingles(const std::vector<uint32_t>& text) {
  std::set<std::vector<uint32_t>> shingles;
  for (size_t i = 0; i + 5 <= text.size(); ++i) {
    shingles.emplace(text.begin() + i, text.begin() + i + 5);
  }
  return shingles;
}

double Similarity(const std::vector<uint32_t>& a,
                  const std::vector<uint32_t>& b) {
  const auto of_a = Shingles(a);
  const auto of_b = Shingles(b);
  double num_common = 0;
  for (const auto& shingle : of_a) num_common += of_b.count(shingle);
  return num_common /
         std::max(1.0,
                  static_cast<double>(of_a.size() + of_b.size()) - num_common);
}

TEST(CorpusGeneratorTest, ADocumentIsAFunctionOfItsNumber) {
  CorpusOptions options = SmallOptions();
  options.near_duplicate_chance = 20000;
  options.navigation = true;
  const CorpusGenerator one(options);
  const CorpusGenerator two(options);
  GeneratedDocument a;
  GeneratedDocument b;
  std::vector<std::vector<uint32_t>> texts;
  for (uint64_t i = 0; i < 100; ++i) {
    one.Generate(i, &a);
    texts.push_back(a.text);
  }
  for (uint64_t i = 100; i-- > 0;) {
    two.Generate(i, &b);
    EXPECT_EQ(b.text, texts[i]) << i;
    EXPECT_EQ(b.number, i);
  }
}

TEST(CorpusGeneratorTest, LengthsHaveTheAskedMeanAndALogNormalSpread) {
  for (const uint32_t average : {20u, 200u, 5000u}) {
    CorpusOptions options = SmallOptions();
    options.average_length = average;
    const CorpusGenerator generator(options);
    const int num_documents = average > 1000 ? 1000 : 5000;
    GeneratedDocument document;
    double sum = 0;
    double log_sum = 0;
    double log_squares = 0;
    for (int i = 0; i < num_documents; ++i) {
      generator.Generate(i, &document);
      const double length = static_cast<double>(document.text.size());
      sum += length;
      log_sum += std::log(length);
      log_squares += std::log(length) * std::log(length);
    }
    EXPECT_NEAR(sum / num_documents / average, 1, 0.06) << average;
    const double log_mean = log_sum / num_documents;
    EXPECT_NEAR(std::sqrt(log_squares / num_documents - log_mean * log_mean),
                0.69, 0.05)
        << average;
  }
}

// The slope of log frequency over log rank, by least squares, over ranks that
// are frequent enough to be counted.
TEST(CorpusGeneratorTest, FrequenciesFollowZipf) {
  const CorpusGenerator generator(SmallOptions());
  std::vector<double> counts(20000);
  GeneratedDocument document;
  for (uint64_t i = 0; i < 10000; ++i) {
    generator.Generate(i, &document);
    for (const uint32_t rank : document.text) ++counts[rank];
  }
  double n = 0;
  double x_sum = 0;
  double y_sum = 0;
  double xx_sum = 0;
  double xy_sum = 0;
  for (uint32_t begin = 16; begin < 16384; begin *= 2) {
    double count = 0;
    for (uint32_t rank = begin; rank < 2 * begin; ++rank) count += counts[rank];
    const double x = std::log(1.5 * begin + 3.5);
    const double y = std::log(count / begin);
    ++n;
    x_sum += x;
    y_sum += y;
    xx_sum += x * x;
    xy_sum += x * y;
  }
  const double slope =
      (n * xy_sum - x_sum * y_sum) / (n * xx_sum - x_sum * x_sum);
  EXPECT_NEAR(slope, -1.125, 0.12);
}

// A word that occurs in a document occurs there more often than its frequency
// in the collection would make it.
TEST(CorpusGeneratorTest, WordsComeInBursts) {
  const CorpusGenerator generator(SmallOptions());
  GeneratedDocument document;
  double num_tokens = 0;
  double num_distinct = 0;
  for (uint64_t i = 0; i < 2000; ++i) {
    generator.Generate(i, &document);
    std::vector<uint32_t> rare;
    for (const uint32_t rank : document.text) {
      if (rank >= 1000) rare.push_back(rank);
    }
    num_tokens += rare.size();
    std::sort(rare.begin(), rare.end());
    num_distinct += std::unique(rare.begin(), rare.end()) - rare.begin();
  }
  EXPECT_GT(num_tokens / num_distinct, 1.2);
  EXPECT_LT(num_tokens / num_distinct, 2.5);
}

TEST(CorpusGeneratorTest, NearDuplicatesHaveTheAskedShareAndResemble) {
  CorpusOptions options = SmallOptions();
  options.near_duplicate_chance = 6554;  // a tenth
  const CorpusGenerator generator(options);
  GeneratedDocument document;
  GeneratedDocument origin;
  int num_duplicates = 0;
  double similarity = 0;
  for (uint64_t i = 0; i < 5000; ++i) {
    generator.Generate(i, &document);
    ASSERT_LE(document.origin, i);
    ASSERT_EQ(generator.Origin(document.origin), document.origin);
    if (document.origin == i) continue;
    ++num_duplicates;
    generator.Generate(document.origin, &origin);
    similarity += Similarity(document.text, origin.text);
  }
  EXPECT_NEAR(num_duplicates, 500, 80);
  EXPECT_GT(similarity / num_duplicates, 0.7);
  EXPECT_LT(similarity / num_duplicates, 0.95);
}

TEST(CorpusGeneratorTest, NoNearDuplicatesUnlessAsked) {
  const CorpusGenerator generator(SmallOptions());
  for (uint64_t i = 0; i < 1000; ++i) EXPECT_EQ(generator.Origin(i), i);
}

TEST(CorpusGeneratorTest, EveryDocumentMayBeANearDuplicate) {
  CorpusOptions options = SmallOptions();
  options.near_duplicate_chance = 65536;
  const CorpusGenerator generator(options);
  EXPECT_EQ(generator.Origin(100000), 0);
}

TEST(CorpusGeneratorTest, NavigationIsTheSameOnPagesOfASite) {
  CorpusOptions options = SmallOptions();
  options.navigation = true;
  const CorpusGenerator generator(options);
  std::vector<std::vector<uint32_t>> menus(CorpusGenerator::kNumSources);
  GeneratedDocument document;
  for (uint64_t i = 0; i < 200; ++i) {
    generator.Generate(i, &document);
    ASSERT_GT(document.body_begin, 0);
    ASSERT_LT(document.body_begin, document.body_end);
    ASSERT_LT(document.body_end, document.text.size());
    const std::vector<uint32_t> menu(
        document.text.begin(), document.text.begin() + document.body_begin);
    std::vector<uint32_t>& known = menus[document.source];
    if (known.empty()) known = menu;
    EXPECT_EQ(menu, known) << i;
  }
}

}  // namespace
}  // namespace telusur
