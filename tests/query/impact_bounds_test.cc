// What a segment says about its blocks against the postings in them: bounds
// that are below a true score would drop documents.

#include "query/impact_bounds.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "index/segment/term_info.h"
#include "tests/support/random_collection.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

constexpr double kWeight = 7.5;

// The scores of the loaded block's postings.
std::vector<Score> ScoresOf(const SegmentReader& segment,
                            const TermScorer& scorer, BlockReader* list) {
  std::vector<Score> scores;
  const uint32_t* const tfs = list->tfs();
  for (int i = 0; i < list->size(); ++i) {
    scores.push_back(scorer.Contribution(
        tfs[i], segment.doc_lengths().Get(list->doc_ids()[i])));
  }
  return scores;
}

void ExpectBoundsHold(const SegmentReader& segment, const TermInfo& info,
                      const TermScorer& scorer, const ImpactBounds& bounds) {
  BlockReader list;
  ASSERT_TRUE(segment.OpenList(info, &list).ok());
  std::vector<Score> all;
  for (uint32_t block = 0; block < list.num_blocks(); ++block) {
    ASSERT_TRUE(list.Load(block));
    const std::vector<Score> scores = ScoresOf(segment, scorer, &list);
    EXPECT_GE(bounds.ScoreAtMost(list.max_impact(block)),
              *std::max_element(scores.begin(), scores.end()))
        << "block " << block;
    all.insert(all.end(), scores.begin(), scores.end());
  }
  if (info.df < kMinDfForImpacts) return;
  std::sort(all.begin(), all.end(), std::greater<Score>());
  EXPECT_GE(bounds.ScoreAtMost(info.max_impact), all[0]);
  for (size_t i = 0; i < kPrimedK.size(); ++i) {
    const size_t k = kPrimedK[i];
    const Score least = bounds.ScoreAtLeast(info.kth_impact[i]);
    EXPECT_LE(least, all.size() < k ? 0 : all[k - 1]) << "k " << k;
  }
}

// Every list of the segment. Returns the number of its blocks.
uint64_t CheckAllLists(const SegmentReader& segment,
                       const Bm25Parameters& bm25) {
  const SegmentMetadata& metadata = segment.metadata();
  const TermScorer scorer(kWeight, bm25, metadata.avg_doc_length);
  const ImpactBounds bounds(
      scorer, ImpactRatio::Between(
                  ImpactModel::For(metadata.bm25, metadata.avg_doc_length),
                  scorer.model()));
  uint64_t num_blocks = 0;
  TermDictionary::Iterator term(&segment.dictionary());
  EXPECT_TRUE(term.Seek("").ok());
  while (term.Valid()) {
    SCOPED_TRACE(term.entry().term);
    ExpectBoundsHold(segment, term.entry().info, scorer, bounds);
    num_blocks += term.entry().info.num_blocks();
    EXPECT_TRUE(term.Next().ok());
  }
  return num_blocks;
}

TEST(ImpactBoundsTest, HoldForEveryBlockOfEveryList) {
  CollectionShape shape;
  shape.num_docs = 5000;
  shape.words = ShortWords(60);
  shape.max_text_words = 90;
  for (uint64_t seed = 1; seed <= 2; ++seed) {
    const TestIndex index(RandomCollection(seed, shape), WhitespaceOptions());
    for (const double k1 : {1.2, 0.3, 3.0, 0.0}) {
      for (const double b : {0.75, 0.0, 0.4, 1.0}) {
        SCOPED_TRACE(absl::StrCat("seed ", seed, " k1 ", k1, " b ", b));
        EXPECT_GT(CheckAllLists(index.segment(), {k1, b}), 200);
      }
    }
  }
}

}  // namespace
}  // namespace telusur
