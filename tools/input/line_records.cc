#include "tools/input/line_records.h"

#include "absl/strings/ascii.h"
#include "index/io/status_macros.h"

namespace telusur {

absl::StatusOr<bool> NextRecordLine(LineReader* lines,
                                    const ReaderContext& context, Line* line) {
  for (;;) {
    ASSIGN_OR_RETURN(bool more, lines->Next(line));
    if (!more) return false;
    if (line->too_long) {
      RETURN_IF_ERROR(context.SkipTooLarge(line->number));
      continue;
    }
    if (!absl::StripAsciiWhitespace(line->text).empty()) return true;
  }
}

}  // namespace telusur
