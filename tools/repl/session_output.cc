#include "tools/repl/session_output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"
#include "tools/output/colour.h"
#include "tools/output/display_width.h"
#include "tools/output/terminal_size.h"

namespace telusur {

SessionOutput::SessionOutput() : standard_(1, "standard output") {}

SessionOutput::~SessionOutput() {
  if (file_ != nullptr) close(file_->fd);
}

ResultStyle SessionOutput::style() const {
  ResultStyle style;
  style.to_terminal = is_terminal();
  style.colour = UseColour(ColourChoice::kAuto, is_terminal());
  if (is_terminal()) style.columns = TerminalSizeOf(1).columns;
  return style;
}

absl::Status SessionOutput::MaybeFlush() {
  if (pager_ != nullptr) return WriteToPager();
  if (!is_long_) return current()->MaybeFlush();
  const TerminalSize window = TerminalSizeOf(1);
  // The prompt takes a line of the window.
  if (CountScreenLines(*buffer(), window.columns) < window.rows) {
    return absl::OkStatus();
  }
  absl::StatusOr<std::unique_ptr<Pager>> pager = Pager::Start(pager_command_);
  if (!pager.ok()) {
    is_long_ = false;
    return current()->MaybeFlush();
  }
  pager_ = *std::move(pager);
  return WriteToPager();
}

absl::Status SessionOutput::WriteToPager() {
  const bool is_read = pager_->Write(*buffer());
  buffer()->clear();
  return is_read ? absl::OkStatus()
                 : absl::CancelledError("the pager was left");
}

absl::Status SessionOutput::Flush() { return current()->Flush(); }

void SessionOutput::BeginLong() {
  if (!is_terminal()) return;
  pager_command_ = PagerCommand();
  is_long_ = !pager_command_.empty();
}

absl::Status SessionOutput::EndLong() {
  absl::Status status = MaybeFlush();
  is_long_ = false;
  if (pager_ == nullptr) return current()->MaybeFlush();
  pager_.reset();
  return status;
}

absl::Status SessionOutput::OpenFile(const std::string& path) {
  const int fd =
      open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) return absl::ErrnoToStatus(errno, path);
  const absl::Status closed = CloseFile();
  file_ = std::make_unique<File>(fd, path);
  return closed;
}

absl::Status SessionOutput::CloseFile() {
  RETURN_IF_ERROR(standard_.Flush());
  if (file_ == nullptr) return absl::OkStatus();
  const std::unique_ptr<File> file = std::move(file_);
  absl::Status status = file->output.Flush();
  if (close(file->fd) != 0 && status.ok()) {
    status = absl::ErrnoToStatus(errno, "closing the file of .output");
  }
  return status;
}

}  // namespace telusur
