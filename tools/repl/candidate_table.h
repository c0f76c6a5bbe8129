// The candidates of a completion, as Tab shows them.

#ifndef TELUSUR_TOOLS_REPL_CANDIDATE_TABLE_H_
#define TELUSUR_TOOLS_REPL_CANDIDATE_TABLE_H_

#include <cstddef>
#include <string>

#include "tools/repl/completion.h"

namespace telusur {

// The candidates in columns that fit into `columns`, their counts beside them,
// and "+12" for those that are not among them. Lines end with \n. Safe for a
// terminal.
std::string CandidateTable(const Completion& completion, size_t columns);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_CANDIDATE_TABLE_H_
