#include "query/merge_clauses.h"

#include <vector>

#include "gtest/gtest.h"

namespace telusur {
namespace {

PlanNode Term(int term, double weight) {
  PlanNode node;
  node.kind = PlanKind::kTerm;
  node.terms = {term};
  node.weight = weight;
  return node;
}

PlanNode Phrase(uint32_t slop, double weight) {
  PlanNode node;
  node.kind = PlanKind::kPhrase;
  node.terms = {1, 2};
  node.offsets = {0, 1};
  node.slop = slop;
  node.weight = weight;
  return node;
}

PlanNode Join(PlanKind kind, int first, int second) {
  PlanNode node;
  node.kind = kind;
  node.clauses = {{Occur::kShould, first}, {Occur::kShould, second}};
  return node;
}

TEST(MergeClausesTest, EqualLeavesBecomeOneWithAllTheirWeight) {
  std::vector<PlanNode> nodes = {Term(7, 1),   Term(8, 1),   Term(7, 0.5),
                                 Phrase(0, 2), Phrase(3, 2), Phrase(0, 4),
                                 Term(7, 100)};
  std::vector<QueryClause> clauses;
  for (int i = 0; i < 7; ++i) clauses.push_back({Occur::kShould, i});
  MergeEqualClauses(&nodes, &clauses);
  const std::vector<QueryClause> expected = {{Occur::kShould, 0},
                                             {Occur::kShould, 1},
                                             {Occur::kShould, 3},
                                             {Occur::kShould, 4}};
  EXPECT_EQ(clauses, expected);
  EXPECT_EQ(nodes[0].weight, 101.5);
  EXPECT_EQ(nodes[1].weight, 1);
  EXPECT_EQ(nodes[3].weight, 6);
  EXPECT_EQ(nodes[4].weight, 2);
}

TEST(MergeClausesTest, WhatIsAskedForDifferentlyStaysApart) {
  std::vector<PlanNode> nodes = {Term(7, 1), Term(7, 1), Term(7, 1),
                                 Term(7, 1)};
  nodes[3].in_title = true;
  const std::vector<QueryClause> given = {{Occur::kMust, 0},
                                          {Occur::kShould, 1},
                                          {Occur::kMustNot, 2},
                                          {Occur::kMust, 3}};
  std::vector<QueryClause> clauses = given;
  MergeEqualClauses(&nodes, &clauses);
  EXPECT_EQ(clauses, given);
  EXPECT_EQ(nodes[0].weight, 1);
}

TEST(MergeClausesTest, EqualJoinsOfLeavesGrowPartByPart) {
  for (const PlanKind kind : {PlanKind::kMax, PlanKind::kBoolean}) {
    std::vector<PlanNode> nodes = {Term(1, 2), Term(2, 3), Join(kind, 0, 1),
                                   Term(1, 2), Term(2, 3), Join(kind, 3, 4),
                                   Term(1, 2), Term(2, 5), Join(kind, 6, 7)};
    std::vector<QueryClause> clauses = {
        {Occur::kMust, 2}, {Occur::kMust, 5}, {Occur::kMust, 8}};
    MergeEqualClauses(&nodes, &clauses);
    const std::vector<QueryClause> expected = {{Occur::kMust, 2},
                                               {Occur::kMust, 8}};
    EXPECT_EQ(clauses, expected);
    EXPECT_EQ(nodes[0].weight, 4);
    EXPECT_EQ(nodes[1].weight, 6);
    EXPECT_EQ(nodes[7].weight, 5);
  }
}

TEST(MergeClausesTest, JoinsOfJoinsStayApart) {
  std::vector<PlanNode> nodes;
  std::vector<QueryClause> clauses;
  for (int i = 0; i < 2; ++i) {
    const int first = static_cast<int>(nodes.size());
    nodes.push_back(Term(1, 1));
    nodes.push_back(Term(2, 1));
    nodes.push_back(Join(PlanKind::kMax, first, first + 1));
    nodes.push_back(Join(PlanKind::kBoolean, first, first + 2));
    clauses.push_back({Occur::kMust, first + 3});
  }
  const std::vector<QueryClause> given = clauses;
  MergeEqualClauses(&nodes, &clauses);
  EXPECT_EQ(clauses, given);
}

}  // namespace
}  // namespace telusur
