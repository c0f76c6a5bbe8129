#include "tools/input/record_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace telusur {

void ReaderContext::Skip(RecordProblem problem) const {
  problem.file = name;
  ++counts->num_skipped;
  if (report) report(problem);
}

std::string ReaderContext::MakeId(uint64_t line) const {
  ++counts->num_without_id;
  return absl::StrCat(name, ":", line);
}

}  // namespace telusur
