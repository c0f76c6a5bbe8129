// The flags that say how queries are read, limited and ranked: those of every
// command that answers queries.

#ifndef TELUSUR_TOOLS_COMMANDS_QUERY_FLAGS_H_
#define TELUSUR_TOOLS_COMMANDS_QUERY_FLAGS_H_

#include <optional>

#include "CLI/CLI.hpp"
#include "tools/messages/language.h"
#include "tools/output/result_format.h"
#include "tools/search/answer.h"

namespace telusur {

// Adds a flag for each setting of query_setting.h that a command line may set.
void AddQueryFlags(CLI::App* command, QuerySettings* settings);

// Adds --format.
void AddFormatFlag(CLI::App* command, std::optional<ResultFormat>* format);

// Adds --lang, and sets `*language` to the environment's.
void AddLanguageFlag(CLI::App* command, Language* language);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_QUERY_FLAGS_H_
