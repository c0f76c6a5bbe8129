#include "query/top_k.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "query/ranking_sort.h"

namespace telusur {
namespace {

using Docs = std::vector<ScoredDoc>;

// Documents with few scores, so that many of them are equal.
Docs RandomDocs(size_t n, std::mt19937* random) {
  Docs docs;
  for (size_t i = 0; i < n; ++i) docs.push_back({(*random)() % 50, i});
  return docs;
}

Docs BestOf(Docs docs, size_t k) {
  std::sort(docs.begin(), docs.end());
  docs.resize(std::min(k, docs.size()));
  return docs;
}

class TopKTest : public testing::TestWithParam<size_t> {};

TEST_P(TopKTest, KeepsTheBestOfDocumentsThatComeInOrder) {
  std::mt19937 random(1);
  for (const size_t n : {size_t{0}, size_t{1}, GetParam(), size_t{5000}}) {
    const Docs docs = RandomDocs(n, &random);
    TopK top(GetParam());
    for (const ScoredDoc& doc : docs) top.Add(doc.score, doc.order);
    EXPECT_EQ(top.Finish(), BestOf(docs, GetParam())) << n << " documents";
  }
}

TEST_P(TopKTest, KeepsTheBestOfDocumentsInAnyOrder) {
  std::mt19937 random(2);
  for (int round = 0; round < 20; ++round) {
    Docs docs = RandomDocs(3000, &random);
    const Docs expected = BestOf(docs, GetParam());
    std::shuffle(docs.begin(), docs.end(), random);
    TopK top(GetParam());
    top.BeginSegment(false);
    for (const ScoredDoc& doc : docs) top.Add(doc.score, doc.order);
    EXPECT_EQ(top.Finish(), expected);
  }
}

TEST_P(TopKTest, WhatDoesNotMatterMayBeLeftOut) {
  std::mt19937 random(3);
  for (const bool in_order : {false, true}) {
    const Docs docs = RandomDocs(3000, &random);
    TopK top(GetParam());
    top.BeginSegment(in_order);
    for (const ScoredDoc& doc : docs) {
      if (top.Matters(doc.score)) top.Add(doc.score, doc.order);
    }
    EXPECT_EQ(top.Finish(), BestOf(docs, GetParam()));
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, TopKTest,
                         testing::Values(0, 1, 2, 3, 10, 99, 100, 1000));

}  // namespace
}  // namespace telusur
