// The commands that say how queries are answered and results written.

#ifndef TELUSUR_TOOLS_REPL_SETTING_COMMANDS_H_
#define TELUSUR_TOOLS_REPL_SETTING_COMMANDS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tools/repl/session.h"

namespace telusur {

// "NAME VALUE" changes a setting, "NAME" shows it, and nothing shows all.
absl::Status Set(absl::string_view argument, Session* session);

absl::Status SetLimit(absl::string_view argument, Session* session);
absl::Status SetMode(absl::string_view argument, Session* session);

// "on" or "off"; nothing shows which.
absl::Status SetTimer(absl::string_view argument, Session* session);
absl::Status SetPager(absl::string_view argument, Session* session);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_SETTING_COMMANDS_H_
