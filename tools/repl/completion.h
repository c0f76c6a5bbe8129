// How a line may go on.

#ifndef TELUSUR_TOOLS_REPL_COMPLETION_H_
#define TELUSUR_TOOLS_REPL_COMPLETION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace telusur {

struct Candidate {
  std::string text;
  std::optional<uint64_t> count;  // of its documents, where that is known
};

struct Completion {
  // What can be typed behind the cursor without choosing between candidates;
  // with a blank behind it where the word is then whole.
  std::string suffix;

  // What is worth showing, the best first, when there is a choice to be made.
  std::vector<Candidate> candidates;
  uint64_t num_more = 0;  // candidates beyond these
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_COMPLETION_H_
