#include "tools/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "tools/byte_size.h"
#include "tools/counted.h"
#include "tools/system_memory.h"

namespace telusur {
namespace {

constexpr absl::Duration kRedrawEvery = absl::Milliseconds(200);
constexpr int kMaxBarWidth = 24;
constexpr int kMinBarWidth = 4;

// Nothing when `room` is too small for a bar.
std::string Bar(double share, int room) {
  const int width = std::min(room - 3, kMaxBarWidth);  // 3: brackets and blank
  if (width < kMinBarWidth) return "";
  const int filled = static_cast<int>(share * width);
  return absl::StrCat("[", std::string(filled, '#'),
                      std::string(width - filled, '.'), "] ");
}

int TerminalWidth() {
  struct winsize size;
  if (ioctl(2, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

void WriteToTerminal(absl::string_view bytes) {
  const ssize_t ignored = write(2, bytes.data(), bytes.size());
  static_cast<void>(ignored);
}

}  // namespace

std::string FormatClockTime(absl::Duration duration) {
  const int64_t seconds = std::max<int64_t>(absl::ToInt64Seconds(duration), 0);
  if (seconds >= 3600) {
    return absl::StrFormat("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60,
                           seconds % 60);
  }
  return absl::StrFormat("%d:%02d", seconds / 60, seconds % 60);
}

std::string FormatProgress(const ProgressState& state, int width) {
  std::string line;
  double share = -1;
  const double seconds = absl::ToDoubleSeconds(state.elapsed);
  const double rate = seconds > 0.001 ? state.bytes_done / seconds : 0;
  if (state.bytes_total > 0) {
    share = std::min(1.0,
                     static_cast<double>(state.bytes_done) / state.bytes_total);
    absl::StrAppendFormat(&line, "%3d%% ", static_cast<int>(share * 100));
  }
  absl::StrAppend(&line, Counted(state.num_documents, "document"), ", ",
                  FormatByteSize(static_cast<uint64_t>(rate)), "/s");
  if (state.memory_bytes > 0 && state.memory_budget > 0) {
    absl::StrAppend(&line, ", ", FormatByteSize(state.memory_bytes), " of ",
                    FormatByteSize(state.memory_budget));
  }
  if (state.bytes_total > state.bytes_done && rate > 0) {
    const double left = (state.bytes_total - state.bytes_done) / rate;
    absl::StrAppend(&line, ", ", FormatClockTime(absl::Seconds(left)), " left");
  } else {
    absl::StrAppend(&line, ", ", FormatClockTime(state.elapsed));
  }
  if (share >= 0) {
    line.insert(0, Bar(share, width - static_cast<int>(line.size())));
  }
  line.resize(std::min<size_t>(line.size(), std::max(width, 0)));
  return line;
}

ProgressLine::ProgressLine(uint64_t bytes_total, uint64_t memory_budget)
    : enabled_(IsPossible()), start_(absl::Now()), last_drawn_(start_) {
  state_.bytes_total = bytes_total;
  state_.memory_budget = memory_budget;
}

bool ProgressLine::IsPossible() {
  const char* term = getenv("TERM");
  return isatty(2) == 1 && (term == nullptr || strcmp(term, "dumb") != 0);
}

void ProgressLine::Update(uint64_t bytes_done, uint64_t num_documents) {
  if (!enabled_) return;
  const absl::Time now = absl::Now();
  if (now - last_drawn_ < kRedrawEvery) return;
  last_drawn_ = now;
  state_.bytes_done = bytes_done;
  state_.num_documents = num_documents;
  state_.memory_bytes = ResidentMemoryBytes();
  state_.elapsed = now - start_;
  Draw(FormatProgress(state_, TerminalWidth() - 1));
}

void ProgressLine::Say(absl::string_view text) {
  if (enabled_) Draw(text);
}

void ProgressLine::Clear() {
  if (drawn_) WriteToTerminal("\r\x1b[K");
  drawn_ = false;
}

void ProgressLine::Draw(absl::string_view text) {
  WriteToTerminal(absl::StrCat("\r", text, "\x1b[K"));
  drawn_ = true;
}

}  // namespace telusur
