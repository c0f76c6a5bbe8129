#include "tools/input/csv_records.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

// The first line is looked for this far.
constexpr size_t kFirstLineBytes = 64 << 10;

char SeparatorOf(absl::string_view first_line) {
  for (const char separator : {',', ';', '\t'}) {
    if (absl::StrContains(first_line, separator)) return separator;
  }
  return ',';
}

// Where the scan for a record's end stands, between two bytes.
enum class ScanState {
  kFieldStart,
  kPlain,
  kQuoted,
  kQuoteInQuoted,   // after a " that ends the field or is the first of two
  kCarriageReturn,  // after that of a line end behind a quoted field
  kBroken,          // up to the line's end
};

}  // namespace

struct CsvRecords::Scan {
  ScanState state = ScanState::kFieldStart;

  // From the record's start.
  uint64_t offset = 0;      // of the next byte to look at
  uint64_t line = 0;        // that byte's
  uint64_t line_start = 0;  // the line's offset
  uint64_t dropped_bytes = 0;

  // The place of the problem or, without one, of the last opening quote.
  bool broken = false;
  uint64_t mark_line = 0;
  uint64_t mark_line_start = 0;
  uint64_t mark_offset = 0;

  void Mark() {
    mark_line = line;
    mark_line_start = line_start;
    mark_offset = offset;
  }

  void Break() {
    broken = true;
    state = ScanState::kBroken;
    Mark();
  }

  // Moves on by one byte, which is no line end.
  void Step(char c, char separator) {
    switch (state) {
      case ScanState::kFieldStart:
        if (c == '"') {
          state = ScanState::kQuoted;
          Mark();
        } else if (c != separator) {
          state = ScanState::kPlain;
        }
        break;
      case ScanState::kPlain:
        if (c == separator) state = ScanState::kFieldStart;
        break;
      case ScanState::kQuoted:
        if (c == '"') state = ScanState::kQuoteInQuoted;
        break;
      case ScanState::kQuoteInQuoted:
        if (c == '"') {
          state = ScanState::kQuoted;
        } else if (c == separator) {
          state = ScanState::kFieldStart;
        } else if (c == '\r') {
          state = ScanState::kCarriageReturn;
        } else {
          Break();
        }
        break;
      case ScanState::kCarriageReturn:
        Break();
        break;
      case ScanState::kBroken:
        break;
    }
  }

  // Whether the record ends in `bytes`, which follow what was scanned.
  bool FindEnd(absl::string_view bytes, char separator) {
    for (const char c : bytes) {
      if (c != '\n') Step(c, separator);
      ++offset;
      if (c != '\n') continue;
      if (state != ScanState::kQuoted) return true;
      ++line;
      line_start = offset;
    }
    return false;
  }
};

absl::StatusOr<bool> CsvRecords::Next(CsvRecord* record) {
  if (separator_ == '\0') RETURN_IF_ERROR(Start());
  for (;;) {
    stream_->Consume(consume_before_next_);
    consume_before_next_ = 0;
    *record = CsvRecord();
    ASSIGN_OR_RETURN(const bool more, ReadRecord(record));
    if (!more) return false;
    if (record->too_long || record->problem != nullptr) return true;
    if (!absl::StripAsciiWhitespace(record->text).empty()) return true;
  }
}

absl::Status CsvRecords::Start() {
  RETURN_IF_ERROR(stream_->SkipByteOrderMark());
  // An error is met again when the first record is read.
  stream_->Fill(kFirstLineBytes).IgnoreError();
  absl::string_view head = stream_->window();
  separator_ = SeparatorOf(head.substr(0, head.find('\n')));
  return absl::OkStatus();
}

absl::StatusOr<bool> CsvRecords::ScanRecord(Scan* scan) {
  for (;;) {
    const absl::string_view window = stream_->window();
    if (scan->FindEnd(window.substr(scan->offset - scan->dropped_bytes),
                      separator_)) {
      return true;
    }
    if (scan->offset > max_record_bytes_ + 1) {  // 1: perhaps a \r
      stream_->Consume(window.size());
      scan->dropped_bytes = scan->offset;
    }
    ASSIGN_OR_RETURN(const bool more, stream_->ReadMore());
    if (!more) return false;
  }
}

absl::StatusOr<bool> CsvRecords::ReadRecord(CsvRecord* record) {
  Scan scan;
  ASSIGN_OR_RETURN(const bool ended, ScanRecord(&scan));
  if (scan.offset == 0) return false;
  record->line = next_line_;
  uint64_t num_lines = scan.line + 1;
  size_t size = scan.offset - scan.dropped_bytes;
  if (scan.broken) record->problem = "text after the end of a quoted field";
  if (!ended && scan.state == ScanState::kQuoted) {
    record->problem = "a quoted field has no end";
    if (scan.dropped_bytes == 0) {
      const size_t line_end =
          stream_->window().find('\n', scan.mark_line_start);
      if (line_end < size) size = line_end + 1;
      num_lines = scan.mark_line + 1;
    }
  }
  if (record->problem != nullptr) {
    record->problem_line = record->line + scan.mark_line;
    record->problem_column = scan.mark_offset - scan.mark_line_start + 1;
  }
  next_line_ += num_lines;
  consume_before_next_ = size;
  absl::string_view text = stream_->window().substr(0, size);
  absl::ConsumeSuffix(&text, "\n");
  absl::ConsumeSuffix(&text, "\r");
  record->too_long = scan.dropped_bytes > 0 || text.size() > max_record_bytes_;
  if (!record->too_long) record->text = text;
  return true;
}

bool CsvFields::Next(std::string* field) {
  if (done_) return false;
  field->clear();
  if (absl::ConsumePrefix(&rest_, "\"")) {
    ReadQuoted(field);
  } else {
    const size_t size = std::min(rest_.find(separator_), rest_.size());
    field->assign(rest_.data(), size);
    rest_.remove_prefix(size);
  }
  done_ = rest_.empty();
  if (!done_) rest_.remove_prefix(1);  // the separator
  return true;
}

void CsvFields::ReadQuoted(std::string* field) {
  for (;;) {
    const size_t size = rest_.find('"');
    field->append(rest_.data(), size);
    rest_.remove_prefix(size + 1);
    if (!absl::ConsumePrefix(&rest_, "\"")) return;
    field->push_back('"');
  }
}

}  // namespace telusur
