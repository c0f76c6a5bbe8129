#include "query/query_builder.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"

namespace telusur {
namespace {

void MultiplyBoost(double boost, QueryNode* node) {
  node->boost =
      std::min(kMaxBoost, std::round(node->boost * boost * 1000) / 1000);
}

bool AreExclusions(const std::vector<QueryClause>& clauses) {
  return std::all_of(clauses.begin(), clauses.end(),
                     [](const QueryClause& clause) {
                       return clause.occur == Occur::kMustNot;
                     });
}

}  // namespace

int QueryBuilder::AddNode(QueryNode node) {
  is_filter_.push_back(IsFilter(node, is_filter_));
  nodes_.push_back(std::move(node));
  return static_cast<int>(nodes_.size()) - 1;
}

int QueryBuilder::AddBoolean(std::vector<QueryClause> clauses) {
  QueryNode node;
  node.kind = QueryKind::kBoolean;
  node.begin = nodes_[clauses[0].node].begin;
  for (const QueryClause& clause : clauses) {
    node.begin = std::min(node.begin, nodes_[clause.node].begin);
    node.end = std::max(node.end, nodes_[clause.node].end);
  }
  node.clauses = std::move(clauses);
  return AddNode(std::move(node));
}

void QueryBuilder::AddClause(int node, char sign, bool is_group, double boost) {
  MultiplyBoost(boost, &nodes_[node]);
  frames_.back().list.push_back({node, sign, is_group});
}

bool QueryBuilder::AddNear(int node, char sign, int distance, size_t begin,
                           size_t end) {
  const auto can_be_operand = [this](int i) {
    return nodes_[i].kind == QueryKind::kText ||
           nodes_[i].kind == QueryKind::kExact;
  };
  Clause& last = frames_.back().list.back();
  const bool continues =
      nodes_[last.node].kind == QueryKind::kNear && !last.is_group;
  if (sign != 0 || !can_be_operand(node) ||
      !(continues || can_be_operand(last.node)) ||
      nodes_[last.node].field != nodes_[node].field) {
    return false;
  }
  QueryNode near;
  if (continues) {
    // An empty node stays behind, in no tree: children stand before parents.
    near = std::exchange(nodes_[last.node], QueryNode());
    if (near.distance != distance) {
      notes_.Add(
          NoteKind::kError, begin, end, "one row of NEARs has one distance",
          absl::StrCat("read as NEAR/", std::max(near.distance, distance)));
    }
  } else {
    near.kind = QueryKind::kNear;
    near.field = nodes_[last.node].field;
    near.begin = nodes_[last.node].begin;
    AddOperand(last.node, &near);
  }
  near.distance = std::max(near.distance, distance);
  AddOperand(node, &near);
  last.node = AddNode(std::move(near));
  return true;
}

void QueryBuilder::AddOperand(int operand, QueryNode* near) {
  QueryNode& node = nodes_[operand];
  if (node.distance > 0) {
    notes_.Add(NoteKind::kError, node.begin, node.end,
               "a phrase beside NEAR has no ~ of its own", "read without it");
    node.distance = 0;
  }
  MultiplyBoost(node.boost, near);
  node.boost = 1.0;
  near->end = node.end;
  near->clauses.push_back({Occur::kMust, operand});
}

std::vector<QueryClause> QueryBuilder::TakeListClauses() {
  std::vector<QueryClause> clauses;
  std::vector<QueryClause> sources;
  std::vector<QueryClause> dates;
  for (const Clause& clause : frames_.back().list) {
    const QueryKind kind = nodes_[clause.node].kind;
    if (clause.sign == '-') {
      clauses.push_back({Occur::kMustNot, clause.node});
    } else if (clause.sign == 0 && kind == QueryKind::kSource) {
      sources.push_back({Occur::kShould, clause.node});
    } else if (clause.sign == 0 && kind == QueryKind::kDates) {
      dates.push_back({Occur::kShould, clause.node});
    } else if (is_filter_[clause.node]) {
      clauses.push_back({Occur::kFilter, clause.node});
    } else {
      clauses.push_back(
          {clause.sign == '+' ? Occur::kMust : Occur::kShould, clause.node});
    }
  }
  for (std::vector<QueryClause>* filters : {&sources, &dates}) {
    if (filters->empty()) continue;
    const int node = filters->size() == 1 ? filters->front().node
                                          : AddBoolean(std::move(*filters));
    clauses.push_back({Occur::kFilter, node});
  }
  frames_.back().list.clear();
  return clauses;
}

void QueryBuilder::And() {
  assert(!IsListEmpty());
  frames_.back().in_chain = true;
  FinishList();
}

// Moves the list to the chain.
void QueryBuilder::FinishList() {
  if (IsListEmpty()) return;
  std::vector<QueryClause> clauses = TakeListClauses();
  Frame& frame = frames_.back();
  if (!frame.in_chain || AreExclusions(clauses)) {
    std::move(clauses.begin(), clauses.end(), std::back_inserter(frame.chain));
    return;
  }
  const int node =
      clauses.size() == 1 ? clauses[0].node : AddBoolean(std::move(clauses));
  frame.chain.push_back(
      {is_filter_[node] ? Occur::kFilter : Occur::kMust, node});
}

// Moves the chain to the alternatives.
void QueryBuilder::FinishChain() {
  FinishList();
  Frame& frame = frames_.back();
  std::vector<QueryClause> clauses = std::move(frame.chain);
  frame.chain.clear();
  frame.in_chain = false;
  if (clauses.empty()) return;
  if (AreExclusions(clauses)) clauses.push_back(AddEverything(clauses[0]));
  const int node =
      clauses.size() == 1 ? clauses[0].node : AddBoolean(std::move(clauses));
  frame.alternatives.push_back({Occur::kShould, node});
}

// Every document, for `exclusion` to be taken from.
QueryClause QueryBuilder::AddEverything(const QueryClause& exclusion) {
  QueryNode everything;
  everything.kind = QueryKind::kEverything;
  everything.begin = everything.end = nodes_[exclusion.node].begin;
  return {Occur::kFilter, AddNode(std::move(everything))};
}

int QueryBuilder::FinishFrame() {
  FinishChain();
  std::vector<QueryClause>& alternatives = frames_.back().alternatives;
  if (alternatives.empty()) return -1;
  if (alternatives.size() == 1) return alternatives[0].node;
  return AddBoolean(std::move(alternatives));
}

int QueryBuilder::Close() {
  assert(frames_.size() > 1);
  const int node = FinishFrame();
  frames_.pop_back();
  return node;
}

std::vector<QueryNode> QueryBuilder::Finish() {
  assert(frames_.size() == 1);
  // What comes after the root belongs to no tree.
  nodes_.resize(FinishFrame() + 1);
  return std::move(nodes_);
}

}  // namespace telusur
