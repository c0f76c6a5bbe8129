#include "bench/query_sampler.h"

#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

constexpr uint64_t kNumDocuments = 300;

class QuerySamplerTest : public ::testing::Test {
 protected:
  static CorpusOptions Options() {
    CorpusOptions options;
    options.vocabulary_size = 5000;
    return options;
  }

  QuerySamplerTest() : generator_(Options()) {
    for (uint32_t rank = 0; rank < generator_.words().size(); ++rank) {
      rank_of_word_[generator_.words().word(rank)] = rank;
    }
  }

  std::vector<uint32_t> Ranks(const std::string& query) const {
    std::vector<uint32_t> ranks;
    for (const absl::string_view word : absl::StrSplit(query, ' ')) {
      const auto found = rank_of_word_.find(word);
      EXPECT_NE(found, rank_of_word_.end()) << query;
      if (found != rank_of_word_.end()) ranks.push_back(found->second);
    }
    return ranks;
  }

  const CorpusGenerator generator_;
  absl::flat_hash_map<absl::string_view, uint32_t> rank_of_word_;
};

TEST_F(QuerySamplerTest, QueriesAreAFewWordsOfOneDocument) {
  std::vector<absl::flat_hash_set<uint32_t>> documents(kNumDocuments);
  GeneratedDocument document;
  for (uint64_t i = 0; i < kNumDocuments; ++i) {
    generator_.Generate(i, &document);
    documents[i].insert(document.text.begin(), document.text.end());
  }
  QuerySampler sampler(&generator_, kNumDocuments);
  double num_words = 0;
  for (uint64_t i = 0; i < 200; ++i) {
    const std::vector<uint32_t> ranks = Ranks(sampler.Query(i));
    ASSERT_GE(ranks.size(), 1);
    ASSERT_LE(ranks.size(), 6);
    num_words += ranks.size();
    EXPECT_EQ(std::set<uint32_t>(ranks.begin(), ranks.end()).size(),
              ranks.size());
    bool found = false;
    for (const auto& words : documents) {
      bool has_all = true;
      for (const uint32_t rank : ranks) has_all &= words.contains(rank);
      found |= has_all;
    }
    EXPECT_TRUE(found) << i;
  }
  EXPECT_NEAR(num_words / 200, 3, 0.4);
}

TEST_F(QuerySamplerTest, PhrasesStandInADocument) {
  std::set<std::vector<uint32_t>> runs;
  GeneratedDocument document;
  for (uint64_t i = 0; i < kNumDocuments; ++i) {
    generator_.Generate(i, &document);
    for (size_t begin = 0; begin < document.text.size(); ++begin) {
      for (size_t n = 2; n <= 3 && begin + n <= document.text.size(); ++n) {
        runs.emplace(document.text.begin() + begin,
                     document.text.begin() + begin + n);
      }
    }
  }
  QuerySampler sampler(&generator_, kNumDocuments);
  for (uint64_t i = 0; i < 200; ++i) {
    EXPECT_EQ(runs.count(Ranks(sampler.Phrase(i))), 1) << i;
  }
}

TEST_F(QuerySamplerTest, AQueryIsAFunctionOfItsNumber) {
  QuerySampler one(&generator_, kNumDocuments);
  QuerySampler two(&generator_, kNumDocuments);
  two.Phrase(3);
  EXPECT_EQ(one.Query(17), two.Query(17));
  EXPECT_NE(one.Query(17), one.Query(18));
}

}  // namespace
}  // namespace telusur
