#include "query/merge_clauses.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"

namespace telusur {
namespace {

template <typename T>
void AppendNumber(T number, std::string* key) {
  char bytes[sizeof(number)];
  std::memcpy(bytes, &number, sizeof(number));
  key->append(bytes, sizeof(number));
}

template <typename Numbers>
void AppendNumbers(const Numbers& numbers, std::string* key) {
  AppendNumber(numbers.size(), key);
  for (const auto number : numbers) AppendNumber(number, key);
}

// What a leaf is, but for its weight.
void AppendLeaf(const PlanNode& node, std::string* key) {
  AppendNumber(node.kind, key);
  AppendNumber(node.in_title, key);
  AppendNumbers(node.terms, key);
  AppendNumbers(node.offsets, key);
  AppendNumber(node.slop, key);
  AppendNumber(node.source.size(), key);
  key->append(node.source);
  AppendNumber(node.days.begin, key);
  AppendNumber(node.days.end, key);
}

class ClauseMerger {
 public:
  explicit ClauseMerger(std::vector<PlanNode>* nodes) : nodes_(*nodes) {}

  void Merge(std::vector<QueryClause>* clauses) {
    size_t num_kept = 0;
    for (const QueryClause& clause : *clauses) {
      std::string key;
      if (AppendKey(clause, &key)) {
        const auto [first, is_new] = firsts_.try_emplace(key, clause.node);
        if (!is_new) {
          AddWeight(clause.node, first->second);
          continue;
        }
      }
      (*clauses)[num_kept++] = clause;
    }
    clauses->resize(num_kept);
  }

 private:
  // False for what is not compared.
  bool AppendKey(const QueryClause& clause, std::string* key) const {
    const PlanNode& node = nodes_[clause.node];
    AppendNumber(clause.occur, key);
    AppendLeaf(node, key);
    for (const QueryClause& part : node.clauses) {
      const PlanNode& leaf = nodes_[part.node];
      if (!leaf.clauses.empty()) return false;
      AppendNumber(part.occur, key);
      AppendLeaf(leaf, key);
      AppendNumber(leaf.weight, key);
    }
    return true;
  }

  // Each part gets what the other's equal part weighs.
  void AddWeight(int from, int to) {
    nodes_[to].weight += nodes_[from].weight;
    const std::vector<QueryClause>& parts = nodes_[to].clauses;
    for (size_t i = 0; i < parts.size(); ++i) {
      nodes_[parts[i].node].weight +=
          nodes_[nodes_[from].clauses[i].node].weight;
    }
  }

  std::vector<PlanNode>& nodes_;
  absl::flat_hash_map<std::string, int> firsts_;  // node of each key
};

// Whether all clauses are words, no two of them the same.
bool AreDistinctTerms(const std::vector<PlanNode>& nodes,
                      const std::vector<QueryClause>& clauses) {
  absl::InlinedVector<int, 16> terms;
  for (const QueryClause& clause : clauses) {
    const PlanNode& node = nodes[clause.node];
    if (node.kind != PlanKind::kTerm) return false;
    terms.push_back(node.terms[0]);
  }
  std::sort(terms.begin(), terms.end());
  return std::adjacent_find(terms.begin(), terms.end()) == terms.end();
}

}  // namespace

void MergeEqualClauses(std::vector<PlanNode>* nodes,
                       std::vector<QueryClause>* clauses) {
  // Most queries are such.
  if (clauses->size() < 2 || AreDistinctTerms(*nodes, *clauses)) return;
  ClauseMerger(nodes).Merge(clauses);
}

}  // namespace telusur
