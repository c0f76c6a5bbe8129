// What an update does when nothing fails, on a real disk.

#include "index/index_directory.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/io/file.h"
#include "index/manifest.h"

namespace telusur {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr IndexFileKind kSegment = IndexFileKind::kSegment;
constexpr IndexFileKind kDeletions = IndexFileKind::kDeletions;

class IndexDirectoryTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = JoinPath(testing::TempDir(), "index_directory_XXXXXX");
    ASSERT_NE(::mkdtemp(&name[0]), nullptr);
    parent_ = name;
    directory_ = JoinPath(parent_, "news");
  }

  void TearDown() override {
    for (const std::string& directory : {directory_, parent_}) {
      const auto names = fs_->List(directory);
      if (!names.ok()) continue;
      for (const std::string& name : *names) {
        fs_->Remove(JoinPath(directory, name)).IgnoreError();
      }
      ::rmdir(directory.c_str());
    }
  }

  absl::StatusOr<std::unique_ptr<IndexUpdate>> Begin() {
    return IndexUpdate::Begin(fs_, directory_, IndexUpdate::Options());
  }

  std::unique_ptr<IndexUpdate> MustBegin() {
    auto update = Begin();
    EXPECT_TRUE(update.ok()) << update.status();
    return *std::move(update);
  }

  // Puts a file into the directory behind the update's back.
  void Write(const std::string& name, const std::string& bytes = "") {
    auto file = fs_->Create(JoinPath(directory_, name));
    ASSERT_TRUE(file.ok()) << file.status();
    ASSERT_EQ((*file)->Append(bytes), absl::OkStatus());
    ASSERT_EQ((*file)->Close(), absl::OkStatus());
  }

  std::string Read(const std::string& name) {
    const auto bytes = ReadWholeFile(fs_, JoinPath(directory_, name), 1 << 20);
    return bytes.ok() ? *bytes : bytes.status().ToString();
  }

  std::vector<std::string> List() {
    const auto names = fs_->List(directory_);
    EXPECT_TRUE(names.ok()) << names.status();
    return *names;
  }

  // Writes a file whose bytes are its name, and returns the name.
  static std::string AddFile(IndexUpdate* update, uint32_t number,
                             IndexFileKind kind) {
    const std::string name = IndexFileName(update->generation(), number, kind);
    auto file = update->CreateFile(name);
    EXPECT_TRUE(file.ok()) << file.status();
    EXPECT_EQ((*file)->Append(name), absl::OkStatus());
    EXPECT_EQ(update->FinishFile(file->get(), name), absl::OkStatus());
    return name;
  }

  static Manifest WithSegments(const std::vector<std::string>& names) {
    Manifest manifest;
    for (const std::string& name : names) {
      manifest.segments.push_back({name, 1, 1, 0, "", 0});
    }
    return manifest;
  }

  // Builds an index of one segment over whatever there is.
  void Build() {
    auto update = MustBegin();
    const std::string name = AddFile(update.get(), 0, kSegment);
    ASSERT_EQ(update->Commit(WithSegments({name})), absl::OkStatus());
  }

  FileSystem* const fs_ = FileSystem::Posix();
  std::string parent_;
  std::string directory_;
};

TEST(IndexFileNameTest, IsMadeOfGenerationNumberAndKind) {
  EXPECT_EQ(IndexFileName(8, 0, kSegment), "00000008-0.segment");
  EXPECT_EQ(IndexFileName(123456789, 4294967295, kDeletions),
            "123456789-4294967295.deletions");
  EXPECT_EQ(IndexFileName(1, 2, IndexFileKind::kRun), "00000001-2.run");
}

TEST(IndexFileNameTest, ABuildersNamesAreToldFromOthers) {
  for (const IndexFileKind kind : {kSegment, kDeletions, IndexFileKind::kRun}) {
    for (const uint64_t generation : {uint64_t{0}, uint64_t{8}, ~uint64_t{0}}) {
      for (const uint32_t number : {0u, 12u, ~0u}) {
        const std::string name = IndexFileName(generation, number, kind);
        EXPECT_TRUE(IsBuilderFileName(name)) << name;
        EXPECT_TRUE(IsBuilderFileName(absl::StrCat(name, ".tmp"))) << name;
        EXPECT_TRUE(IsValidFileName(name)) << name;
        EXPECT_FALSE(IsBuilderFileName(absl::StrCat(name, ".tmp.tmp")));
        EXPECT_FALSE(IsBuilderFileName(absl::StrCat("x", name)));
        EXPECT_FALSE(IsBuilderFileName(absl::StrCat(name, "x")));
      }
    }
  }
  EXPECT_TRUE(IsBuilderFileName("MANIFEST.tmp"));
  for (const char* name :
       {"", "MANIFEST", "LOCK", "notes.tmp", ".tmp", "segment",
        "0000008-0.segment", "00000008.segment", "00000008-.segment",
        "00000008-0.", "00000008-0.txt", "00000008-x.segment",
        "000000000000000000008-0.segment", "00000008-00000000000.segment",
        "2024-10.segment"}) {
    EXPECT_FALSE(IsBuilderFileName(name)) << name;
  }
}

TEST_F(IndexDirectoryTest, TheFirstBuildMakesTheDirectory) {
  auto update = MustBegin();
  EXPECT_FALSE(update->current().has_value());
  EXPECT_EQ(update->generation(), 1);
  const std::string name = AddFile(update.get(), 0, kSegment);
  Manifest manifest = WithSegments({name});
  manifest.analyzer = "whitespace";
  ASSERT_EQ(update->Commit(manifest), absl::OkStatus());
  EXPECT_THAT(List(), ElementsAre("00000001-0.segment", "LOCK", "MANIFEST"));
  EXPECT_EQ(Read("LOCK"), "");
  const auto read = ReadManifest(fs_, directory_);
  ASSERT_TRUE(read.ok()) << read.status();
  manifest.generation = 1;
  EXPECT_TRUE(*read == manifest);
}

TEST_F(IndexDirectoryTest, ARebuildReplacesTheFilesOfTheOldIndex) {
  Build();
  auto update = MustBegin();
  ASSERT_TRUE(update->current().has_value());
  EXPECT_EQ(update->current()->generation, 1);
  EXPECT_EQ(update->generation(), 2);
  const std::string name = AddFile(update.get(), 0, kSegment);
  EXPECT_EQ(Read("00000001-0.segment"), "00000001-0.segment");
  ASSERT_EQ(update->Commit(WithSegments({name})), absl::OkStatus());
  EXPECT_THAT(List(), ElementsAre("00000002-0.segment", "LOCK", "MANIFEST"));
  update.reset();
  EXPECT_THAT(List(), ElementsAre("00000002-0.segment", "LOCK", "MANIFEST"));
}

TEST_F(IndexDirectoryTest, AnAppendKeepsOldSegmentsAndReplacesDeletions) {
  Build();
  for (const uint64_t generation : {2, 3}) {
    auto update = MustBegin();
    Manifest manifest = *update->current();
    manifest.segments[0].deletions_file = AddFile(update.get(), 0, kDeletions);
    manifest.segments.push_back(
        {AddFile(update.get(), 1, kSegment), generation, 1, 0, "", 0});
    ASSERT_EQ(update->Commit(std::move(manifest)), absl::OkStatus());
  }
  EXPECT_THAT(List(), ElementsAre("00000001-0.segment", "00000002-1.segment",
                                  "00000003-0.deletions", "00000003-1.segment",
                                  "LOCK", "MANIFEST"));
}

TEST_F(IndexDirectoryTest, AnUncommittedUpdateLeavesTheOldIndexAlone) {
  Build();
  {
    auto update = MustBegin();
    AddFile(update.get(), 0, kSegment);
    auto unfinished = update->CreateFile("00000002-7.run");
    ASSERT_TRUE(unfinished.ok());
    EXPECT_THAT(List(), ElementsAre("00000001-0.segment", "00000002-0.segment",
                                    "00000002-7.run.tmp", "LOCK", "MANIFEST"));
  }
  EXPECT_THAT(List(), ElementsAre("00000001-0.segment", "LOCK", "MANIFEST"));
  EXPECT_EQ(ReadManifest(fs_, directory_)->generation, 1);
}

TEST_F(IndexDirectoryTest, FilesThatTheManifestLeavesOutGoAtTheCommit) {
  auto update = MustBegin();
  const std::string kept = AddFile(update.get(), 0, kSegment);
  AddFile(update.get(), 1, IndexFileKind::kRun);
  ASSERT_TRUE(update->CreateFile("00000001-2.run").ok());
  ASSERT_EQ(update->Commit(WithSegments({kept})), absl::OkStatus());
  EXPECT_THAT(List(), ElementsAre(kept, "LOCK", "MANIFEST"));
}

TEST_F(IndexDirectoryTest, TheLitterOfAKilledBuilderIsRemoved) {
  Build();
  for (const char* name : {"MANIFEST.tmp", "00000002-0.segment.tmp",
                           "00000002-1.segment", "00000002-2.run"}) {
    Write(name, "litter");
  }
  MustBegin();
  EXPECT_THAT(List(), ElementsAre("00000001-0.segment", "LOCK", "MANIFEST"));
}

TEST_F(IndexDirectoryTest, AFolderOfLitterAloneIsTakenOver) {
  ASSERT_EQ(fs_->MakeDirectory(directory_), absl::OkStatus());
  for (const char* name :
       {"LOCK", "MANIFEST.tmp", "00000001-0.segment", "00000001-1.run.tmp"}) {
    Write(name, "litter");
  }
  Build();
  EXPECT_THAT(List(), ElementsAre("00000001-0.segment", "LOCK", "MANIFEST"));
  EXPECT_EQ(Read("00000001-0.segment"), "00000001-0.segment");
}

TEST_F(IndexDirectoryTest, AFolderOfSomebodyElseIsRefusedAndLeftAsItIs) {
  ASSERT_EQ(fs_->MakeDirectory(directory_), absl::OkStatus());
  Write("00000001-0.segment", "looks like litter");
  Write("thesis.doc", "ten years of work");
  const absl::Status status = Begin().status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("thesis.doc"));
  EXPECT_THAT(std::string(status.message()), HasSubstr(directory_));
  EXPECT_THAT(List(), ElementsAre("00000001-0.segment", "thesis.doc"));
}

TEST_F(IndexDirectoryTest, ForeignFilesBesideAnIndexAreNeverTouched) {
  Build();
  Write("notes.tmp", "mine");
  Write("a.segment", "mine");
  ASSERT_EQ(fs_->MakeDirectory(JoinPath(directory_, "00000001-9.run")),
            absl::OkStatus());
  Build();
  { auto uncommitted = MustBegin(); }
  EXPECT_THAT(List(),
              ElementsAre("00000001-9.run", "00000002-0.segment", "LOCK",
                          "MANIFEST", "a.segment", "notes.tmp"));
  EXPECT_EQ(Read("notes.tmp"), "mine");
  ::rmdir(JoinPath(directory_, "00000001-9.run").c_str());
}

TEST_F(IndexDirectoryTest, AForeignManifestIsRefusedWithoutATrace) {
  ASSERT_EQ(fs_->MakeDirectory(directory_), absl::OkStatus());
  Write("MANIFEST", "Makefile.PL\nREADME\n");
  const absl::Status status = Begin().status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(List(), ElementsAre("MANIFEST"));
}

TEST_F(IndexDirectoryTest, ADamagedIndexIsNotReplaced) {
  Build();
  Write("MANIFEST", Read("MANIFEST") + "x");
  const absl::Status status = Begin().status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(List(), ElementsAre("00000001-0.segment", "LOCK", "MANIFEST"));
}

TEST_F(IndexDirectoryTest, ASecondUpdateIsRefused) {
  Build();
  auto first = MustBegin();
  AddFile(first.get(), 0, kSegment);
  const absl::Status status = Begin().status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("another build"));
  EXPECT_THAT(List(), ElementsAre("00000001-0.segment", "00000002-0.segment",
                                  "LOCK", "MANIFEST"));
  first.reset();
  EXPECT_TRUE(Begin().ok());
}

TEST_F(IndexDirectoryTest, WithoutCreateAnIndexMustExist) {
  IndexUpdate::Options options;
  options.create = false;
  const absl::Status missing =
      IndexUpdate::Begin(fs_, directory_, options).status();
  EXPECT_TRUE(absl::IsNotFound(missing)) << missing;
  EXPECT_FALSE(fs_->Exists(directory_));
  ASSERT_EQ(fs_->MakeDirectory(directory_), absl::OkStatus());
  const absl::Status empty =
      IndexUpdate::Begin(fs_, directory_, options).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(empty)) << empty;
  EXPECT_THAT(List(), ElementsAre());
  Build();
  EXPECT_TRUE(IndexUpdate::Begin(fs_, directory_, options).ok());
}

TEST_F(IndexDirectoryTest, AMissingParentIsNotFound) {
  directory_ = JoinPath(parent_, "a/b");
  const absl::Status status = Begin().status();
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
}

TEST_F(IndexDirectoryTest, APathThatIsAFileIsRefused) {
  ASSERT_TRUE(fs_->Create(directory_).ok());
  EXPECT_TRUE(absl::IsAlreadyExists(Begin().status()));
}

TEST_F(IndexDirectoryTest, OnlyNamesOfThisGenerationAreCreated) {
  Build();
  auto update = MustBegin();
  for (const char* name :
       {"00000001-0.segment", "00000003-0.segment", "000000002-0.segment",
        "MANIFEST", "MANIFEST.tmp", "../00000002-0.segment", "segment", "",
        "00000002-0.segment.tmp"}) {
    const absl::Status status = update->CreateFile(name).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << name << " " << status;
  }
  EXPECT_EQ(Read("00000001-0.segment"), "00000001-0.segment");
}

TEST_F(IndexDirectoryTest, AManifestOfUnfinishedFilesIsNotCommitted) {
  Build();
  const std::string bad_segments[] = {
      "00000002-0.segment", "00000002-1.segment", "00000000-0.segment"};
  for (const std::string& name : bad_segments) {
    auto update = MustBegin();
    auto unfinished = update->CreateFile("00000002-0.segment");
    ASSERT_TRUE(unfinished.ok());
    const absl::Status status = update->Commit(WithSegments({name}));
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(name));
  }
  EXPECT_EQ(ReadManifest(fs_, directory_)->generation, 1);
  EXPECT_THAT(List(), ElementsAre("00000001-0.segment", "LOCK", "MANIFEST"));
}

TEST_F(IndexDirectoryTest, AReaderKeepsItsMappedFilesThroughARebuild) {
  Build();
  const auto mapped = fs_->Map(JoinPath(directory_, "00000001-0.segment"));
  ASSERT_TRUE(mapped.ok());
  Build();
  EXPECT_EQ((*mapped)->bytes(), "00000001-0.segment");
}

}  // namespace
}  // namespace telusur
