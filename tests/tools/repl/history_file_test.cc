#include "tools/repl/history_file.h"

#include <sys/stat.h>

#include <fstream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/temp_folder.h"

namespace telusur {
namespace {

using Strings = std::vector<std::string>;

TEST(HistoryFileTest, LinesLastFromOneSessionToTheNext) {
  TempFolder folder;
  const std::string path = folder.Path("history");
  HistoryFile first(path);
  EXPECT_EQ(first.Load(), Strings());
  first.Append("harga beras");
  HistoryFile(path).Append("cabai \"merah\"");
  first.Append("two\nlines");
  first.Append("");
  first.Append(std::string(HistoryFile::kMaxLineBytes + 1, 'x'));
  EXPECT_EQ(HistoryFile(path).Load(),
            Strings({"harga beras", "cabai \"merah\""}));
}

TEST(HistoryFileTest, OnlyItsOwnerMayReadIt) {
  TempFolder folder;
  const std::string path = folder.Write("history", "old\n");
  ASSERT_EQ(chmod(path.c_str(), 0644), 0);
  HistoryFile(path).Append("new");
  struct stat info;
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST(HistoryFileTest, AGrownFileIsShortened) {
  TempFolder folder;
  std::string text;
  for (size_t i = 0; i < 3 * HistoryFile::kMaxLines; ++i) {
    text += std::to_string(i) + "\n";
  }
  const std::string path = folder.Write("history", text);
  for (int round = 0; round < 2; ++round) {
    const Strings lines = HistoryFile(path).Load();
    ASSERT_EQ(lines.size(), HistoryFile::kMaxLines);
    EXPECT_EQ(lines.front(), std::to_string(2 * HistoryFile::kMaxLines));
  }
  struct stat info;
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_LT(info.st_size, static_cast<off_t>(text.size()));
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST(HistoryFileTest, AHistoryThatCannotBeKeptIsNoError) {
  for (const char* path : {"", "/nonexistent/history", "/dev/null", "/tmp"}) {
    HistoryFile file(path);
    EXPECT_EQ(file.Load(), Strings()) << path;
    file.Append("x");
  }
}

}  // namespace
}  // namespace telusur
