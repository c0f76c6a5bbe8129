// Asks the index and shows what it answers.

#ifndef TELUSUR_TOOLS_REPL_ASK_H_
#define TELUSUR_TOOLS_REPL_ASK_H_

#include "absl/status/status.h"
#include "tools/repl/session.h"

namespace telusur {

// Answers `question` with the session's settings and shows the answer in the
// session's format. It is then the session's last one. Errors are those of the
// query and of the index: the session can go on. Ctrl-C is Cancelled.
absl::Status Ask(Question question, Session* session);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_ASK_H_
