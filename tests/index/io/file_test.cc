#include "index/io/file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace telusur {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class FileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = JoinPath(testing::TempDir(), "file_test_XXXXXX");
    ASSERT_NE(::mkdtemp(&name[0]), nullptr);
    directory_ = name;
  }

  void TearDown() override {
    auto names = fs_->List(directory_);
    ASSERT_TRUE(names.ok()) << names.status();
    for (const std::string& name : *names) {
      if (!fs_->Remove(Path(name)).ok()) ::rmdir(Path(name).c_str());
    }
    ASSERT_EQ(::rmdir(directory_.c_str()), 0);
  }

  std::string Path(const std::string& name) const {
    return JoinPath(directory_, name);
  }

  std::unique_ptr<WritableFile> Create(const std::string& name) {
    auto file = fs_->Create(Path(name));
    EXPECT_TRUE(file.ok()) << file.status();
    return *std::move(file);
  }

  void Write(const std::string& name, const std::string& bytes) {
    auto file = Create(name);
    EXPECT_EQ(file->Append(bytes), absl::OkStatus());
    EXPECT_EQ(file->Close(), absl::OkStatus());
  }

  std::string Read(const std::string& name) {
    auto bytes = ReadWholeFile(fs_, Path(name), 1 << 30);
    EXPECT_TRUE(bytes.ok()) << bytes.status();
    return *std::move(bytes);
  }

  FileSystem* const fs_ = FileSystem::Posix();
  std::string directory_;
};

TEST_F(FileTest, AppendsOfAllSizesArriveInOrder) {
  std::mt19937 random(20240602);
  std::string expected;
  auto file = Create("a");
  for (int i = 0; i < 300; ++i) {
    // Sizes of every magnitude, many of them around the buffer's.
    const size_t size =
        i % 3 == 0 ? (128 << 10) - 2 + random() % 5 : random() >> (14 + i % 18);
    std::string piece(size, '\0');
    for (char& byte : piece) byte = static_cast<char>(random());
    ASSERT_EQ(file->Append(piece), absl::OkStatus());
    expected += piece;
    ASSERT_EQ(file->size(), expected.size());
  }
  ASSERT_EQ(file->Append(absl::string_view()), absl::OkStatus());
  ASSERT_EQ(file->Close(), absl::OkStatus());
  EXPECT_TRUE(Read("a") == expected);
}

TEST_F(FileTest, SyncWritesTheBufferAndAppendingGoesOn) {
  auto file = Create("a");
  ASSERT_EQ(file->Append("satu "), absl::OkStatus());
  ASSERT_EQ(file->Sync(), absl::OkStatus());
  EXPECT_EQ(Read("a"), "satu ");
  ASSERT_EQ(file->Append("dua"), absl::OkStatus());
  EXPECT_EQ(file->size(), 8);
  ASSERT_EQ(file->Close(), absl::OkStatus());
  ASSERT_EQ(file->Close(), absl::OkStatus());
  EXPECT_EQ(Read("a"), "satu dua");
}

TEST_F(FileTest, CreateEmptiesAnExistingFile) {
  Write("a", "lama dan panjang");
  Write("a", "baru");
  EXPECT_EQ(Read("a"), "baru");
}

TEST_F(FileTest, AFileThatIsNotClosedLosesItsBuffer) {
  { ASSERT_EQ(Create("a")->Append("hilang"), absl::OkStatus()); }
  EXPECT_EQ(Read("a"), "");
}

TEST_F(FileTest, AFullDiskIsResourceExhaustedAndStaysSo) {
  auto file = fs_->Create("/dev/full");
  if (!file.ok()) GTEST_SKIP() << file.status();
  EXPECT_EQ((*file)->Append("buffered"), absl::OkStatus());
  const absl::Status status = (*file)->Append(std::string(1 << 20, 'x'));
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("/dev/full"));
  EXPECT_EQ((*file)->Append("x"), status);
  EXPECT_EQ((*file)->Sync(), status);
  EXPECT_EQ((*file)->Close(), status);
  EXPECT_EQ((*file)->Close(), status);
}

TEST_F(FileTest, AFullDiskIsReportedByCloseAtTheLatest) {
  auto file = fs_->Create("/dev/full");
  if (!file.ok()) GTEST_SKIP() << file.status();
  ASSERT_EQ((*file)->Append("x"), absl::OkStatus());
  EXPECT_TRUE(absl::IsResourceExhausted((*file)->Close()));
}

// A size limit makes the system write less than it was asked to, and then fail.
TEST_F(FileTest, AShortWriteIsContinuedUntilItsErrorIsKnown) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {300000, 300000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto file = fs_->Create(Path("a"));
    const absl::Status status = (*file)->Append(std::string(400000, 'x'));
    ::_exit(!status.ok() && (*file)->Close() == status ? 0 : 1);
  }
  int exit_status = -1;
  ASSERT_EQ(::waitpid(child, &exit_status, 0), child);
  EXPECT_EQ(exit_status, 0);
  EXPECT_EQ(Read("a"), std::string(300000, 'x'));
}

// A pipe with a slow reader gives short writes, and the timer interrupts them.
TEST_F(FileTest, ShortAndInterruptedWritesLoseNothing) {
  ASSERT_EQ(::mkfifo(Path("pipe").c_str(), 0600), 0);
  std::string expected(3 << 20, '\0');
  std::mt19937 random(20240603);
  for (char& byte : expected) byte = static_cast<char>(random());
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    struct sigaction action = {};
    action.sa_handler = [](int) {};  // no SA_RESTART: calls end with EINTR
    ::sigaction(SIGALRM, &action, nullptr);
    const itimerval timer = {{0, 200}, {0, 200}};
    ::setitimer(ITIMER_REAL, &timer, nullptr);
    auto file = fs_->Create(Path("pipe"));
    const bool ok =
        file.ok() && (*file)->Append(expected).ok() && (*file)->Close().ok();
    ::_exit(ok ? 0 : 1);
  }
  const int fd = ::open(Path("pipe").c_str(), O_RDONLY);
  std::string received;
  char buffer[10007];
  for (ssize_t n; (n = ::read(fd, buffer, sizeof(buffer))) > 0;) {
    received.append(buffer, n);
  }
  ::close(fd);
  int exit_status = -1;
  ASSERT_EQ(::waitpid(child, &exit_status, 0), child);
  EXPECT_EQ(exit_status, 0);
  EXPECT_TRUE(received == expected) << received.size();
}

TEST_F(FileTest, DescriptorsAreClosedOnExec) {
  auto file = Create("a");
  auto lock = fs_->Lock(Path("LOCK"));
  auto reader = fs_->OpenForRead(Path("a"));
  ASSERT_TRUE(lock.ok() && reader.ok());
  int of_ours = 0;
  for (int fd = 3; fd < 256; ++fd) {
    char target[4096];
    const ssize_t size =
        ::readlink(absl::StrCat("/proc/self/fd/", fd).c_str(), target, 4096);
    if (size < 0) continue;
    if (!absl::StartsWith(absl::string_view(target, size), directory_))
      continue;
    ++of_ours;
    EXPECT_NE(::fcntl(fd, F_GETFD) & FD_CLOEXEC, 0) << target;
  }
  EXPECT_EQ(of_ours, 3);
}

TEST_F(FileTest, ReadsAnyRangeAndNothingPastTheEnd) {
  Write("a", "0123456789");
  auto file = fs_->OpenForRead(Path("a"));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ((*file)->size(), 10);
  char buffer[10];
  ASSERT_EQ((*file)->Read(3, 4, buffer), absl::OkStatus());
  EXPECT_EQ(std::string(buffer, 4), "3456");
  ASSERT_EQ((*file)->Read(0, 10, buffer), absl::OkStatus());
  EXPECT_EQ(std::string(buffer, 10), "0123456789");
  EXPECT_EQ((*file)->Read(10, 0, buffer), absl::OkStatus());
  const std::pair<uint64_t, uint64_t> beyond[] = {
      {0, 11}, {10, 1}, {11, 0}, {~0ull, 1}, {1, ~0ull}, {~0ull, ~0ull}};
  for (const auto& range : beyond) {
    const absl::Status status =
        (*file)->Read(range.first, range.second, buffer);
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(Path("a")));
  }
}

TEST_F(FileTest, AFileShortenedWhileOpenIsDataLoss) {
  Write("a", "0123456789");
  auto file = fs_->OpenForRead(Path("a"));
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(::truncate(Path("a").c_str(), 5), 0);
  char buffer[10];
  EXPECT_TRUE(absl::IsDataLoss((*file)->Read(0, 10, buffer)));
  EXPECT_EQ((*file)->Read(0, 5, buffer), absl::OkStatus());
}

TEST_F(FileTest, MappedBytesOutliveTheName) {
  const std::string bytes(100000, 'm');
  Write("a", bytes);
  auto file = fs_->Map(Path("a"));
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_EQ(fs_->Remove(Path("a")), absl::OkStatus());
  EXPECT_TRUE((*file)->bytes() == bytes);
}

TEST_F(FileTest, MappedBytesStayWhenTheirPagesAreDropped) {
  const std::string bytes(100000, 'x');
  Write("a", bytes);
  const auto file = fs_->Map(Path("a"));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ((*file)->bytes(), bytes);
  (*file)->DropPages();
  EXPECT_EQ((*file)->bytes(), bytes);
}

TEST_F(FileTest, AnEmptyFileMapsToEmptyBytes) {
  Write("a", "");
  auto file = fs_->Map(Path("a"));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE((*file)->bytes().empty());
}

TEST_F(FileTest, AMissingFileIsNotFoundWithItsPath) {
  const absl::Status statuses[] = {
      fs_->OpenForRead(Path("x")).status(), fs_->Map(Path("x")).status(),
      fs_->List(Path("x")).status(),        fs_->Remove(Path("x")),
      fs_->Rename(Path("x"), Path("y")),    fs_->Create(Path("x/y")).status(),
      fs_->SyncDirectory(Path("x")),        fs_->MakeDirectory(Path("x/y")),
      fs_->Lock(Path("x/LOCK")).status()};
  for (const absl::Status& status : statuses) {
    EXPECT_TRUE(absl::IsNotFound(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(Path("x")));
  }
}

TEST_F(FileTest, WhatIsNoRegularFileIsNotRead) {
  ASSERT_EQ(::mkfifo(Path("pipe").c_str(), 0600), 0);
  ASSERT_EQ(fs_->MakeDirectory(Path("directory")), absl::OkStatus());
  for (const char* name : {"pipe", "directory"}) {
    EXPECT_TRUE(
        absl::IsFailedPrecondition(fs_->OpenForRead(Path(name)).status()));
    EXPECT_TRUE(absl::IsFailedPrecondition(fs_->Map(Path(name)).status()));
  }
}

TEST_F(FileTest, ReadWholeFileRefusesMoreThanAllowed) {
  Write("a", "12345");
  EXPECT_EQ(*ReadWholeFile(fs_, Path("a"), 5), "12345");
  EXPECT_TRUE(absl::IsDataLoss(ReadWholeFile(fs_, Path("a"), 4).status()));
}

TEST_F(FileTest, ListIsSorted) {
  EXPECT_THAT(*fs_->List(directory_), IsEmpty());
  for (const char* name : {"b", "a.tmp", "LOCK", "a", ".hidden"}) {
    Write(name, "");
  }
  EXPECT_THAT(*fs_->List(directory_),
              ElementsAre(".hidden", "LOCK", "a", "a.tmp", "b"));
}

TEST_F(FileTest, RenameReplacesAndRemoveRemoves) {
  Write("a", "baru");
  Write("b", "lama");
  ASSERT_EQ(fs_->Rename(Path("a"), Path("b")), absl::OkStatus());
  EXPECT_FALSE(fs_->Exists(Path("a")));
  EXPECT_EQ(Read("b"), "baru");
  ASSERT_EQ(fs_->SyncDirectory(directory_), absl::OkStatus());
  ASSERT_EQ(fs_->Remove(Path("b")), absl::OkStatus());
  EXPECT_FALSE(fs_->Exists(Path("b")));
}

TEST_F(FileTest, MakeDirectoryTakesAnExistingDirectoryButNoFile) {
  ASSERT_EQ(fs_->MakeDirectory(Path("d")), absl::OkStatus());
  EXPECT_EQ(fs_->MakeDirectory(Path("d")), absl::OkStatus());
  EXPECT_TRUE(fs_->Exists(Path("d")));
  Write("f", "");
  const absl::Status status = fs_->MakeDirectory(Path("f"));
  EXPECT_TRUE(absl::IsAlreadyExists(status)) << status;
}

TEST_F(FileTest, ALockIsHeldOnceInAProcessAndAcrossProcesses) {
  auto lock = fs_->Lock(Path("LOCK"));
  ASSERT_TRUE(lock.ok()) << lock.status();
  const absl::Status second = fs_->Lock(Path("LOCK")).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(second)) << second;
  EXPECT_THAT(std::string(second.message()), HasSubstr(Path("LOCK")));
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::_exit(absl::IsFailedPrecondition(fs_->Lock(Path("LOCK")).status()) ? 0
                                                                         : 1);
  }
  int exit_status = -1;
  ASSERT_EQ(::waitpid(child, &exit_status, 0), child);
  EXPECT_EQ(exit_status, 0);
  lock->reset();
  EXPECT_TRUE(fs_->Lock(Path("LOCK")).ok());
  EXPECT_EQ(Read("LOCK"), "");
}

TEST(PathTest, Joins) {
  EXPECT_EQ(JoinPath("a", "b"), "a/b");
  EXPECT_EQ(JoinPath("a/", "b"), "a/b");
  EXPECT_EQ(JoinPath("/", "b"), "/b");
  EXPECT_EQ(JoinPath("", "b"), "b");
}

TEST(PathTest, Parents) {
  EXPECT_EQ(ParentDirectory("news"), ".");
  EXPECT_EQ(ParentDirectory("news/"), ".");
  EXPECT_EQ(ParentDirectory("/news"), "/");
  EXPECT_EQ(ParentDirectory("/news//"), "/");
  EXPECT_EQ(ParentDirectory("a/news"), "a");
  EXPECT_EQ(ParentDirectory("a//news/"), "a");
  EXPECT_EQ(ParentDirectory("/"), "/");
  EXPECT_EQ(ParentDirectory(""), ".");
}

}  // namespace
}  // namespace telusur
