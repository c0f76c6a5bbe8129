#include "index/io/reopened_file.h"

#include <sys/resource.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "index/io/file.h"
#include "tests/support/must.h"
#include "tests/support/temp_folder.h"

namespace telusur {
namespace {

TEST(ReopenedFileTest, MoreFilesThanCanBeOpenAreRead) {
  const TempFolder folder;
  rlimit limit;
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
  limit.rlim_cur = 64;
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
  constexpr size_t kNumFiles = kMaxOpenFiles + 1;
  std::vector<std::unique_ptr<RandomAccessFile>> files;
  for (size_t i = 0; i < kNumFiles; ++i) {
    const std::string path =
        folder.Write(absl::StrCat(i), absl::StrCat(1000 + i));
    files.push_back(Must(OpenOneOf(kNumFiles, FileSystem::Posix(), path)));
  }
  for (int round = 0; round < 2; ++round) {
    for (size_t i = 0; i < kNumFiles; ++i) {
      EXPECT_EQ(files[i]->size(), 4);
      std::string bytes(3, ' ');
      Must(files[i]->Read(1, 3, &bytes[0]));
      EXPECT_EQ(bytes, absl::StrCat(1000 + i).substr(1));
    }
  }
}

TEST(ReopenedFileTest, ErrorsAreReturned) {
  const TempFolder folder;
  const std::string path = folder.Path("a");
  FileSystem* const fs = FileSystem::Posix();
  EXPECT_TRUE(absl::IsNotFound(OpenOneOf(1000, fs, path).status()));
  folder.Write("a", "abc");
  const auto file = Must(OpenOneOf(1000, fs, path));
  char bytes[4];
  EXPECT_TRUE(absl::IsDataLoss(file->Read(0, 4, bytes)));
  Must(fs->Remove(path));
  EXPECT_TRUE(absl::IsNotFound(file->Read(0, 3, bytes)));
}

}  // namespace
}  // namespace telusur
