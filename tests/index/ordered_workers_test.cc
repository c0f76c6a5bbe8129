#include "index/ordered_workers.h"

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

class TestJob : public OrderedWorkers::Job {
 public:
  TestJob(std::function<void(int)> run, std::function<absl::Status()> finish)
      : run_(std::move(run)), finish_(std::move(finish)) {}
  void Run(int worker) override { run_(worker); }
  absl::Status Finish() override { return finish_(); }

 private:
  const std::function<void(int)> run_;
  const std::function<absl::Status()> finish_;
};

TEST(OrderedWorkersTest, JobsFinishInOrderAndRunOnce) {
  for (const int num_threads : {1, 2, 5}) {
    constexpr int kJobs = 300;
    std::vector<int> finished;
    std::vector<std::atomic<int>> runs(kJobs);
    std::vector<std::atomic<int>> busy(num_threads);
    OrderedWorkers workers(num_threads);
    for (int i = 0; i < kJobs; ++i) {
      const absl::Status status = workers.Add(std::make_unique<TestJob>(
          [&, i](int worker) {
            // No two jobs of one worker at a time.
            EXPECT_EQ(busy[worker]++, 0);
            ++runs[i];
            --busy[worker];
          },
          [&, i] {
            EXPECT_EQ(runs[i], 1);
            finished.push_back(i);
            return absl::OkStatus();
          }));
      ASSERT_TRUE(status.ok());
      EXPECT_LE(i + 1 - static_cast<int>(finished.size()), workers.max_jobs());
    }
    ASSERT_TRUE(workers.Drain().ok());
    ASSERT_EQ(finished.size(), kJobs);
    for (int i = 0; i < kJobs; ++i) EXPECT_EQ(finished[i], i);
  }
}

TEST(OrderedWorkersTest, OneThreadIsTheCallers) {
  OrderedWorkers workers(1);
  bool done = false;
  const std::thread::id caller = std::this_thread::get_id();
  ASSERT_TRUE(workers
                  .Add(std::make_unique<TestJob>(
                      [&](int worker) {
                        EXPECT_EQ(worker, 0);
                        EXPECT_EQ(std::this_thread::get_id(), caller);
                      },
                      [&] {
                        done = true;
                        return absl::OkStatus();
                      }))
                  .ok());
  EXPECT_TRUE(done);
}

TEST(OrderedWorkersTest, AfterAnErrorNothingIsFinished) {
  for (const int num_threads : {1, 3}) {
    OrderedWorkers workers(num_threads);
    int finished = 0;
    absl::Status status;
    for (int i = 0; i < 50; ++i) {
      status = workers.Add(std::make_unique<TestJob>(
          [](int) {},
          [&, i] {
            EXPECT_LE(i, 5);
            ++finished;
            return i < 5 ? absl::OkStatus() : absl::DataLossError("job 5");
          }));
    }
    EXPECT_EQ(status.message(), "job 5");
    EXPECT_EQ(workers.Drain().message(), "job 5");
    EXPECT_EQ(finished, 6);
  }
}

TEST(OrderedWorkersTest, JobsThatWaitAreDroppedAtTheEnd) {
  for (int round = 0; round < 20; ++round) {
    OrderedWorkers workers(3);
    for (int i = 0; i < 4; ++i) {
      const absl::Status status = workers.Add(std::make_unique<TestJob>(
          [](int) {}, [] { return absl::OkStatus(); }));
      ASSERT_TRUE(status.ok());
    }
  }
}

}  // namespace
}  // namespace telusur
