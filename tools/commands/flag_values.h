// Values of flags that CLI11 does not know how to read.

#ifndef TELUSUR_TOOLS_COMMANDS_FLAG_VALUES_H_
#define TELUSUR_TOOLS_COMMANDS_FLAG_VALUES_H_

#include <cstdint>
#include <optional>
#include <string>

#include "CLI/CLI.hpp"

namespace telusur {

// Adds a flag that takes a size ("64M") of at least `min`.
CLI::Option* AddSizeFlag(CLI::App* command, const std::string& name,
                         uint64_t min, uint64_t* size,
                         const std::string& description);

// Adds a flag that takes a number from `min` to `max`, and no NaN.
CLI::Option* AddNumberFlag(CLI::App* command, const std::string& name,
                           double min, double max,
                           std::optional<double>* number,
                           const std::string& description);

// Adds --memory, a quarter of the machine's unless given. --help does not tell
// how much that is here: the manual page is the same everywhere.
void AddMemoryFlag(CLI::App* command, uint64_t* bytes);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_FLAG_VALUES_H_
