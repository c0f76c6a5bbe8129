// Inputs with one record a line.

#ifndef TELUSUR_TOOLS_INPUT_LINE_RECORDS_H_
#define TELUSUR_TOOLS_INPUT_LINE_RECORDS_H_

#include "absl/status/statusor.h"
#include "tools/input/line_reader.h"
#include "tools/input/record_reader.h"

namespace telusur {

// Reads up to the next line that can be a record: blank lines are passed over,
// too long ones reported and counted. False at the end.
absl::StatusOr<bool> NextRecordLine(LineReader* lines,
                                    const ReaderContext& context, Line* line);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_LINE_RECORDS_H_
