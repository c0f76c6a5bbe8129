// Threads that work on jobs side by side and finish them in order.
//
// The caller is one of them: when enough jobs wait, Add works on one itself, so
// that n threads are never more than n, and with one thread everything happens
// in Add.

#ifndef TELUSUR_INDEX_ORDERED_WORKERS_H_
#define TELUSUR_INDEX_ORDERED_WORKERS_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "index/io/mutex.h"

namespace telusur {

// One thread calls; the jobs' Run is called in all of them.
class OrderedWorkers {
 public:
  class Job {
   public:
    virtual ~Job() = default;

    // The work, in any thread. `worker` counts the threads from 0, which is
    // the caller's; no two jobs run with one number at the same time.
    virtual void Run(int worker) = 0;

    // What must happen in the order of the jobs, in the caller's thread.
    virtual absl::Status Finish() = 0;
  };

  // REQUIRES: num_threads >= 1.
  explicit OrderedWorkers(int num_threads);

  // Waits for the jobs that run; the others are dropped.
  ~OrderedWorkers();

  OrderedWorkers(const OrderedWorkers&) = delete;
  OrderedWorkers& operator=(const OrderedWorkers&) = delete;

  int num_threads() const { return static_cast<int>(threads_.size()) + 1; }

  // The most jobs that are held at a time, without a `max_left`: while Add
  // waits.
  int max_jobs() const { return max_waiting_ + 1; }

  // Adds a job. Returns the first error of a Finish; after it, jobs are dropped
  // unfinished.
  absl::Status Add(std::unique_ptr<Job> job) {
    return Add(std::move(job), max_waiting_);
  }

  // The same, and finishes jobs, working on them, until at most `max_left` are
  // left.
  absl::Status Add(std::unique_ptr<Job> job, size_t max_left);

  // Finishes all jobs.
  absl::Status Drain();

 private:
  enum class State { kWaiting, kRunning, kDone };
  struct Entry {
    std::unique_ptr<Job> job;
    State state = State::kWaiting;
  };

  void WorkUntilStopped(int worker);
  absl::Status FinishUntil(size_t max_jobs);
  Entry* NextWaiting() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  // Runs `entry` with the lock released.
  void Run(Entry* entry, int worker) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const int max_waiting_;
  absl::Status status_;
  Mutex mutex_;
  std::condition_variable_any job_waits_;
  std::condition_variable_any job_is_done_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  // Entries are on the heap: references to them outlive changes of the queue.
  std::deque<std::unique_ptr<Entry>> jobs_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> threads_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ORDERED_WORKERS_H_
