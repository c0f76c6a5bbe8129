// The flags of `telusur index`, read.

#ifndef TELUSUR_TOOLS_COMMANDS_BUILD_REQUEST_H_
#define TELUSUR_TOOLS_COMMANDS_BUILD_REQUEST_H_

#include <string>
#include <vector>

#include "index/index_options.h"
#include "tools/commands/problem_report.h"
#include "tools/input/input_reader.h"

namespace telusur {

struct BuildIndexRequest {
  std::string output;  // the index's folder
  std::vector<std::string> inputs;
  InputOptions input_options;
  IndexOptions index_options;
  RejectOptions rejects;
  bool json_report = false;  // instead of the line that sums up
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_COMMANDS_BUILD_REQUEST_H_
