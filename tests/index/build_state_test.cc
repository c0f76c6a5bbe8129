#include "index/build_state.h"

#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/must.h"
#include "tests/support/recording_file_system.h"

namespace telusur {
namespace {

using ::testing::HasSubstr;

BuildState State() {
  BuildState state;
  state.job = {{"--format", "tsv"}, {"a.tsv", "5 bytes"}};
  state.num_documents = uint64_t{1} << 33;
  state.num_dates_unreadable = 1;
  state.num_invalid_bytes = 2;
  state.num_dropped_terms = 3;
  state.next_file_number = 300;
  state.entries = {{1, 1000}};
  state.runs = {{2, uint64_t{1} << 40}, {3, 0}};
  return state;
}

TEST(BuildStateTest, RoundTrips) {
  const std::string bytes = EncodeBuildState(State());
  const BuildState state = Must(ParseBuildState(bytes, "x"));
  EXPECT_TRUE(CheckSameJob(state.job, State().job).ok());
  EXPECT_EQ(EncodeBuildState(state), bytes);
  EXPECT_EQ(state.runs[0].size, uint64_t{1} << 40);
}

TEST(BuildStateTest, MatchesTheExampleInTheDocument) {
  BuildState state;
  state.job = {{"k1", "1.2"}};
  state.num_documents = 5;
  state.next_file_number = 3;
  state.entries = {{1, 40}};
  state.runs = {{2, 100}};
  const std::string bytes = EncodeBuildState(state);
  EXPECT_EQ(bytes.substr(0, bytes.size() - 8),
            std::string("telusur build 1\n"
                        "\x01\x02k1\x03"
                        "1.2"
                        "\x05\x00\x00\x00\x03\x01\x01\x28\x01\x02\x64",
                        35));
}

TEST(BuildStateTest, EveryFlipAndTruncationIsDataLoss) {
  const std::string bytes = EncodeBuildState(State());
  for (size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_TRUE(
        absl::IsDataLoss(ParseBuildState(bytes.substr(0, i), "x").status()));
    std::string flipped = bytes;
    flipped[i] ^= 0x10;
    const absl::Status status = ParseBuildState(flipped, "x").status();
    EXPECT_TRUE(absl::IsDataLoss(status));
    EXPECT_THAT(std::string(status.message()), HasSubstr("x: "));
  }
}

TEST(BuildStateTest, NamesTheFirstPartThatDiffers) {
  const BuildJob before = {{"k1", "1.2"}, {"a", "old"}};
  const auto message = [&](const BuildJob& now) {
    return std::string(CheckSameJob(before, now).message());
  };
  EXPECT_THAT(message({{"k1", "2"}, {"a", "new"}}),
              HasSubstr("k1 is 2 and was 1.2"));
  EXPECT_THAT(message({{"k1", "1.2"}, {"a", "new"}}),
              HasSubstr("a is new and was old"));
  EXPECT_THAT(message({{"k1", "1.2"}, {"b", "old"}}),
              HasSubstr("b was no part of it"));
  EXPECT_THAT(message({{"k1", "1.2"}}), HasSubstr("a was part of it"));
  EXPECT_THAT(message({}), HasSubstr("k1 was part of it"));
}

TEST(BuildStateTest, APowerFailureLeavesTheOldStateOrTheNew) {
  RecordingFileSystem fs;
  Must(fs.MakeDirectory("d"));
  Must(fs.SyncDirectory("."));
  BuildState state = State();
  Must(WriteBuildState(&fs, "d/s", state));
  const std::string old_bytes = EncodeBuildState(state);
  state.num_documents = 7;
  const std::string new_bytes = EncodeBuildState(state);
  fs.Observe([&] {
    fs.ForEachCrashState(
        [&](RecordingFileSystem* crashed, const std::string& description) {
          const std::string bytes = Must(ReadWholeFile(crashed, "d/s", 1000));
          EXPECT_TRUE(bytes == old_bytes || bytes == new_bytes) << description;
        });
  });
  Must(WriteBuildState(&fs, "d/s", state));
}

}  // namespace
}  // namespace telusur
