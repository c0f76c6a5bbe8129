// A mutex that both checkers of our thread code understand: clang's static
// analysis (-Wthread-safety), for which it is annotated, and ThreadSanitizer.
//
// absl::Mutex would be annotated too, but the system's Abseil is compiled
// without ThreadSanitizer, which then sees no order where there is one and
// reports races that are none. It sees a std::mutex by its pthread calls.

#ifndef TELUSUR_INDEX_IO_MUTEX_H_
#define TELUSUR_INDEX_IO_MUTEX_H_

#include <mutex>

#include "absl/base/thread_annotations.h"

namespace telusur {

// Thread-safe. Named like a standard mutex, so that a
// std::condition_variable_any can wait with it.
class ABSL_LOCKABLE Mutex {
 public:
  void lock() ABSL_EXCLUSIVE_LOCK_FUNCTION() { mutex_.lock(); }
  void unlock() ABSL_UNLOCK_FUNCTION() { mutex_.unlock(); }

  // Tells the static analysis, where it cannot know, that the lock is held.
  // Does nothing.
  void AssertHeld() const ABSL_ASSERT_EXCLUSIVE_LOCK() {}

 private:
  std::mutex mutex_;
};

// Holds `*mutex` while it lives. One thread.
class ABSL_SCOPED_LOCKABLE MutexLock {
 public:
  explicit MutexLock(Mutex* mutex) ABSL_EXCLUSIVE_LOCK_FUNCTION(mutex)
      : mutex_(mutex) {
    mutex_->lock();
  }
  ~MutexLock() ABSL_UNLOCK_FUNCTION() { mutex_->unlock(); }

  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex* const mutex_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_IO_MUTEX_H_
