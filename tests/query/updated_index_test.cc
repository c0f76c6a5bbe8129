// Searching indexes that were appended to, deleted from and reordered: the fast
// evaluators against the exhaustive one, and against a filter of what an index
// without deletions finds.

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "index/document.h"
#include "index/optimizer.h"
#include "query/query_compiler.h"
#include "query/query_parser.h"
#include "query/searcher.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/test_index.h"
#include "tests/support/test_length.h"

namespace telusur {
namespace {

std::string RandomQueryText(const std::vector<std::string>& words,
                            TestRandom* random) {
  std::string text;
  if ((*random)() % 6 == 0) text = "source:kompas ";
  if ((*random)() % 6 == 0) text += "date:2019..2021 ";
  for (uint32_t n = 1 + (*random)() % 5; n > 0; --n) {
    const uint32_t kind = (*random)() % 12;
    absl::StrAppend(&text,
                    kind == 0   ? "+"
                    : kind == 1 ? "-"
                                : "",
                    words[(*random)() % words.size()], " ");
  }
  return text;
}

struct Asked {
  std::vector<std::pair<std::string, Score>> hits;
  uint64_t num_matches = 0;
};

Asked Ask(const IndexReader& reader, const std::string& text,
          const SearchOptions& options) {
  const CompiledQuery query = Must(
      CompileQuery(reader, Parse(text, ParserLimits()).query, options.compile));
  const SearchResult result = Must(Search(reader, query, options));
  Asked asked;
  asked.num_matches = result.num_matches;
  for (const Hit& hit : result.hits) {
    asked.hits.emplace_back(
        Must(reader.segment(hit.address.segment).ids().Get(hit.address.doc_id)),
        hit.score);
  }
  return asked;
}

// The first `options.k` of `all` behind `options.offset` that are not deleted.
std::vector<std::pair<std::string, Score>> Filtered(
    const Asked& all, const std::set<std::string>& deleted,
    const SearchOptions& options) {
  std::vector<std::pair<std::string, Score>> hits;
  uint32_t rank = 0;
  for (const auto& hit : all.hits) {
    if (deleted.count(hit.first) > 0) continue;
    if (rank++ >= options.offset && hits.size() < options.k) {
      hits.push_back(hit);
    }
  }
  return hits;
}

// A collection in several segments, and the same with some documents deleted.
class UpdatedIndexTest : public testing::TestWithParam<Reorder> {
 protected:
  // Deletes about `percent` of the documents.
  void Make(const std::vector<uint32_t>& sizes, uint32_t percent,
            uint64_t seed) {
    random_.seed(seed);
    CollectionShape shape;
    shape.words = words_;
    shape.max_text_words = 25;
    std::vector<std::string> ids;
    for (const uint32_t size : sizes) {
      shape.num_docs = size;
      std::vector<Document> documents = RandomCollection(random_(), shape);
      for (Document& document : documents) {
        document.id = absl::StrCat("d", num_docs_++);
        if (random_() % 100 < percent) ids.push_back(document.id);
      }
      if (whole_ == nullptr) {
        whole_ = std::make_unique<TestIndex>(documents, WhitespaceOptions());
        left_ = std::make_unique<TestIndex>(documents, WhitespaceOptions());
        // What is appended comes behind a reordered segment.
        OptimizeOptions options;
        options.reorder = GetParam();
        left_->Optimize(options);
      } else {
        whole_->Append(documents, WhitespaceOptions());
        left_->Append(documents, WhitespaceOptions());
      }
    }
    deleted_ = std::set<std::string>(ids.begin(), ids.end());
    EXPECT_EQ(left_->Delete(ids), deleted_.size());
  }

  void CompareOneQuery() {
    static constexpr uint32_t kK[] = {1, 3, 10, 99, 100, 1000, 20000};
    const std::string text = RandomQueryText(words_, &random_);
    SCOPED_TRACE(text);
    SearchOptions options;
    options.k = kK[random_() % 7];
    options.offset = random_() % 4 == 0 ? 5 : 0;
    options.count = random_() % 4 == 0;
    const Asked fast = Ask(left_->reader(), text, options);
    options.exhaustive = true;
    const Asked exhaustive = Ask(left_->reader(), text, options);
    ASSERT_EQ(fast.hits, exhaustive.hits);
    if (options.count) {
      ASSERT_EQ(fast.num_matches, exhaustive.num_matches);
    }
    // Deleted documents count in statistics, so all scores stay the same.
    SearchOptions all;
    all.k = num_docs_;
    all.exhaustive = true;
    const Asked whole = Ask(whole_->reader(), text, all);
    ASSERT_EQ(exhaustive.hits, Filtered(whole, deleted_, options));
    SearchOptions rest;
    rest.k = num_docs_;
    ASSERT_EQ(exhaustive.num_matches, Filtered(whole, deleted_, rest).size());
  }

  const std::vector<std::string> words_ = ShortWords(120);
  TestRandom random_;
  uint32_t num_docs_ = 0;
  std::unique_ptr<TestIndex> whole_;
  std::unique_ptr<TestIndex> left_;
  std::set<std::string> deleted_;
};

TEST_P(UpdatedIndexTest, IsSearchedLikeTheWholeOneWithoutItsDeletedDocuments) {
  const int rounds = Rounds(6, 200);
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE(absl::StrCat("round ", round));
    whole_.reset();
    num_docs_ = 0;
    const std::vector<uint32_t> sizes = {1 + round * 50u, 130, 1, 500};
    Make(sizes, round % 3 == 2 ? 90 : 10 * round, round);
    for (int i = 0; i < 200; ++i) {
      CompareOneQuery();
      if (HasFatalFailure()) return;
    }
  }
}

TEST_P(UpdatedIndexTest, IsSearchedInManyWindows) {
  Make({7000, 3000}, 30, 99);
  const int num_queries = Rounds(100, 5000);
  for (int i = 0; i < num_queries; ++i) {
    CompareOneQuery();
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Reorders, UpdatedIndexTest,
                         testing::Values(Reorder::kNone, Reorder::kSourceDate,
                                         Reorder::kBisection),
                         [](const testing::TestParamInfo<Reorder>& info) {
                           return info.param == Reorder::kNone ? "None"
                                  : info.param == Reorder::kSourceDate
                                      ? "SourceDate"
                                      : "Bisection";
                         });

}  // namespace
}  // namespace telusur
