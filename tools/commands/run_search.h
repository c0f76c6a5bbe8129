// The work of `telusur search`, its flags read.

#ifndef TELUSUR_TOOLS_COMMANDS_RUN_SEARCH_H_
#define TELUSUR_TOOLS_COMMANDS_RUN_SEARCH_H_

#include <optional>
#include <string>

#include "tools/exit_code.h"
#include "tools/messages/language.h"
#include "tools/output/colour.h"
#include "tools/output/result_format.h"
#include "tools/search/answer.h"

namespace telusur {

struct SearchRequest {
  std::string index;         // its folder
  std::string query;         // when queries_file is empty
  std::string queries_file;  // "-" is standard input
  QuerySettings settings;
  int num_threads = 1;      // for the queries of a file
  bool count_only = false;  // numbers of matches instead of hits

  // Absent: text on a terminal, tsv elsewhere.
  std::optional<ResultFormat> format;
  ColourChoice colour = ColourChoice::kAuto;
  Language language = Language::kEnglish;
};

// Writes hits to standard output, remarks to standard error. kExitOk if any
// query had a hit.
ExitCode RunSearch(const SearchRequest& request);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_RUN_SEARCH_H_
