#include "tests/support/memory_disk.h"

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

// The bytes of a small file; "-" when it is missing.
std::string Contents(const MemoryDisk& disk, const std::string& path) {
  const auto node = disk.Find(path);
  return node == nullptr ? "-" : node->bytes;
}

// What a crash may leave of the given files, as "a=... b=...".
std::set<std::string> CrashStates(const MemoryDisk& disk,
                                  const std::vector<std::string>& paths) {
  std::set<std::string> states;
  disk.ForEachCrashState([&](MemoryDisk state, const std::string&) {
    std::string text;
    for (const std::string& path : paths) {
      absl::StrAppend(&text, text.empty() ? "" : " ", path, "=",
                      Contents(state, path));
    }
    states.insert(text);
  });
  return states;
}

// Creates a file with `bytes` that are durable, under a name that is not yet.
void Write(MemoryDisk* disk, const std::string& path,
           const std::string& bytes) {
  auto file = disk->CreateFile(path);
  ASSERT_TRUE(file.ok()) << file.status();
  (*file)->bytes = (*file)->durable_bytes = bytes;
}

TEST(MemoryDiskTest, ANewNameLastsOnceTheDirectoryIsSynced) {
  MemoryDisk disk;
  Write(&disk, "a", "x");
  EXPECT_THAT(CrashStates(disk, {"a"}), UnorderedElementsAre("a=-", "a=x"));
  ASSERT_EQ(disk.SyncDirectory("/"), absl::OkStatus());
  EXPECT_THAT(CrashStates(disk, {"a"}), ElementsAre("a=x"));
}

TEST(MemoryDiskTest, UnsyncedBytesMayBeLostTornOrZero) {
  MemoryDisk disk;
  Write(&disk, "a", "1");
  ASSERT_EQ(disk.SyncDirectory("/"), absl::OkStatus());
  disk.Find("a")->bytes = "12345";
  EXPECT_THAT(CrashStates(disk, {"a"}),
              UnorderedElementsAre("a=1", "a=12345", "a=123\xa5\xa5",
                                   absl::StrCat("a=1", std::string(4, '\0'))));
}

TEST(MemoryDiskTest, AFileThatWasEmptiedMayHaveItsOldBytesBack) {
  MemoryDisk disk;
  Write(&disk, "a", "old");
  ASSERT_EQ(disk.SyncDirectory("/"), absl::OkStatus());
  ASSERT_TRUE(disk.CreateFile("a").ok());
  EXPECT_THAT(CrashStates(disk, {"a"}), UnorderedElementsAre("a=old", "a="));
}

TEST(MemoryDiskTest, EachNameOfARenameMayBeLostForItself) {
  MemoryDisk disk;
  Write(&disk, "a", "new");
  Write(&disk, "b", "old");
  ASSERT_EQ(disk.SyncDirectory("/"), absl::OkStatus());
  ASSERT_EQ(disk.Rename("a", "b"), absl::OkStatus());
  EXPECT_THAT(CrashStates(disk, {"a", "b"}),
              UnorderedElementsAre("a=new b=old", "a=new b=new", "a=- b=old",
                                   "a=- b=new"));
}

TEST(MemoryDiskTest, ARemovalMayLastWhileAnEarlierRenameIsLost) {
  MemoryDisk disk;
  Write(&disk, "old", "1");
  Write(&disk, "m", "old");
  Write(&disk, "m.tmp", "new");
  ASSERT_EQ(disk.SyncDirectory("/"), absl::OkStatus());
  ASSERT_EQ(disk.Rename("m.tmp", "m"), absl::OkStatus());
  ASSERT_EQ(disk.RemoveFile("old"), absl::OkStatus());
  EXPECT_THAT(CrashStates(disk, {"m", "old"}), Contains("m=old old=-"));
}

TEST(MemoryDiskTest, ADirectoryIsANameInItsParent) {
  MemoryDisk disk;
  ASSERT_EQ(disk.MakeDirectory("d"), absl::OkStatus());
  Write(&disk, "d/a", "x");
  ASSERT_EQ(disk.SyncDirectory("d"), absl::OkStatus());
  EXPECT_THAT(CrashStates(disk, {"d/a"}),
              UnorderedElementsAre("d/a=-", "d/a=x"));
  ASSERT_EQ(disk.SyncDirectory("/"), absl::OkStatus());
  EXPECT_THAT(CrashStates(disk, {"d/a"}), ElementsAre("d/a=x"));
}

TEST(MemoryDiskTest, ACrashedDiskIsWholeAndIndependent) {
  MemoryDisk disk;
  Write(&disk, "a", "x");
  disk.ForEachCrashState([&](MemoryDisk state, const std::string& description) {
    const std::string before = Contents(state, "a");
    Write(&state, "a", "changed");
    EXPECT_EQ(Contents(disk, "a"), "x") << description << before;
    ASSERT_EQ(state.SyncDirectory("/"), absl::OkStatus());
    EXPECT_THAT(CrashStates(state, {"a"}), ElementsAre("a=changed"));
  });
}

TEST(MemoryDiskTest, TooManyNamesGiveTheExtremesAndAChoice) {
  MemoryDisk disk;
  std::vector<std::string> paths;
  for (int i = 0; i < 12; ++i) {
    paths.push_back(absl::StrCat("f", i));
    Write(&disk, paths.back(), "x");
  }
  const std::set<std::string> states = CrashStates(disk, paths);
  EXPECT_LE(states.size(), MemoryDisk::kMaxNameStates);
  std::string nothing, everything;
  for (const std::string& path : paths) {
    absl::StrAppend(&nothing, nothing.empty() ? "" : " ", path, "=-");
    absl::StrAppend(&everything, everything.empty() ? "" : " ", path, "=x");
  }
  EXPECT_THAT(states, Contains(nothing));
  EXPECT_THAT(states, Contains(everything));
  EXPECT_EQ(states, CrashStates(disk, paths));
}

TEST(MemoryDiskTest, ErrorsAreThoseOfTheSystem) {
  MemoryDisk disk;
  ASSERT_EQ(disk.MakeDirectory("d"), absl::OkStatus());
  EXPECT_EQ(disk.MakeDirectory("d"), absl::OkStatus());
  Write(&disk, "f", "x");
  EXPECT_TRUE(absl::IsAlreadyExists(disk.MakeDirectory("f")));
  EXPECT_TRUE(absl::IsNotFound(disk.MakeDirectory("x/y")));
  EXPECT_TRUE(absl::IsNotFound(disk.CreateFile("x/y").status()));
  EXPECT_TRUE(absl::IsNotFound(disk.FindFile("x").status()));
  EXPECT_TRUE(absl::IsNotFound(disk.List("x").status()));
  EXPECT_TRUE(absl::IsNotFound(disk.Rename("x", "y")));
  EXPECT_TRUE(absl::IsNotFound(disk.RemoveFile("x")));
  EXPECT_TRUE(absl::IsNotFound(disk.SyncDirectory("x")));
  EXPECT_TRUE(absl::IsFailedPrecondition(disk.CreateFile("d").status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(disk.RemoveFile("d")));
  EXPECT_TRUE(absl::IsFailedPrecondition(disk.List("f").status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(disk.SyncDirectory("f")));
  EXPECT_THAT(*disk.List("/"), ElementsAre("d", "f"));
}

}  // namespace
}  // namespace telusur
