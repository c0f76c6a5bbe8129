// The prompt: reads lines, from a person or from a pipe, and does what they
// say.

#ifndef TELUSUR_TOOLS_REPL_REPL_H_
#define TELUSUR_TOOLS_REPL_REPL_H_

#include <optional>
#include <string>
#include <vector>

#include "tools/exit_code.h"
#include "tools/messages/language.h"
#include "tools/output/result_format.h"
#include "tools/search/answer.h"

namespace telusur {

struct ReplRequest {
  std::string index;  // its folder
  QuerySettings settings;

  // Absent: text on a terminal, tsv elsewhere.
  std::optional<ResultFormat> format;
  Language language = Language::kEnglish;

  // Lines and files of lines to do, in this order, instead of reading standard
  // input.
  std::vector<std::string> lines;
  std::vector<std::string> files;
};

// Opens the index and does what lines say until they end or .quit: on a
// terminal with prompt, editing and history; from a pipe without. The exit code
// is that of the first line that failed; a person has seen it, and gets
// kExitOk. kExitNothing when there were queries and none had a hit.
ExitCode RunRepl(const ReplRequest& request);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_REPL_REPL_H_
