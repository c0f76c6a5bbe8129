#include "query/query_shape.h"

#include <algorithm>
#include <utility>

#include "absl/types/span.h"

namespace telusur {
namespace {

using Kind = QueryShape::Kind;
using Parts = QueryShape::Parts;

bool IsTerm(const PlanNode& node) {
  return node.kind == PlanKind::kTerm && !node.in_title;
}

bool IsTermOrPhrase(const PlanNode& node) {
  return IsTerm(node) || (node.kind == PlanKind::kPhrase && !node.in_title);
}

Kind KindOf(const QueryPlan& plan, absl::Span<const int> parts, bool must) {
  const auto all_are = [&](bool (*is)(const PlanNode&)) {
    return std::all_of(parts.begin(), parts.end(),
                       [&](int part) { return is(plan.nodes[part]); });
  };
  if (parts.empty()) return Kind::kOther;
  // One part has to match, required or not.
  const bool is_lone = parts.size() == 1;
  if ((!must || is_lone) && all_are(IsTerm)) return Kind::kAny;
  if ((must || is_lone) && all_are(IsTermOrPhrase)) return Kind::kAll;
  return Kind::kOther;
}

// Appends the optional parts `open` to `*parts`, or in the place of booleans of
// nothing but optional clauses, whose scores are sums as the whole's is, their
// parts.
void AppendFlattened(const QueryPlan& plan, std::vector<int> open,
                     Parts* parts) {
  std::reverse(open.begin(), open.end());
  while (!open.empty()) {
    const int part = open.back();
    open.pop_back();
    const std::vector<QueryClause>& clauses = plan.nodes[part].clauses;
    const bool is_or =
        plan.nodes[part].kind == PlanKind::kBoolean &&
        std::all_of(clauses.begin(), clauses.end(), [](const QueryClause& c) {
          return c.occur == Occur::kShould;
        });
    if (!is_or) parts->push_back(part);
    for (size_t i = clauses.size(); is_or && i-- > 0;) {
      open.push_back(clauses[i].node);
    }
  }
}

}  // namespace

QueryShape ShapeOf(const QueryPlan& plan) {
  QueryShape shape;
  const PlanNode& root = plan.nodes.back();
  if (root.kind != PlanKind::kBoolean) {
    shape.parts.push_back(static_cast<int>(plan.nodes.size()) - 1);
    shape.kind = KindOf(plan, shape.parts, false);
    return shape;
  }
  std::vector<int> optional;
  for (const QueryClause& clause : root.clauses) {
    switch (clause.occur) {
      case Occur::kMust:
        shape.parts.push_back(clause.node);
        break;
      case Occur::kShould:
        optional.push_back(clause.node);
        break;
      case Occur::kFilter:
        shape.filters.push_back(clause.node);
        break;
      case Occur::kMustNot:
        shape.excluded.push_back(clause.node);
        break;
    }
  }
  const bool must = !shape.parts.empty();
  if (must && !optional.empty()) return QueryShape();
  if (!must) AppendFlattened(plan, std::move(optional), &shape.parts);
  shape.kind = KindOf(plan, shape.parts, must);
  return shape;
}

}  // namespace telusur
