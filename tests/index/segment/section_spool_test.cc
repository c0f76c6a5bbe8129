#include "index/segment/section_spool.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "index/io/large_pages.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/recording_file_system.h"

namespace telusur {
namespace {

constexpr char kPath[] = "spool";
constexpr uint64_t kPieceBytes = 4096;
constexpr uint64_t kNoLimit = ~uint64_t{0} / 2;

// Appends pseudo-random bytes to `*spool` in small parts and returns them all.
std::string Fill(uint64_t num_bytes, SectionSpool* spool) {
  TestRandom random(1);
  std::string all;
  while (all.size() < num_bytes) {
    std::string part(1 + random() % 100000, '\0');
    for (char& c : part) c = static_cast<char>(random());
    spool->tail()->append(part);
    all.append(part);
    Must(spool->Appended());
  }
  return all;
}

// What ForEach gives; checks the sizes of its pieces.
std::string Content(SectionSpool* spool) {
  std::string all;
  bool ended = false;
  Must(spool->ForEach(kPieceBytes, [&](absl::string_view piece) {
    EXPECT_FALSE(ended);
    ended = piece.size() % kPieceBytes != 0;
    all.append(piece.data(), piece.size());
    return absl::OkStatus();
  }));
  return all;
}

class SectionSpoolTest : public ::testing::TestWithParam<uint64_t> {};

TEST_P(SectionSpoolTest, GivesBackWhatWasAppended) {
  for (const uint64_t num_bytes :
       {uint64_t{0}, uint64_t{1}, uint64_t{300000}, 3 * kLargePageBytes}) {
    RecordingFileSystem fs;
    SectionSpool spool(
        &fs, [] { return kPath; }, GetParam());
    const std::string all = Fill(num_bytes, &spool);
    EXPECT_EQ(spool.size(), all.size());
    EXPECT_EQ(Content(&spool), all);
  }
}

TEST_P(SectionSpoolTest, IsAsNewAfterClear) {
  RecordingFileSystem fs;
  SectionSpool spool(
      &fs, [] { return kPath; }, GetParam());
  Fill(3 * kLargePageBytes, &spool);
  spool.Clear();
  EXPECT_EQ(spool.size(), 0);
  EXPECT_FALSE(fs.Exists(kPath));
  const std::string all = Fill(1000, &spool);
  EXPECT_EQ(Content(&spool), all);
}

INSTANTIATE_TEST_SUITE_P(MemoryBytes, SectionSpoolTest,
                         ::testing::Values(0, 1 << 16, 1 << 20,
                                           2 * kLargePageBytes,
                                           3 * kLargePageBytes, kNoLimit));

TEST(SectionSpoolFileTest, IsThereOnlyPastTheLimit) {
  RecordingFileSystem fs;
  SectionSpool spool(
      &fs, [] { return kPath; }, 4 * kLargePageBytes);
  Fill(2 * kLargePageBytes, &spool);
  EXPECT_FALSE(fs.Exists(kPath));
  Fill(3 * kLargePageBytes, &spool);
  EXPECT_TRUE(fs.Exists(kPath));
}

TEST(SectionSpoolFileTest, IsMappedAndReadWithAllBytes) {
  RecordingFileSystem fs;
  SectionSpool spool(&fs, [] { return kPath; });
  const std::string all = Fill(3 * kLargePageBytes, &spool);
  EXPECT_GE(spool.memory_bytes(), all.size());
  Must(spool.MoveToFile());
  EXPECT_LT(spool.memory_bytes(), kLargePageBytes);
  const auto mapped = Must(spool.Map());
  EXPECT_EQ(std::string(mapped->bytes()), all);
  EXPECT_EQ(Content(&spool), all);
  EXPECT_EQ(Content(&spool), all);
}

TEST(SectionSpoolFileTest, ErrorsAreKept) {
  RecordingFileSystem fs;
  SectionSpool spool(
      &fs, [] { return "no folder/spool"; }, 0);
  spool.tail()->append("a");
  EXPECT_TRUE(absl::IsNotFound(spool.Appended()));
  EXPECT_TRUE(absl::IsNotFound(spool.ForEach(
      1, [](absl::string_view piece) { return absl::OkStatus(); })));
}

}  // namespace
}  // namespace telusur
