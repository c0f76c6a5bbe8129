// What `telusur index` says when it is done.

#ifndef TELUSUR_TOOLS_COMMANDS_BUILD_REPORT_H_
#define TELUSUR_TOOLS_COMMANDS_BUILD_REPORT_H_

#include <string>

#include "absl/time/time.h"
#include "index/index_options.h"
#include "tools/input/record_reader.h"

namespace telusur {

// Prints, on standard error, what was odd about the documents.
void PrintNotes(const InputCounts& counts, const BuildReport& report);

// For people: one line, whose records are those indexed, replaced and skipped,
// and one for each reason to skip.
std::string Summary(const InputCounts& counts, const BuildReport& report,
                    absl::Duration elapsed);

// One line of JSON: counts, bytes by section, seconds by phase, and the
// process's CPU seconds and peak memory. Sizes are in bytes.
std::string JsonReport(const InputCounts& counts, const BuildReport& report,
                       const IndexOptions& options);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_BUILD_REPORT_H_
