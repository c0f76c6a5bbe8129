// The commands about results: the next ones, and one of them more closely.

#ifndef TELUSUR_TOOLS_REPL_RESULT_COMMANDS_H_
#define TELUSUR_TOOLS_REPL_RESULT_COMMANDS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tools/repl/session.h"

namespace telusur {

// Shows as many results as were shown last, behind them or before them.
absl::Status ShowNext(absl::string_view argument, Session* session);
absl::Status ShowPrevious(absl::string_view argument, Session* session);

// `argument` is the rank of a result that was shown last.
absl::Status OpenResult(absl::string_view argument, Session* session);
absl::Status ExplainResult(absl::string_view argument, Session* session);
absl::Status FindSimilar(absl::string_view argument, Session* session);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_RESULT_COMMANDS_H_
