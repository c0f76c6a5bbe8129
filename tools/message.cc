#include "tools/message.h"

#include <unistd.h>

#include <string>

#include "tools/output/terminal_text.h"

namespace telusur {

void PrintMessage(absl::string_view text) {
  std::string line = TerminalText(text);
  line.push_back('\n');
  // Whoever closed standard error does not want to know.
  ssize_t ignored = write(2, line.data(), line.size());
  static_cast<void>(ignored);
}

ExitCode PrintError(const absl::Status& status) {
  PrintMessage(status.message());
  return ExitCodeOf(status);
}

}  // namespace telusur
