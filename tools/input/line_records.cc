#include "tools/input/line_records.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"

namespace telusur {

absl::StatusOr<bool> NextRecordLine(LineReader* lines,
                                    const ReaderContext& context, Line* line) {
  for (;;) {
    ASSIGN_OR_RETURN(bool more, lines->Next(line));
    if (!more) return false;
    if (line->too_long) {
      context.Skip({"", line->number, 0,
                    absl::StrCat("a record of ", line->size,
                                 " bytes, over the limit of ",
                                 context.options.max_document_bytes),
                    ""});
      continue;
    }
    if (!absl::StripAsciiWhitespace(line->text).empty()) return true;
  }
}

}  // namespace telusur
