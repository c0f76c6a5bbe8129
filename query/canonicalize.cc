#include "query/canonicalize.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace telusur {
namespace {

// Reads the nodes of the old tree in order and appends to a new
// one. Children come first, so they are canonical when their parent is met.
class Canonicalizer {
 public:
  explicit Canonicalizer(std::vector<QueryNode>* old_nodes)
      : old_nodes_(*old_nodes), new_index_(old_nodes->size()) {}

  std::vector<QueryNode> Run() {
    for (size_t i = 0; i < old_nodes_.size(); ++i) {
      QueryNode node = std::move(old_nodes_[i]);
      for (QueryClause& clause : node.clauses) {
        clause.node = new_index_[clause.node];
      }
      new_index_[i] = node.kind == QueryKind::kBoolean
                          ? AddBoolean(std::move(node))
                          : Add(std::move(node));
    }
    return Ordered();
  }

 private:
  int Add(QueryNode node) {
    is_filter_.push_back(IsFilter(node, is_filter_));
    if (is_filter_.back()) node.boost = 1.0;
    nodes_.push_back(std::move(node));
    return static_cast<int>(nodes_.size()) - 1;
  }

  int AddBoolean(QueryNode node) {
    RequireTheOnlyAlternative(&node);
    DropOptionalFilters(&node);
    JoinChildren(&node);
    DropEverything(&node);
    SeparateAlternativeFilters(&node);
    std::stable_sort(node.clauses.begin(), node.clauses.end(),
                     [](const QueryClause& a, const QueryClause& b) {
                       return a.occur < b.occur;
                     });
    if (node.clauses.size() > 1) return Add(std::move(node));
    assert(node.clauses[0].occur != Occur::kMustNot);
    const int child = node.clauses[0].node;
    if (!is_filter_[child]) {
      nodes_[child].boost =
          std::min(kMaxBoost,
                   std::round(nodes_[child].boost * node.boost * 1000) / 1000);
    }
    return child;
  }

  static int64_t Count(const QueryNode& node, Occur occur) {
    return std::count_if(
        node.clauses.begin(), node.clauses.end(),
        [occur](const QueryClause& clause) { return clause.occur == occur; });
  }

  // A single kShould without kMust is required.
  void RequireTheOnlyAlternative(QueryNode* node) const {
    if (Count(*node, Occur::kMust) > 0 || Count(*node, Occur::kShould) != 1) {
      return;
    }
    for (QueryClause& clause : node->clauses) {
      if (clause.occur == Occur::kShould) {
        clause.occur = is_filter_[clause.node] ? Occur::kFilter : Occur::kMust;
      }
    }
  }

  // Puts the clauses of nested kBooleans in their place wherever that means the
  // same.
  void JoinChildren(QueryNode* node) {
    const int64_t num_must = Count(*node, Occur::kMust);
    const int64_t num_should = Count(*node, Occur::kShould);
    std::vector<QueryClause> joined;
    for (const QueryClause& clause : node->clauses) {
      const QueryNode& child = nodes_[clause.node];
      if (clause.occur == Occur::kMustNot) {
        AppendExclusions(clause.node, &joined);
      } else if (child.kind == QueryKind::kBoolean &&
                 CanJoin(clause.occur, child, num_must, num_should)) {
        joined.insert(joined.end(), child.clauses.begin(), child.clauses.end());
      } else {
        joined.push_back(clause);
      }
    }
    node->clauses = std::move(joined);
  }

  // Excluding an OR is excluding each alternative.
  void AppendExclusions(int excluded, std::vector<QueryClause>* clauses) const {
    std::vector<int> pending = {excluded};
    while (!pending.empty()) {
      const QueryNode& node = nodes_[pending.back()];
      if (node.kind == QueryKind::kBoolean && IsPureOr(node)) {
        pending.pop_back();
        for (auto it = node.clauses.rbegin(); it != node.clauses.rend(); ++it) {
          pending.push_back(it->node);
        }
      } else {
        clauses->push_back({Occur::kMustNot, pending.back()});
        pending.pop_back();
      }
    }
  }

  static bool IsPureOr(const QueryNode& node) {
    return std::all_of(node.clauses.begin(), node.clauses.end(),
                       [](const QueryClause& clause) {
                         return clause.occur == Occur::kShould;
                       });
  }

  // Whether `child`'s clauses can stand in its parent, which has `num_must` and
  // `num_should` such clauses.
  bool CanJoin(Occur occur, const QueryNode& child, int64_t num_must,
               int64_t num_should) const {
    switch (occur) {
      case Occur::kMust:
        if (child.boost != 1.0) return false;
        if (Count(child, Occur::kMust) > 0) return true;
        // The child's alternatives would become optional beside another kMust,
        // and mix with other alternatives.
        return num_must == 1 && num_should == 0;
      case Occur::kShould:
        if (child.boost != 1.0 || !IsPureOr(child)) return false;
        // Beside a kMust a filter would be read as required.
        return num_must == 0 ||
               std::none_of(child.clauses.begin(), child.clauses.end(),
                            [this](const QueryClause& clause) {
                              return is_filter_[clause.node];
                            });
      case Occur::kFilter:
        return Count(child, Occur::kShould) == 0;
      case Occur::kMustNot:
        break;  // AppendExclusions
    }
    return false;
  }

  // Beside a kMust, what is optional and does not score has no effect.
  void DropOptionalFilters(QueryNode* node) const {
    if (Count(*node, Occur::kMust) == 0) return;
    EraseClauses(node, [this](const QueryClause& clause) {
      return clause.occur == Occur::kShould && is_filter_[clause.node];
    });
  }

  // A required `*` has an effect only where nothing else is required.
  void DropEverything(QueryNode* node) const {
    const auto is_everything = [this](const QueryClause& clause) {
      return clause.occur == Occur::kFilter &&
             nodes_[clause.node].kind == QueryKind::kEverything;
    };
    const auto first =
        std::find_if(node->clauses.begin(), node->clauses.end(), is_everything);
    if (first == node->clauses.end()) return;
    const QueryClause everything = *first;
    EraseClauses(node, is_everything);
    if (Count(*node, Occur::kMustNot) ==
        static_cast<int64_t>(node->clauses.size())) {
      node->clauses.push_back(everything);
    }
  }

  template <typename Predicate>
  static void EraseClauses(QueryNode* node, Predicate predicate) {
    node->clauses.erase(
        std::remove_if(node->clauses.begin(), node->clauses.end(), predicate),
        node->clauses.end());
  }

  // (source:a OR source:b) beside other clauses, none of which scores, is one
  // required filter.
  void SeparateAlternativeFilters(QueryNode* node) {
    const int64_t num_should = Count(*node, Occur::kShould);
    if (num_should == 0 ||
        num_should == static_cast<int64_t>(node->clauses.size()) ||
        !IsFilter(*node, is_filter_)) {
      return;
    }
    QueryNode alternatives;
    alternatives.kind = QueryKind::kBoolean;
    alternatives.begin = node->begin;
    alternatives.end = node->end;
    std::vector<QueryClause> rest;
    for (const QueryClause& clause : node->clauses) {
      (clause.occur == Occur::kShould ? alternatives.clauses : rest)
          .push_back(clause);
    }
    rest.push_back({Occur::kFilter, Add(std::move(alternatives))});
    node->clauses = std::move(rest);
  }

  // The nodes in the order of a depth-first walk, children before parents,
  // without those that no longer belong to the tree.
  std::vector<QueryNode> Ordered() {
    struct Visit {
      int node;
      size_t num_visited;  // clauses
    };
    std::vector<QueryNode> ordered;
    if (nodes_.empty()) return ordered;
    std::vector<Visit> path = {{new_index_.back(), 0}};
    while (!path.empty()) {
      Visit& visit = path.back();
      QueryNode& node = nodes_[visit.node];
      if (visit.num_visited > 0) {
        node.clauses[visit.num_visited - 1].node =
            static_cast<int>(ordered.size()) - 1;
      }
      if (visit.num_visited < node.clauses.size()) {
        path.push_back({node.clauses[visit.num_visited++].node, 0});
        continue;
      }
      ordered.push_back(std::move(node));
      path.pop_back();
    }
    return ordered;
  }

  std::vector<QueryNode>& old_nodes_;
  std::vector<int> new_index_;  // of an old node
  std::vector<QueryNode> nodes_;
  std::vector<bool> is_filter_;  // by new node
};

}  // namespace

void Canonicalize(Query* query) {
  query->nodes = Canonicalizer(&query->nodes).Run();
}

}  // namespace telusur
