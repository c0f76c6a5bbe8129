// What the program's exit status says, the same for every command.

#ifndef TELUSUR_TOOLS_EXIT_CODE_H_
#define TELUSUR_TOOLS_EXIT_CODE_H_

#include "absl/status/status.h"

namespace telusur {

enum ExitCode : int {
  kExitOk = 0,       // done, or hits
  kExitNothing = 1,  // no hits, or some records were skipped
  kExitUsage = 2,    // wrong arguments or an unreadable query
  kExitMissing = 3,  // an input or the index is not there
  kExitIo = 4,       // reading or writing failed, disk full
  kExitDamaged = 5,  // the index is damaged
  kExitLimit = 6,    // a limit was reached
  kExitInterrupted = 130,
};

// The exit code for an error of an index or of a file operation.
ExitCode ExitCodeOf(const absl::Status& status);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_EXIT_CODE_H_
