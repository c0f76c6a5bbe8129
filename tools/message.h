// Notes and errors to the person at the other end of standard error.

#ifndef TELUSUR_TOOLS_MESSAGE_H_
#define TELUSUR_TOOLS_MESSAGE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tools/exit_code.h"

namespace telusur {

// Writes `text` as one line, made safe for a terminal.
void PrintMessage(absl::string_view text);

// Writes the error as one line; returns the exit code that goes with it.
ExitCode PrintError(const absl::Status& status);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_MESSAGE_H_
