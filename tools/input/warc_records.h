// WARC files (ISO 28500, versions 1.0 and 1.1), record by record.
//
//   WARC/1.0
//   WARC-Type: response
//   Content-Length: 1234
//                             a blank line
//   1234 bytes, the block
//                             two line ends

#ifndef TELUSUR_TOOLS_INPUT_WARC_RECORDS_H_
#define TELUSUR_TOOLS_INPUT_WARC_RECORDS_H_

#include <cstddef>
#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/input/header_fields.h"
#include "tools/input/input_stream.h"

namespace telusur {

struct WarcRecord {
  uint64_t offset = 0;  // in the decompressed input
  HeaderFields fields;

  // Empty when too_long. Valid until the next call of Next, as `bytes` is.
  absl::string_view block;
  bool too_long = false;

  // What keeps the record from being read; nullptr when nothing does.
  const char* problem = nullptr;

  // The whole record. Of one with a problem, the bytes up to what looks like
  // the next record, and none when they are more than a record may have.
  absl::string_view bytes;
};

// A Content-Length is believed when two line ends, a record or the end of the
// input follow where it says. Otherwise,
// and where it is over `max_block_bytes`, reading goes on with the next line
// that looks like a record's first; what is between is passed by in bounded
// memory. One thread.
class WarcRecords {
 public:
  static constexpr size_t kMaxHeadBytes = 64 << 10;

  // `stream` must outlive this.
  WarcRecords(InputStream* stream, uint64_t max_block_bytes)
      : stream_(stream), max_block_bytes_(max_block_bytes) {}

  // False at the end of the input.
  absl::StatusOr<bool> Next(WarcRecord* record);

 private:
  // Reads the record at the window's start: fields and block, or too_long, or a
  // problem.
  absl::Status ReadRecord(WarcRecord* record);
  absl::Status ReadBlock(size_t head_size, WarcRecord* record);

  // Finds the next record after one that does not tell where it ends.
  absl::Status FindNext(WarcRecord* record);

  InputStream* const stream_;
  const uint64_t max_block_bytes_;
  size_t consume_before_next_ = 0;  // the record that was handed out
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_WARC_RECORDS_H_
