#include "tools/input/warc_records.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

constexpr absl::string_view kVersion = "WARC/1.";
constexpr absl::string_view kNextRecord = "\nWARC/1.";

// Some line ends, and the version of the record behind them.
constexpr size_t kAfterBlockBytes = 32 + kVersion.size();

absl::string_view WithoutLineEnds(absl::string_view bytes) {
  const size_t at = bytes.find_first_not_of("\r\n");
  return bytes.substr(std::min(at, bytes.size()));
}

// Whether a block may end where `after` begins: there is another record, the
// end of the input, or the two line ends that belong behind a block.
bool MayFollowBlock(absl::string_view after) {
  const absl::string_view rest = WithoutLineEnds(after);
  return rest.empty() || absl::StartsWith(rest, kVersion) ||
         absl::StartsWith(after, "\r\n\r\n") || absl::StartsWith(after, "\n\n");
}

}  // namespace

absl::StatusOr<bool> WarcRecords::Next(WarcRecord* record) {
  *record = WarcRecord();
  stream_->Consume(consume_before_next_);
  consume_before_next_ = 0;
  for (;;) {
    const absl::string_view window = stream_->window();
    const absl::string_view rest = WithoutLineEnds(window);
    stream_->Consume(window.size() - rest.size());
    if (!rest.empty()) break;
    ASSIGN_OR_RETURN(const bool more, stream_->ReadMore());
    if (!more) return false;
  }
  record->offset = stream_->offset();
  RETURN_IF_ERROR(ReadRecord(record));
  if (record->problem != nullptr || record->too_long) {
    RETURN_IF_ERROR(FindNext(record));
  }
  return true;
}

absl::Status WarcRecords::ReadRecord(WarcRecord* record) {
  // Damage behind the record is met again when its turn comes.
  const absl::Status filled = stream_->Fill(kMaxHeadBytes);
  const absl::string_view window = stream_->window();
  if (!absl::StartsWith(window, kVersion)) {
    record->problem = "no WARC record of version 1";
    return absl::OkStatus();
  }
  const size_t head_size = HeadSize(window.substr(0, kMaxHeadBytes));
  if (head_size == absl::string_view::npos) {
    RETURN_IF_ERROR(filled);
    record->problem = "the head of a WARC record has no end";
    return absl::OkStatus();
  }
  record->fields = ParseHeaderFields(window.substr(0, head_size));
  return ReadBlock(head_size, record);
}

absl::Status WarcRecords::ReadBlock(size_t head_size, WarcRecord* record) {
  uint64_t length;
  if (!absl::SimpleAtoi(FindHeader(record->fields, "Content-Length"),
                        &length)) {
    record->problem = "a WARC record without Content-Length";
    return absl::OkStatus();
  }
  if (length > max_block_bytes_) {
    record->too_long = true;
    return absl::OkStatus();
  }
  const absl::Status filled =
      stream_->Fill(head_size + length + kAfterBlockBytes);
  const absl::string_view window = stream_->window();
  if (window.size() < head_size + length) {
    RETURN_IF_ERROR(filled);
    record->problem = "a WARC record ends early";
    return absl::OkStatus();
  }
  const absl::string_view after = window.substr(head_size + length);
  if (!MayFollowBlock(after)) {
    record->problem = "a WARC record does not end where Content-Length says";
    return absl::OkStatus();
  }
  record->block = window.substr(head_size, length);
  consume_before_next_ = window.size() - WithoutLineEnds(after).size();
  record->bytes = window.substr(0, consume_before_next_);
  return absl::OkStatus();
}

absl::Status WarcRecords::FindNext(WarcRecord* record) {
  bool dropped = false;
  size_t searched = 0;
  for (;;) {
    const absl::string_view window = stream_->window();
    const size_t at = window.find(kNextRecord, searched);
    if (at != absl::string_view::npos) {
      consume_before_next_ = at + 1;
      break;
    }
    searched = window.size() - std::min(window.size(), kNextRecord.size());
    if (searched > max_block_bytes_ + kMaxHeadBytes) {
      dropped = true;
      stream_->Consume(searched);
      searched = 0;
    }
    ASSIGN_OR_RETURN(const bool more, stream_->ReadMore());
    if (more) continue;
    consume_before_next_ = stream_->window().size();
    break;
  }
  if (!dropped && !record->too_long) {
    record->bytes = stream_->window().substr(0, consume_before_next_);
  }
  return absl::OkStatus();
}

}  // namespace telusur
