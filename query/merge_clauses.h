// Clauses that ask for the same thing twice.

#ifndef TELUSUR_QUERY_MERGE_CLAUSES_H_
#define TELUSUR_QUERY_MERGE_CLAUSES_H_

#include <vector>

#include "query/query_plan.h"

namespace telusur {

// Leaves one of several equal clauses in `*clauses`, with all their weight, so
// that a word typed a thousand times is looked for once. Equal are clauses of
// the same kind whose nodes are equal leaves, their weights apart, or join
// equal leaves in the same way, the weights included. `nodes` are the plan's so
// far; those of clauses that go stay there, unused. O(size log size).
void MergeEqualClauses(std::vector<PlanNode>* nodes,
                       std::vector<QueryClause>* clauses);

}  // namespace telusur

#endif  // TELUSUR_QUERY_MERGE_CLAUSES_H_
