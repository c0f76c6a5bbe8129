// The commands about the index itself.

#ifndef TELUSUR_TOOLS_REPL_INDEX_COMMANDS_H_
#define TELUSUR_TOOLS_REPL_INDEX_COMMANDS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tools/repl/session.h"

namespace telusur {

absl::Status ShowStats(absl::string_view argument, Session* session);

// Verifies the index's checksums; decodes everything when `argument` is "deep".
absl::Status CheckIndex(absl::string_view argument, Session* session);

// Opens the index anew.
absl::Status Reload(absl::string_view argument, Session* session);

// Says once when the index has a newer generation than the session's. Reads the
// manifest: some microseconds. What is wrong with it is left to Reload.
void NoticeNewerIndex(Session* session);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_INDEX_COMMANDS_H_
