// The flags that say how text becomes terms, the same wherever they stand.

#ifndef TELUSUR_TOOLS_COMMANDS_ANALYZER_FLAGS_H_
#define TELUSUR_TOOLS_COMMANDS_ANALYZER_FLAGS_H_

#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "index/analysis/analyzer.h"

namespace telusur {

// Adds --analyzer, --stemming, --informal, --old-spelling and --boilerplate,
// which set `*options` when the command line is read, and --lexicon, which sets
// `*lexicon_file`.
void AddAnalyzerFlags(CLI::App* command, AnalyzerOptions* options,
                      std::string* lexicon_file);

// Reads the word list `file`, if it is not empty, and adds its roots to
// `*options`. Says on standard error what became of its words. NotFound and the
// like when it cannot be read, InvalidArgument when it is no word list.
absl::Status TakeLexicon(const std::string& file, AnalyzerOptions* options);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_ANALYZER_FLAGS_H_
