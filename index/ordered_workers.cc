#include "index/ordered_workers.h"

#include <utility>

namespace telusur {
namespace {

// Jobs that wait for each thread, so that none idles while one takes long.
constexpr int kJobsPerThread = 2;

}  // namespace

OrderedWorkers::OrderedWorkers(int num_threads)
    : max_waiting_(num_threads == 1 ? 0 : kJobsPerThread * num_threads) {
  for (int worker = 1; worker < num_threads; ++worker) {
    threads_.emplace_back([this, worker] { WorkUntilStopped(worker); });
  }
}

OrderedWorkers::~OrderedWorkers() {
  {
    MutexLock lock(&mutex_);
    stopped_ = true;
  }
  job_waits_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

absl::Status OrderedWorkers::Add(std::unique_ptr<Job> job, size_t max_left) {
  if (!status_.ok()) return status_;
  {
    MutexLock lock(&mutex_);
    jobs_.push_back(std::make_unique<Entry>());
    jobs_.back()->job = std::move(job);
  }
  job_waits_.notify_one();
  return FinishUntil(max_left);
}

absl::Status OrderedWorkers::Drain() { return FinishUntil(0); }

OrderedWorkers::Entry* OrderedWorkers::NextWaiting() {
  for (const std::unique_ptr<Entry>& entry : jobs_) {
    if (entry->state == State::kWaiting) return entry.get();
  }
  return nullptr;
}

void OrderedWorkers::Run(Entry* entry, int worker) {
  entry->state = State::kRunning;
  mutex_.unlock();
  entry->job->Run(worker);
  mutex_.lock();
  entry->state = State::kDone;
}

void OrderedWorkers::WorkUntilStopped(int worker) {
  MutexLock lock(&mutex_);
  while (!stopped_) {
    Entry* const entry = NextWaiting();
    if (entry == nullptr) {
      job_waits_.wait(mutex_);
      continue;
    }
    Run(entry, worker);
    job_is_done_.notify_one();
  }
}

// Finishes jobs, in order, until at most `max_jobs` are left.
absl::Status OrderedWorkers::FinishUntil(size_t max_jobs) {
  MutexLock lock(&mutex_);
  while (!jobs_.empty()) {
    Entry* const first = jobs_.front().get();
    if (first->state == State::kDone) {
      const std::unique_ptr<Entry> done = std::move(jobs_.front());
      jobs_.pop_front();
      if (!status_.ok()) continue;
      mutex_.unlock();
      status_ = done->job->Finish();
      mutex_.lock();
      continue;
    }
    if (jobs_.size() <= max_jobs) break;
    Entry* const waiting = NextWaiting();
    if (waiting != nullptr) {
      Run(waiting, /*worker=*/0);
    } else {
      job_is_done_.wait(mutex_);
    }
  }
  return status_;
}

}  // namespace telusur
