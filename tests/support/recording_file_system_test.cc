#include "tests/support/recording_file_system.h"

#include <cerrno>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/io/file.h"

namespace telusur {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

absl::Status Write(FileSystem* fs, const std::string& path,
                   const std::vector<std::string>& pieces) {
  auto file = fs->Create(path);
  if (!file.ok()) return file.status();
  for (const std::string& piece : pieces) {
    const absl::Status status = (*file)->Append(piece);
    if (!status.ok()) return status;
  }
  const absl::Status status = (*file)->Sync();
  if (!status.ok()) return status;
  return (*file)->Close();
}

std::string Read(FileSystem* fs, const std::string& path) {
  const auto bytes = ReadWholeFile(fs, path, 1 << 20);
  return bytes.ok() ? *bytes : bytes.status().ToString();
}

TEST(RecordingFileSystemTest, RecordsWhatIsDone) {
  RecordingFileSystem fs;
  ASSERT_EQ(fs.MakeDirectory("d"), absl::OkStatus());
  ASSERT_TRUE(fs.Lock("d/LOCK").ok());
  ASSERT_EQ(Write(&fs, "d/a.tmp", {"x", "y"}), absl::OkStatus());
  ASSERT_EQ(fs.Rename("d/a.tmp", "d/a"), absl::OkStatus());
  ASSERT_EQ(fs.SyncDirectory("d"), absl::OkStatus());
  EXPECT_EQ(Read(&fs, "d/a"), "xy");
  EXPECT_THAT(*fs.List("d"), ElementsAre("LOCK", "a"));
  ASSERT_EQ(fs.Remove("d/a"), absl::OkStatus());
  EXPECT_TRUE(absl::IsNotFound(fs.Remove("d/a")));
  std::vector<std::string> operations;
  for (const FileOperation& operation : fs.operations()) {
    operations.push_back(ToString(operation));
  }
  EXPECT_THAT(operations,
              ElementsAre("make directory d", "lock d/LOCK", "create d/a.tmp",
                          "append d/a.tmp", "append d/a.tmp", "sync d/a.tmp",
                          "close d/a.tmp", "rename d/a.tmp d/a",
                          "sync directory d", "open d/a", "read d/a", "list d",
                          "remove d/a", "remove d/a"));
  EXPECT_EQ(fs.num_operations(), 14);
  EXPECT_EQ(fs.num_syncs(), 2);
}

TEST(RecordingFileSystemTest, TheObserverSeesEveryStateInOrder) {
  RecordingFileSystem fs;
  std::vector<std::string> states;
  fs.Observe([&] {
    states.push_back(fs.Exists("a") ? "a" : fs.Exists("b") ? "b" : "none");
  });
  ASSERT_EQ(Write(&fs, "a", {}), absl::OkStatus());
  ASSERT_EQ(fs.Rename("a", "b"), absl::OkStatus());
  ASSERT_TRUE(fs.List("/").ok());
  ASSERT_EQ(fs.Remove("b"), absl::OkStatus());
  EXPECT_THAT(states, ElementsAre("a", "a", "a", "b", "none"));
}

TEST(RecordingFileSystemTest, AFaultFailsOneOperationWithItsError) {
  RecordingFileSystem fs;
  fs.SetFault(FileFault{1, ENOSPC});
  auto file = fs.Create("a");
  ASSERT_TRUE(file.ok());
  const absl::Status status = (*file)->Append("1234");
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("append a"));
  EXPECT_EQ((*file)->Append("5"), status) << "the error stays";
  EXPECT_EQ((*file)->Sync(), status);
  EXPECT_EQ((*file)->Close(), status);
  EXPECT_EQ(Read(&fs, "a"), "");
  EXPECT_EQ(Write(&fs, "b", {"x"}), absl::OkStatus());
}

TEST(RecordingFileSystemTest, ATornWriteLeavesHalf) {
  RecordingFileSystem fs;
  fs.SetFault(FileFault{1, EIO, /*lasting=*/false, /*tears=*/true});
  EXPECT_FALSE(Write(&fs, "a", {"1234"}).ok());
  EXPECT_EQ(Read(&fs, "a"), "12");
}

TEST(RecordingFileSystemTest, ALastingFaultFailsEverythingUntilItEnds) {
  RecordingFileSystem fs;
  ASSERT_EQ(Write(&fs, "a", {"1234"}), absl::OkStatus());
  fs.SetFault(FileFault{fs.num_operations(), EIO, /*lasting=*/true});
  EXPECT_FALSE(fs.Create("b").ok());
  EXPECT_FALSE(fs.OpenForRead("a").ok());
  EXPECT_FALSE(fs.Map("a").ok());
  EXPECT_FALSE(fs.List("/").ok());
  EXPECT_FALSE(fs.Rename("a", "b").ok());
  EXPECT_FALSE(fs.Remove("a").ok());
  EXPECT_FALSE(fs.MakeDirectory("d").ok());
  EXPECT_FALSE(fs.SyncDirectory("/").ok());
  EXPECT_FALSE(fs.Lock("LOCK").ok());
  fs.SetFault(std::nullopt);
  EXPECT_THAT(*fs.List("/"), ElementsAre("a"));
  auto mapped = fs.Map("a");
  ASSERT_TRUE(mapped.ok());
  EXPECT_EQ((*mapped)->bytes(), "1234");
}

TEST(RecordingFileSystemTest, AnIgnoredSyncClaimsSuccessAndDoesNothing) {
  for (const int ignored : {0, 1, 2}) {
    RecordingFileSystem fs;
    fs.IgnoreSync(ignored);
    ASSERT_EQ(Write(&fs, "a", {"1234"}), absl::OkStatus());
    ASSERT_EQ(fs.SyncDirectory("/"), absl::OkStatus());
    bool lost = false;
    fs.ForEachCrashState([&](RecordingFileSystem* state, const std::string&) {
      lost = lost || Read(state, "a") != "1234";
    });
    EXPECT_EQ(lost, ignored < 2) << ignored;
  }
}

TEST(RecordingFileSystemTest, ReadsPastTheEndAreDataLoss) {
  RecordingFileSystem fs;
  ASSERT_EQ(Write(&fs, "a", {"1234"}), absl::OkStatus());
  auto file = fs.OpenForRead("a");
  ASSERT_TRUE(file.ok());
  char buffer[8];
  EXPECT_EQ((*file)->Read(1, 3, buffer), absl::OkStatus());
  EXPECT_TRUE(absl::IsDataLoss((*file)->Read(1, 4, buffer)));
  EXPECT_TRUE(absl::IsDataLoss((*file)->Read(~0ull, 2, buffer)));
}

TEST(RecordingFileSystemTest, ALockIsHeldOnceAndNotAfterACrash) {
  RecordingFileSystem fs;
  auto lock = fs.Lock("LOCK");
  ASSERT_TRUE(lock.ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(fs.Lock("LOCK").status()));
  fs.ForEachCrashState([](RecordingFileSystem* state, const std::string&) {
    EXPECT_TRUE(state->Lock("LOCK").ok());
  });
  lock->reset();
  EXPECT_TRUE(fs.Lock("LOCK").ok());
}

}  // namespace
}  // namespace telusur
