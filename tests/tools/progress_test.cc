#include "tools/progress.h"

#include "gtest/gtest.h"

namespace telusur {
namespace {

TEST(ProgressTest, ShowsShareRateAndTimeLeft) {
  ProgressState state;
  state.bytes_done = 50 << 20;
  state.bytes_total = 200 << 20;
  state.num_documents = 1234;
  state.elapsed = absl::Seconds(10);
  EXPECT_EQ(FormatProgress(state, 100),
            "[######..................]  25% 1234 documents, 5.0 MiB/s, 0:30 "
            "left");
}

TEST(ProgressTest, ShowsMemoryAndFitsATerminal) {
  ProgressState state;
  state.bytes_done = 50 << 20;
  state.bytes_total = 200 << 20;
  state.num_documents = 123456;
  state.memory_bytes = 300 << 20;
  state.memory_budget = 1 << 30;
  state.elapsed = absl::Seconds(10);
  EXPECT_EQ(FormatProgress(state, 79),
            "[##.........]  25% 123456 documents, 5.0 MiB/s, 300.0 MiB of 1.0 "
            "GiB, 0:30 left");
  EXPECT_EQ(
      FormatProgress(state, 70),
      " 25% 123456 documents, 5.0 MiB/s, 300.0 MiB of 1.0 GiB, 0:30 left");
}

TEST(ProgressTest, WithoutATotalShowsTheTime) {
  ProgressState state;
  state.bytes_done = 1 << 20;
  state.num_documents = 7;
  state.elapsed = absl::Seconds(65);
  EXPECT_EQ(FormatProgress(state, 100), "7 documents, 15.8 KiB/s, 1:05");
}

TEST(ProgressTest, BoundsHold) {
  ProgressState state;
  EXPECT_EQ(FormatProgress(state, 100), "0 documents, 0 B/s, 0:00");
  state.bytes_done = 300;  // a file grew while it was read
  state.bytes_total = 200;
  state.elapsed = absl::Seconds(1);
  EXPECT_EQ(FormatProgress(state, 100),
            "[########################] 100% 0 documents, 300 B/s, 0:01");
  EXPECT_EQ(FormatProgress(state, 5), "100% ");
  EXPECT_EQ(FormatProgress(state, -1), "");
}

TEST(ProgressTest, TimesReadLikeClocks) {
  EXPECT_EQ(FormatClockTime(absl::Seconds(-5)), "0:00");
  EXPECT_EQ(FormatClockTime(absl::Seconds(59.9)), "0:59");
  EXPECT_EQ(FormatClockTime(absl::Hours(25) + absl::Seconds(61)), "25:01:01");
}

}  // namespace
}  // namespace telusur
