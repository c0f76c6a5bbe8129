#include "index/io/mutex.h"

#include <condition_variable>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

struct Counter {
  Mutex mutex;
  int count ABSL_GUARDED_BY(mutex) = 0;
};

// Under --config=tsan this also proves that the lock is seen.
TEST(MutexTest, ThreadsThatHoldItExcludeEachOther) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 1000;
  Counter counter;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&counter] {
      for (int n = 0; n < kRounds; ++n) {
        MutexLock lock(&counter.mutex);
        ++counter.count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  MutexLock lock(&counter.mutex);
  EXPECT_EQ(counter.count, kThreads * kRounds);
}

TEST(MutexTest, AConditionVariableCanWaitWithIt) {
  Counter counter;
  std::condition_variable_any changed;
  std::thread waiter([&] {
    MutexLock lock(&counter.mutex);
    while (counter.count == 0) changed.wait(counter.mutex);
    counter.count = 2;
  });
  {
    MutexLock lock(&counter.mutex);
    counter.count = 1;
  }
  changed.notify_all();
  waiter.join();
  MutexLock lock(&counter.mutex);
  EXPECT_EQ(counter.count, 2);
}

}  // namespace
}  // namespace telusur
