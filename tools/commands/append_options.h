// What `telusur index --append` takes from the index that is there.

#ifndef TELUSUR_TOOLS_COMMANDS_APPEND_OPTIONS_H_
#define TELUSUR_TOOLS_COMMANDS_APPEND_OPTIONS_H_

#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "index/index_writer.h"

namespace telusur {

// Sets in `*options` what the segments of an index have in common (analyzer,
// k1 and b, stored text) to that of the index in `directory`. InvalidArgument
// that names it when a flag of `command` was given and says otherwise; the
// errors of opening the index.
absl::Status TakeOptionsOfIndex(const CLI::App& command,
                                const std::string& directory,
                                IndexOptions* options);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_APPEND_OPTIONS_H_
