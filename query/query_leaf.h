// The nodes without clauses: from a token to what it asks for.

#ifndef TELUSUR_QUERY_QUERY_LEAF_H_
#define TELUSUR_QUERY_QUERY_LEAF_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "query/query.h"
#include "query/query_lexer.h"
#include "query/query_note.h"
#include "query/query_syntax.h"

namespace telusur {

// The node of a word, a phrase or `*`, in the scope of the parentheses around
// it unless the token has its own. The token's sign is left to the caller.
QueryNode MakeQueryLeaf(QueryToken token, QueryScope scope, int max_distance,
                        NoteList* notes);

// Reads the number of NEAR/n or "..."~n, which stands at [begin, end).
//
// REQUIRES: `digits` are digits.
int ReadQueryDistance(absl::string_view digits, int max_distance, size_t begin,
                      size_t end, NoteList* notes);

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_LEAF_H_
