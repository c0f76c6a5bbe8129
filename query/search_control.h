// How a search is made to stop early.

#ifndef TELUSUR_QUERY_SEARCH_CONTROL_H_
#define TELUSUR_QUERY_SEARCH_CONTROL_H_

#include <time.h>

#include <atomic>
#include <cstdint>

#include "absl/status/status.h"

namespace telusur {

// Milliseconds of a clock that only goes forward, some of them late: reading it
// costs a few nanoseconds, and evaluators look at it in their loops.
inline int64_t CoarseMilliseconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1000000;
}

struct SearchControl {
  static constexpr int64_t kNoDeadline = -1;

  // Cancelled when it turns true; may be nullptr. May be set by a signal.
  const std::atomic<bool>* cancelled = nullptr;

  // The CoarseMilliseconds() from which on the search has taken too long.
  int64_t deadline_ms = kNoDeadline;

  bool IsInterrupted() const {
    return cancelled != nullptr && cancelled->load(std::memory_order_relaxed);
  }
  bool IsLate() const {
    return deadline_ms != kNoDeadline && CoarseMilliseconds() >= deadline_ms;
  }
  bool IsCancelled() const { return IsInterrupted() || IsLate(); }

  // The error that says why a search stopped.
  absl::Status Error() const {
    return IsInterrupted()
               ? absl::CancelledError("interrupted")
               : absl::DeadlineExceededError("the search took too long");
  }
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_SEARCH_CONTROL_H_
