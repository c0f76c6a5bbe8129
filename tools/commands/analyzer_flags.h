// The flags that say how text becomes terms, the same wherever they stand.

#ifndef TELUSUR_TOOLS_COMMANDS_ANALYZER_FLAGS_H_
#define TELUSUR_TOOLS_COMMANDS_ANALYZER_FLAGS_H_

#include <string>

#include "CLI/CLI.hpp"
#include "index/analysis/analyzer.h"

namespace telusur {

// Adds --analyzer, --stemming, --informal, --old-spelling and --boilerplate,
// which set `*options` when the command line is read.
void AddAnalyzerFlags(CLI::App* command, AnalyzerOptions* options);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_ANALYZER_FLAGS_H_
