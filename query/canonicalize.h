// One tree for all the ways of writing a query.

#ifndef TELUSUR_QUERY_CANONICALIZE_H_
#define TELUSUR_QUERY_CANONICALIZE_H_

#include "query/query.h"

namespace telusur {

// Rewrites `*query` into the one tree that stands for all the ways of writing
// it that differ in parentheses alone, without changing what it matches or how
// it scores: no kBoolean with a single clause, clauses ordered as Occur is,
// nested ORs in ORs and ANDs in ANDs joined, nodes in the order of a
// depth-first walk. Afterwards a clause is kFilter exactly if it is required
// and consists of filters.
//
// REQUIRES: a tree as described above, where every kBoolean has a clause that
// is not kMustNot, and no kMust clause is a filter.
void Canonicalize(Query* query);

}  // namespace telusur

#endif  // TELUSUR_QUERY_CANONICALIZE_H_
