// Comma-separated values, record by record (RFC 4180).
//
//   a record ends with a line, "\n" or "\r\n", unless a quoted field is open;
//   a field that begins with " is quoted: it ends at the next ", and "" in it
//   stands for one quotation mark; in any other field " is an ordinary byte.
//
// Fields are parted by the first of comma, semicolon (spreadsheets write it
// where the comma is the decimal sign) and tab that the first line holds.

#ifndef TELUSUR_TOOLS_INPUT_CSV_RECORDS_H_
#define TELUSUR_TOOLS_INPUT_CSV_RECORDS_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/input/input_stream.h"

namespace telusur {

struct CsvRecord {
  // Without its end. Empty when too_long. Valid until the next call of Next.
  absl::string_view text;
  uint64_t line = 0;  // its first one, from 1
  bool too_long = false;

  // What keeps the record from being split into fields, and where; nullptr when
  // nothing does.
  const char* problem = nullptr;
  uint64_t problem_line = 0;
  uint64_t problem_column = 0;  // in bytes, from 1
};

// A record over `max_record_bytes` is passed by in bounded memory. A byte order
// mark of UTF-8 before the first record is dropped. After a problem, reading
// goes on with the next line: the one after the problem or, when a quoted field
// has no end, after the field's beginning. One thread.
class CsvRecords {
 public:
  // `stream` must outlive this.
  CsvRecords(InputStream* stream, uint64_t max_record_bytes)
      : stream_(stream), max_record_bytes_(max_record_bytes) {}

  // Reads the next record; blank lines are passed over. False at the end of the
  // input; when that ends in an error, what follows the last whole record is
  // dropped and the error returned.
  absl::StatusOr<bool> Next(CsvRecord* record);

  // What parts fields. Known once Next was called.
  char separator() const { return separator_; }

 private:
  struct Scan;

  // Drops a byte order mark and finds out the separator.
  absl::Status Start();

  // Scans a record to its end; drops its bytes when they are too many. False
  // when the input ends first.
  absl::StatusOr<bool> ScanRecord(Scan* scan);
  absl::StatusOr<bool> ReadRecord(CsvRecord* record);

  InputStream* const stream_;
  const uint64_t max_record_bytes_;
  char separator_ = '\0';
  uint64_t next_line_ = 1;
  size_t consume_before_next_ = 0;  // the record that was handed out
};

// The fields of a record, their quotes resolved.
class CsvFields {
 public:
  // REQUIRES: `text` is that of a record without a problem. It must outlive
  // this.
  CsvFields(absl::string_view text, char separator)
      : rest_(text), separator_(separator) {}

  // False when there is no further field. A record has at least one.
  bool Next(std::string* field);

 private:
  void ReadQuoted(std::string* field);

  absl::string_view rest_;
  const char separator_;
  bool done_ = false;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_INPUT_CSV_RECORDS_H_
