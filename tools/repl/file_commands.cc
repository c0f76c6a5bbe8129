#include "tools/repl/file_commands.h"

#include <string>

namespace telusur {

absl::Status ReadScript(absl::string_view path, Session* session) {
  if (path.empty()) {
    return absl::InvalidArgumentError(
        session->Say(MessageId::kNeedsArgument, "read", "FILE"));
  }
  session->script = std::string(path);
  return absl::OkStatus();
}

absl::Status RedirectOutput(absl::string_view path, Session* session) {
  SessionOutput* output = session->output();
  if (path.empty()) return output->CloseFile();
  return output->OpenFile(std::string(path));
}

}  // namespace telusur
