#include "tools/input/line_reader.h"

#include <cstring>

#include "absl/strings/match.h"
#include "index/io/status_macros.h"

namespace telusur {

absl::StatusOr<bool> LineReader::Next(Line* line) {
  *line = Line();
  stream_->Consume(consume_before_next_);
  consume_before_next_ = 0;
  if (num_lines_ == 0) RETURN_IF_ERROR(stream_->SkipByteOrderMark());
  line->offset = stream_->offset();
  size_t searched = 0;
  for (;;) {
    absl::string_view window = stream_->window();
    const void* end =
        memchr(window.data() + searched, '\n', window.size() - searched);
    if (end != nullptr) {
      line->size = static_cast<const char*>(end) - window.data();
      consume_before_next_ = line->size + 1;
      break;
    }
    searched = window.size();
    if (searched > max_line_bytes_) {
      line->number = ++num_lines_;
      RETURN_IF_ERROR(SkipLine(line));
      return true;
    }
    ASSIGN_OR_RETURN(bool more, stream_->ReadMore());
    if (!more) {
      if (searched == 0) return false;
      line->size = searched;
      consume_before_next_ = searched;
      break;
    }
  }
  line->number = ++num_lines_;
  line->text = stream_->window().substr(0, line->size);
  if (absl::EndsWith(line->text, "\r")) line->text.remove_suffix(1);
  if (line->text.size() > max_line_bytes_) {
    line->too_long = true;
    line->text = absl::string_view();
  }
  return true;
}

absl::Status LineReader::SkipLine(Line* line) {
  line->too_long = true;
  for (;;) {
    absl::string_view window = stream_->window();
    const void* end = memchr(window.data(), '\n', window.size());
    if (end != nullptr) {
      size_t rest = static_cast<const char*>(end) - window.data();
      line->size += rest;
      stream_->Consume(rest + 1);
      return absl::OkStatus();
    }
    line->size += window.size();
    stream_->Consume(window.size());
    ASSIGN_OR_RETURN(bool more, stream_->ReadMore());
    if (!more) return absl::OkStatus();
  }
}

}  // namespace telusur
