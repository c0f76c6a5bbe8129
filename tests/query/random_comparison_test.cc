// The fast evaluators against the exhaustive one, over random collections and
// queries: the same documents, with the same scores, in the same order, and the
// same number of matches.
//
// TELUSUR_COMPARISONS=1000000 makes it as many comparisons instead of 50,000.

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "index/optimizer.h"
#include "query/query.h"
#include "query/query_compiler.h"
#include "query/searcher.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

constexpr uint64_t kComparisons = 50000;
constexpr uint64_t kQueriesPerCollection = 500;

uint64_t NumComparisons() {
  const char* const text = std::getenv("TELUSUR_COMPARISONS");
  uint64_t n = 0;
  return text != nullptr && absl::SimpleAtoi(text, &n) ? n : kComparisons;
}

template <typename T, size_t n>
T Pick(const T (&from)[n], TestRandom* random) {
  return from[(*random)() % n];
}

// Builds queries out of the words of a collection.
class QueryMaker {
 public:
  QueryMaker(const std::vector<std::string>* words, TestRandom* random)
      : words_(words), random_(random) {}

  Query Make() {
    query_ = Query();
    root_ = QueryNode();
    root_.kind = QueryKind::kBoolean;
    switch (Below(6)) {
      case 0:
      case 1:
        AddTerms(Occur::kShould, 1 + Below(6));
        break;
      case 2:
        AddTerms(Occur::kMust, 1 + Below(4));
        break;
      case 3:
        AddPhrase(Occur::kShould);
        break;
      case 4:
        AddTerms(Occur::kMust, Below(3));
        for (uint64_t i = 1 + Below(2); i > 0; --i) AddPhrase(Occur::kMust);
        break;
      case 5:  // a shape that no fast evaluator takes
        AddTerms(Occur::kMust, 1);
        AddTerms(Occur::kShould, 1 + Below(2));
        break;
    }
    if (Below(4) == 0) AddFilters();
    query_.nodes.push_back(root_);
    return query_;
  }

 private:
  uint64_t Below(uint64_t n) { return (*random_)() % n; }

  std::string Word() {
    // Now and then one that no document has.
    if (Below(40) == 0) return "zzz";
    return (
        *words_)[SkewedNumber(static_cast<uint32_t>(words_->size()), random_)];
  }

  double Boost() {
    static constexpr double kBoosts[] = {1, 1, 1, 1, 0, 0.5, 3, 100};
    return Pick(kBoosts, random_);
  }

  void Add(Occur occur, QueryNode node) {
    root_.clauses.push_back({occur, static_cast<int>(query_.nodes.size())});
    query_.nodes.push_back(std::move(node));
  }

  void AddTerms(Occur occur, uint64_t n) {
    for (uint64_t i = 0; i < n; ++i) {
      QueryNode node;
      node.text = Word();
      node.boost = Boost();
      Add(occur, std::move(node));
    }
  }

  void AddPhrase(Occur occur) {
    QueryNode node;
    node.quoted = true;
    node.boost = Boost();
    node.text = Word();
    for (uint64_t i = 1 + Below(2); i > 0; --i) node.text += " " + Word();
    node.distance = Below(3) == 0 ? static_cast<int>(Below(4)) : 0;
    Add(occur, std::move(node));
  }

  void AddFilters() {
    if (Below(2) == 0) {
      QueryNode node;
      node.kind = QueryKind::kSource;
      node.text = Below(2) == 0 ? "kompas" : "detik";
      Add(Occur::kFilter, std::move(node));
    }
    if (Below(2) == 0) {
      QueryNode node;
      node.kind = QueryKind::kDates;
      node.days.begin = 17500 + static_cast<int>(Below(1000));
      node.days.end = node.days.begin + 1 + static_cast<int>(Below(1000));
      Add(Occur::kFilter, std::move(node));
    }
    if (Below(2) == 0) {
      QueryNode node;
      node.text = Word();
      Add(Occur::kMustNot, std::move(node));
    }
  }

  const std::vector<std::string>* const words_;
  TestRandom* const random_;
  Query query_;
  QueryNode root_;
};

SearchOptions RandomOptions(TestRandom* random) {
  static constexpr uint32_t kK[] = {1, 2, 10, 10, 99, 100, 1000, 5000};
  static constexpr double kK1[] = {1.2, 1.2, 1.2, 0.9, 3, 0};
  static constexpr double kB[] = {0.75, 0.75, 0.75, 0.4, 0, 1};
  SearchOptions options;
  options.k = Pick(kK, random);
  options.offset = (*random)() % 4 == 0 ? 5 : 0;
  options.count = (*random)() % 2 == 0;
  if (options.count && (*random)() % 2 == 0) options.k = options.offset = 0;
  options.compile.bm25.k1 = Pick(kK1, random);
  options.compile.bm25.b = Pick(kB, random);
  return options;
}

void ExpectSameAsExhaustive(const IndexReader& reader, const Query& query,
                            SearchOptions options) {
  const CompiledQuery compiled =
      Must(CompileQuery(reader, query, options.compile));
  const SearchResult fast = Must(Search(reader, compiled, options));
  options.exhaustive = true;
  const SearchResult all = Must(Search(reader, compiled, options));
  if (options.count) {
    ASSERT_TRUE(fast.is_count_exact);
    ASSERT_EQ(fast.num_matches, all.num_matches);
  }
  ASSERT_EQ(fast.hits.size(), all.hits.size());
  for (size_t i = 0; i < all.hits.size(); ++i) {
    SCOPED_TRACE(absl::StrCat("rank ", i));
    ASSERT_EQ(fast.hits[i].address.segment, all.hits[i].address.segment);
    ASSERT_EQ(fast.hits[i].address.doc_id, all.hits[i].address.doc_id);
    ASSERT_EQ(fast.hits[i].score, all.hits[i].score);
  }
}

CollectionShape RandomShape(uint64_t seed, TestRandom* random) {
  CollectionShape shape;
  shape.duplicate_ids = (*random)() % 4 == 0;
  shape.words = ShortWords(1 + (*random)() % 80);
  shape.num_docs = 1 + (*random)() % 600;
  // Now and then lists of many blocks, and several windows.
  if (seed % 20 == 0) {
    shape.num_docs = 8000;
    shape.words = ShortWords(200);
    shape.max_text_words = 30;
  }
  return shape;
}

// Appends documents, some of which replace others, deletes some more, and now
// and then lets a reordered segment stand before what is appended.
void Update(uint64_t seed, CollectionShape shape, TestRandom* random,
            TestIndex* index) {
  if ((*random)() % 2 == 0) {
    OptimizeOptions options;
    options.reorder = Reorder::kSourceDate;
    index->Optimize(options);
  }
  shape.num_docs = 1 + (*random)() % 300;
  shape.duplicate_ids = false;
  std::vector<Document> documents = RandomCollection(seed + 1000000, shape);
  const uint64_t first_id = (*random)() % 600;
  for (size_t i = 0; i < documents.size(); ++i) {
    documents[i].id = absl::StrCat("d", first_id + i);
  }
  index->Append(documents, WhitespaceOptions());
  std::vector<std::string> ids;
  for (uint64_t i = (*random)() % 40; i > 0; --i) {
    ids.push_back(absl::StrCat("d", (*random)() % 900));
  }
  index->Delete(ids);
}

TEST(RandomComparisonTest, FastEvaluatorsAnswerAsTheExhaustiveOne) {
  const uint64_t num_collections = NumComparisons() / kQueriesPerCollection;
  for (uint64_t seed = 1; seed <= num_collections; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    TestRandom random(seed);
    const CollectionShape shape = RandomShape(seed, &random);
    TestIndex index(RandomCollection(seed, shape), WhitespaceOptions());
    if (seed % 3 == 0) Update(seed, shape, &random, &index);
    QueryMaker maker(&shape.words, &random);
    for (uint64_t i = 0; i < kQueriesPerCollection; ++i) {
      SCOPED_TRACE(absl::StrCat("query ", i));
      const SearchOptions options = RandomOptions(&random);
      ExpectSameAsExhaustive(index.reader(), maker.Make(), options);
      if (testing::Test::HasFatalFailure()) return;
    }
  }
}

}  // namespace
}  // namespace telusur
