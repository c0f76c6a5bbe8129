// The work of `telusur index`, its flags read.

#ifndef TELUSUR_TOOLS_COMMANDS_BUILD_INDEX_H_
#define TELUSUR_TOOLS_COMMANDS_BUILD_INDEX_H_

#include "tools/commands/build_request.h"
#include "tools/exit_code.h"

namespace telusur {

// Builds the index. Problems go to standard error as they are met, a line that
// sums up goes to standard output. An index that is there stays as it is unless
// all ends well; "well" includes records that were skipped, but not that no
// record could be read.
ExitCode BuildIndex(const BuildIndexRequest& request);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_BUILD_INDEX_H_
