// An input line by line.

#ifndef TELUSUR_TOOLS_INPUT_LINE_READER_H_
#define TELUSUR_TOOLS_INPUT_LINE_READER_H_

#include <cstddef>
#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/input/input_stream.h"

namespace telusur {

struct Line {
  // Without its end, "\n" or "\r\n"; any other byte may be in it. Empty when
  // too_long. Valid until the next call of Next.
  absl::string_view text;

  uint64_t number = 0;  // from 1
  uint64_t offset = 0;  // of its first byte, in the decompressed input
  uint64_t size = 0;    // bytes of the whole line, also when too_long
  bool too_long = false;
};

// A line over `max_line_bytes` is passed by in bounded memory. A byte order
// mark of UTF-8 before the first line is dropped. One thread.
class LineReader {
 public:
  // `stream` must outlive this.
  LineReader(InputStream* stream, uint64_t max_line_bytes)
      : stream_(stream), max_line_bytes_(max_line_bytes) {}

  // False at the end of the input. A last line without an end is a line; when
  // the input ends in an error, the bytes after the last line end are dropped
  // and the error returned.
  absl::StatusOr<bool> Next(Line* line);

 private:
  // Drops the line at the window's start up to and including its end.
  absl::Status SkipLine(Line* line);

  InputStream* const stream_;
  const uint64_t max_line_bytes_;
  uint64_t num_lines_ = 0;
  size_t consume_before_next_ = 0;  // the line that was handed out
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_LINE_READER_H_
