#include "index/graph_bisection.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"

namespace telusur {
namespace {

ForwardIndex FromLists(const std::vector<std::vector<uint32_t>>& lists) {
  ForwardIndex docs;
  for (const std::vector<uint32_t>& list : lists) {
    docs.terms.insert(docs.terms.end(), list.begin(), list.end());
    docs.ends.push_back(docs.terms.size());
    for (const uint32_t term : list) {
      docs.num_terms = std::max(docs.num_terms, term + 1);
    }
  }
  return docs;
}

// Documents on one of `num_topics` topics, each with words of its own topic and
// some of all.
std::vector<std::vector<uint32_t>> TopicalDocuments(uint32_t num_docs,
                                                    uint32_t num_topics,
                                                    uint64_t seed) {
  TestRandom random(seed);
  std::vector<std::vector<uint32_t>> lists(num_docs);
  for (auto& list : lists) {
    const uint32_t topic = random() % num_topics;
    for (uint32_t i = 0; i < 20; ++i) {
      list.push_back(topic * 40 + random() % 40);
      list.push_back(num_topics * 40 + random() % 100);
    }
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return lists;
}

// The sum of log2 of the gaps of all terms in an order: what bisection is to
// make small.
double LogGaps(const std::vector<std::vector<uint32_t>>& lists,
               const std::vector<uint32_t>& order) {
  std::vector<int64_t> last(1 << 16, -1);
  double sum = 0;
  for (size_t i = 0; i < order.size(); ++i) {
    for (const uint32_t term : lists[order[i]]) {
      sum += std::log2(static_cast<double>(i) - last[term]);
      last[term] = static_cast<int64_t>(i);
    }
  }
  return sum;
}

std::vector<uint32_t> Identity(size_t n) {
  std::vector<uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  return order;
}

TEST(GraphBisectionTest, ReturnsEveryDocumentOnce) {
  for (const uint32_t n : {0, 1, 2, 15, 16, 17, 33, 1000}) {
    std::vector<uint32_t> order = Must(OrderByBisection(
        FromLists(TopicalDocuments(n, 3, n)), /*cancelled=*/nullptr));
    std::sort(order.begin(), order.end());
    EXPECT_EQ(order, Identity(n)) << n;
  }
}

TEST(GraphBisectionTest, TakesDocumentsWithoutTerms) {
  std::vector<std::vector<uint32_t>> lists(100);
  lists[50] = {0};
  std::vector<uint32_t> order =
      Must(OrderByBisection(FromLists(lists), nullptr));
  std::sort(order.begin(), order.end());
  EXPECT_EQ(order, Identity(100));
}

TEST(GraphBisectionTest, MakesGapsSmall) {
  const auto lists = TopicalDocuments(4000, 16, 1);
  const std::vector<uint32_t> order =
      Must(OrderByBisection(FromLists(lists), nullptr));
  EXPECT_LT(LogGaps(lists, order), 0.8 * LogGaps(lists, Identity(4000)));
}

TEST(GraphBisectionTest, GivesTheSameOrderForTermsInAnyOrder) {
  auto lists = TopicalDocuments(500, 5, 2);
  const auto order = Must(OrderByBisection(FromLists(lists), nullptr));
  EXPECT_EQ(Must(OrderByBisection(FromLists(lists), nullptr)), order);
  for (auto& list : lists) std::reverse(list.begin(), list.end());
  EXPECT_EQ(Must(OrderByBisection(FromLists(lists), nullptr)), order);
}

TEST(GraphBisectionTest, IsCancelledByItsFlag) {
  const std::atomic<bool> cancelled(true);
  EXPECT_TRUE(absl::IsCancelled(
      OrderByBisection(FromLists(TopicalDocuments(100, 2, 3)), &cancelled)
          .status()));
}

TEST(FixedLog2Test, IsTheLogarithmRoundedDown) {
  TestRandom random(4);
  std::vector<uint32_t> numbers = {1, 2, 3, 4,
                                   std::numeric_limits<uint32_t>::max()};
  for (int i = 0; i < 10000; ++i) {
    numbers.push_back(static_cast<uint32_t>(random() >> (32 + random() % 32)) |
                      1);
  }
  for (const uint32_t x : numbers) {
    const double exact = std::log2(static_cast<double>(x)) * 65536;
    EXPECT_LE(FixedLog2(x), exact + 1e-6) << x;
    EXPECT_GT(FixedLog2(x), exact - 2) << x;
  }
  EXPECT_EQ(FixedLog2(8), 3u << 16);
}

}  // namespace
}  // namespace telusur
