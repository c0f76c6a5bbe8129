#include "query/list_intersection.h"

#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include "gtest/gtest.h"

namespace telusur {
namespace {

using DocIds = std::vector<DocId>;

DocIds RandomDocIds(int n, DocId below, std::mt19937* random) {
  std::set<DocId> doc_ids;
  while (static_cast<int>(doc_ids.size()) < n) {
    doc_ids.insert((*random)() % below);
  }
  return DocIds(doc_ids.begin(), doc_ids.end());
}

class ListIntersectionTest
    : public testing::TestWithParam<const ListOperations*> {};

TEST_P(ListIntersectionTest, LowerBoundIsThatOfTheStandardLibrary) {
  std::mt19937 random(1);
  for (int n = 0; n <= kBlockSize; ++n) {
    const DocIds doc_ids = RandomDocIds(n, 400, &random);
    for (DocId target = 0; target <= 401; ++target) {
      ASSERT_EQ(GetParam()->lower_bound(doc_ids.data(), n, target),
                std::lower_bound(doc_ids.begin(), doc_ids.end(), target) -
                    doc_ids.begin())
          << n << " doc_ids, target " << target;
    }
  }
}

TEST_P(ListIntersectionTest, FindsWhatTwoListsShare) {
  static constexpr int kSizes[] = {0,  1,  2,  3,  4,   5,  8,
                                   15, 16, 17, 64, 127, 128};
  std::mt19937 random(2);
  for (const DocId below : {130u, 500u, 100000u}) {
    for (const int na : kSizes) {
      for (const int nb : kSizes) {
        const DocIds a = RandomDocIds(na, below, &random);
        const DocIds b = RandomDocIds(nb, below, &random);
        DocIds shared;
        std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                              std::back_inserter(shared));
        uint8_t in_a[kBlockSize];
        uint8_t in_b[kBlockSize];
        const int n =
            GetParam()->intersect(a.data(), na, b.data(), nb, in_a, in_b);
        ASSERT_EQ(n, static_cast<int>(shared.size()));
        for (int i = 0; i < n; ++i) {
          ASSERT_EQ(a[in_a[i]], shared[i]);
          ASSERT_EQ(b[in_b[i]], shared[i]);
        }
      }
    }
  }
}

TEST_P(ListIntersectionTest, TheFirstDocumentIsOneLikeOthers) {
  const DocIds doc_ids = {0};
  uint8_t in_a[kBlockSize];
  uint8_t in_b[kBlockSize];
  EXPECT_EQ(
      GetParam()->intersect(doc_ids.data(), 1, doc_ids.data(), 1, in_a, in_b),
      1);
  EXPECT_EQ(
      GetParam()->intersect(doc_ids.data(), 1, doc_ids.data(), 0, in_a, in_b),
      0);
}

INSTANTIATE_TEST_SUITE_P(Versions, ListIntersectionTest,
                         testing::Values(&PortableListOperations(),
                                         &FastestListOperations()));

}  // namespace
}  // namespace telusur
