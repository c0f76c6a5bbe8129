// What tells the inputs of one build from those of another.

#ifndef TELUSUR_TOOLS_COMMANDS_DESCRIBE_INPUTS_H_
#define TELUSUR_TOOLS_COMMANDS_DESCRIBE_INPUTS_H_

#include "absl/status/statusor.h"
#include "index/build_state.h"
#include "tools/commands/build_request.h"

namespace telusur {

// The flags by which inputs are read, and each input file with its size, time
// of change and a hash of its first MiB.
//
// Nothing when standard input is among the inputs, which no second build can
// read again; InvalidArgument then, if the build is to be resumed.
absl::StatusOr<BuildJob> DescribeInputs(const BuildIndexRequest& request);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_DESCRIBE_INPUTS_H_
