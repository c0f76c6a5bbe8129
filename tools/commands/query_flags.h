// The flags that say how queries are read, limited and ranked: those of every
// command that answers queries.

#ifndef TELUSUR_TOOLS_COMMANDS_QUERY_FLAGS_H_
#define TELUSUR_TOOLS_COMMANDS_QUERY_FLAGS_H_

#include "CLI/CLI.hpp"
#include "tools/search/answer.h"

namespace telusur {

// Adds a flag for each limit of query_limits.h.
void AddLimitFlags(CLI::App* command, QuerySettings* settings);

// Adds --k1, --b, --title-boost and --sort.
void AddRankingFlags(CLI::App* command, QuerySettings* settings);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_QUERY_FLAGS_H_
