// How far a build is, on one line of a terminal.

#ifndef TELUSUR_TOOLS_PROGRESS_H_
#define TELUSUR_TOOLS_PROGRESS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace telusur {

struct ProgressState {
  uint64_t bytes_done = 0;   // of the input, as it lies on disk
  uint64_t bytes_total = 0;  // 0: unknown
  uint64_t num_documents = 0;
  uint64_t memory_bytes = 0;   // held; 0: unknown
  uint64_t memory_budget = 0;  // bytes; 0: none
  absl::Duration elapsed;
};

// The line: a bar, the share done, documents, rate, memory against the budget
// and time left; without the bar and the time left when the total is unknown.
// At most `width` columns; the bar takes what the rest leaves.
std::string FormatProgress(const ProgressState& state, int width);

// "0:07", "12:05", "3:02:11".
std::string FormatClockTime(absl::Duration duration);

// Redraws the line on standard error, a few times a second, when that is a
// terminal; does nothing otherwise. One thread.
class ProgressLine {
 public:
  explicit ProgressLine(uint64_t bytes_total, uint64_t memory_budget = 0);
  ~ProgressLine() { Clear(); }

  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Whether anything would be drawn.
  static bool IsPossible();

  // Cheap: the clock is looked at, and rarely more.
  void Update(uint64_t bytes_done, uint64_t num_documents);

  // Replaces the line by `text` until the next Update: what is done now, for
  // steps that cannot be measured.
  void Say(absl::string_view text);

  // Removes the line, so that something else can be printed.
  void Clear();

 private:
  void Draw(absl::string_view text);

  const bool enabled_;
  const absl::Time start_;
  absl::Time last_drawn_;
  ProgressState state_;
  bool drawn_ = false;
};

}  // namespace telusur

#endif  // TELUSUR_TOOLS_PROGRESS_H_
