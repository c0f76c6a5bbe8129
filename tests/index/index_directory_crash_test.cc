// What an update does when the power fails, the process is killed or an
// operation fails: the old index or the new one, whole; and every sync is
// needed for that.

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/index_directory.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "index/manifest.h"
#include "tests/support/recording_file_system.h"

namespace telusur {

void PrintTo(const FileFault& fault, std::ostream* out) {
  *out << (fault.error == ENOSPC ? "NoSpace" : "Error")
       << (fault.lasting ? "ForEver" : "Once") << (fault.tears ? "Torn" : "");
}

namespace {

using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kDirectory[] = "data/news";
constexpr IndexFileKind kSegment = IndexFileKind::kSegment;
constexpr IndexFileKind kDeletions = IndexFileKind::kDeletions;
constexpr uint64_t kDamaged = ~uint64_t{0};  // the generation of no index

// The bytes of the file of this name, of more than two pages.
std::string Contents(const std::string& name) {
  std::string contents;
  while (contents.size() < 10000) absl::StrAppend(&contents, name, "\n");
  return contents;
}

absl::StatusOr<std::string> AddFile(IndexUpdate* update, uint32_t number,
                                    IndexFileKind kind) {
  const std::string name = IndexFileName(update->generation(), number, kind);
  std::unique_ptr<WritableFile> file;
  ASSIGN_OR_RETURN(file, update->CreateFile(name));
  const std::string contents = Contents(name);
  RETURN_IF_ERROR(file->Append(contents.substr(0, 3000)));
  RETURN_IF_ERROR(file->Append(contents.substr(3000)));
  RETURN_IF_ERROR(update->FinishFile(file.get(), name));
  return name;
}

absl::StatusOr<SegmentEntry> AddSegment(IndexUpdate* update, uint32_t number) {
  SegmentEntry segment;
  ASSIGN_OR_RETURN(segment.file_name, AddFile(update, number, kSegment));
  segment.segment_id = update->generation();
  segment.num_docs = 10;
  return segment;
}

absl::StatusOr<std::unique_ptr<IndexUpdate>> Begin(FileSystem* fs) {
  return IndexUpdate::Begin(fs, kDirectory, IndexUpdate::Options());
}

// The changes under test.

// A new index of two segments, with a run that is not removed, over whatever
// there is.
absl::Status Build(FileSystem* fs) {
  std::unique_ptr<IndexUpdate> update;
  ASSIGN_OR_RETURN(update, Begin(fs));
  std::unique_ptr<WritableFile> run;
  ASSIGN_OR_RETURN(run, update->CreateFile(IndexFileName(
                            update->generation(), 2, IndexFileKind::kRun)));
  RETURN_IF_ERROR(run->Append("postings"));
  RETURN_IF_ERROR(run->Close());
  Manifest manifest;
  for (const uint32_t number : {0, 1}) {
    SegmentEntry segment;
    ASSIGN_OR_RETURN(segment, AddSegment(update.get(), number));
    manifest.segments.push_back(std::move(segment));
  }
  return update->Commit(std::move(manifest));
}

// One more segment, and deletions in the first one.
absl::Status Append(FileSystem* fs) {
  std::unique_ptr<IndexUpdate> update;
  ASSIGN_OR_RETURN(update, Begin(fs));
  Manifest manifest = *update->current();
  SegmentEntry segment;
  ASSIGN_OR_RETURN(segment, AddSegment(update.get(), 0));
  manifest.segments.push_back(std::move(segment));
  ASSIGN_OR_RETURN(manifest.segments[0].deletions_file,
                   AddFile(update.get(), 1, kDeletions));
  manifest.segments[0].num_deleted = 1;
  return update->Commit(std::move(manifest));
}

// Opens the index as a reader does, and returns its generation; 0 when there is
// none. An error: it is damaged.
absl::StatusOr<uint64_t> OpenIndex(FileSystem* fs) {
  const auto manifest = ReadManifest(fs, kDirectory);
  if (absl::IsNotFound(manifest.status()) ||
      absl::IsFailedPrecondition(manifest.status())) {
    return 0;
  }
  RETURN_IF_ERROR(manifest.status());
  for (const SegmentEntry& segment : manifest->segments) {
    for (const std::string& name :
         {segment.file_name, segment.deletions_file}) {
      if (name.empty()) continue;
      std::string bytes;
      ASSIGN_OR_RETURN(bytes,
                       ReadWholeFile(fs, JoinPath(kDirectory, name), 1 << 20));
      if (bytes != Contents(name)) {
        return absl::DataLossError(absl::StrCat(name, " is damaged"));
      }
    }
  }
  return manifest->generation;
}

// A change, and what is there before it.
struct Scenario {
  const char* name;
  std::function<void(RecordingFileSystem*)> prepare;
  std::function<absl::Status(FileSystem*)> change;
  std::set<uint64_t> old_generations;  // 0 stands for no index
  uint64_t new_generation;
};

void MakeParent(RecordingFileSystem* fs) {
  ASSERT_EQ(fs->MakeDirectory("data"), absl::OkStatus());
  ASSERT_EQ(fs->SyncDirectory("/"), absl::OkStatus());
}

void MakeIndex(RecordingFileSystem* fs) {
  MakeParent(fs);
  ASSERT_EQ(Build(fs), absl::OkStatus());
  ASSERT_EQ(fs->SyncDirectory(kDirectory), absl::OkStatus());
}

// The number of operations, from now, of a `change` that succeeds, until the
// first one of `kind` on `path`.
int OperationsUntil(const Scenario& scenario, FileOperation::Kind kind,
                    const std::string& path) {
  RecordingFileSystem fs;
  scenario.prepare(&fs);
  const int begin = fs.num_operations();
  EXPECT_EQ(scenario.change(&fs), absl::OkStatus());
  const std::vector<FileOperation> operations = fs.operations();
  for (int i = begin; i < fs.num_operations(); ++i) {
    if (operations[i].kind == kind && operations[i].path == path) {
      return i - begin;
    }
  }
  ADD_FAILURE() << "no such operation: " << path;
  return 0;
}

// Carries out `scenario`'s change until `operations` were done; then its
// process is killed.
void Kill(RecordingFileSystem* fs,
          const std::function<absl::Status(FileSystem*)>& change,
          int operations) {
  fs->SetFault(
      FileFault{fs->num_operations() + operations, EIO, /*lasting=*/true});
  EXPECT_FALSE(change(fs).ok());
  fs->SetFault(std::nullopt);
}

Scenario FirstBuild() { return {"FirstBuild", MakeParent, Build, {0}, 1}; }
Scenario Rebuild() { return {"Rebuild", MakeIndex, Build, {1}, 2}; }
Scenario AppendToIndex() { return {"Append", MakeIndex, Append, {1}, 2}; }

// A rebuild was killed after it put its manifest in place and before it made
// that durable: the files of the old index are litter to whoever looks, and all
// that is left of the index to whoever comes after a power failure.
Scenario AfterAKilledRebuild() {
  const auto prepare = [](RecordingFileSystem* fs) {
    const int renamed = OperationsUntil(Rebuild(), FileOperation::Kind::kRename,
                                        JoinPath(kDirectory, "MANIFEST.tmp")) +
                        1;
    MakeIndex(fs);
    Kill(fs, Build, renamed);
    EXPECT_EQ(OpenIndex(fs).value_or(kDamaged), 2);
  };
  return {"AfterAKilledRebuild", prepare, Append, {1, 2}, 3};
}

std::vector<Scenario> Scenarios() {
  return {FirstBuild(), Rebuild(), AppendToIndex(), AfterAKilledRebuild()};
}

// What is wrong with the index that a power failure would leave now, if it must
// be one of `generations`.
std::vector<std::string> WrongCrashStates(
    const RecordingFileSystem& fs, const std::set<uint64_t>& generations) {
  const std::string last_operation = ToString(fs.operations().back());
  std::vector<std::string> wrong;
  fs.ForEachCrashState(
      [&](RecordingFileSystem* state, const std::string& description) {
        const absl::StatusOr<uint64_t> generation = OpenIndex(state);
        if (generation.ok() && generations.count(*generation) > 0) return;
        wrong.push_back(absl::StrCat(
            generation.ok() ? absl::StrCat("generation ", *generation)
                            : generation.status().ToString(),
            " after: ", last_operation, "; ", description));
      });
  return wrong;
}

// Carries out the scenario with a power failure after every operation, the sync
// `ignored_sync` (from the change's first one) doing nothing. Returns what goes
// wrong after the first operation after which something does.
std::vector<std::string> CrashEverywhere(const Scenario& scenario,
                                         std::optional<int> ignored_sync) {
  RecordingFileSystem fs;
  scenario.prepare(&fs);
  if (ignored_sync.has_value()) fs.IgnoreSync(fs.num_syncs() + *ignored_sync);
  std::set<uint64_t> either = scenario.old_generations;
  either.insert(scenario.new_generation);
  std::vector<std::string> wrong;
  fs.Observe([&] {
    if (wrong.empty()) wrong = WrongCrashStates(fs, either);
  });
  EXPECT_EQ(scenario.change(&fs), absl::OkStatus()) << scenario.name;
  fs.Observe(nullptr);
  // What was reported as committed lasts.
  if (wrong.empty()) wrong = WrongCrashStates(fs, {scenario.new_generation});
  return wrong;
}

// The names that an index of `fs` may consist of.
std::set<std::string> NamesOfTheIndex(FileSystem* fs) {
  std::set<std::string> names = {kLockFileName};
  const auto manifest = ReadManifest(fs, kDirectory);
  if (!manifest.ok()) return names;
  names.insert(kManifestFileName);
  for (const SegmentEntry& segment : manifest->segments) {
    names.insert(segment.file_name);
    if (!segment.deletions_file.empty()) names.insert(segment.deletions_file);
  }
  return names;
}

// The directory's files that do not belong to its index.
std::vector<std::string> Litter(FileSystem* fs) {
  std::vector<std::string> litter;
  const auto names = fs->List(kDirectory);
  if (!names.ok()) return litter;
  const std::set<std::string> expected = NamesOfTheIndex(fs);
  for (const std::string& name : *names) {
    if (expected.count(name) == 0) litter.push_back(name);
  }
  return litter;
}

// Whoever comes next finds no litter, and can build.
void ExpectTheNextBuildSucceeds(RecordingFileSystem* fs) {
  const absl::StatusOr<uint64_t> before = OpenIndex(fs);
  ASSERT_TRUE(before.ok()) << before.status();
  {
    const auto update = Begin(fs);
    ASSERT_TRUE(update.ok()) << update.status();
    EXPECT_THAT(Litter(fs), IsEmpty());
  }
  EXPECT_EQ(OpenIndex(fs).value_or(kDamaged), *before);
  ASSERT_EQ(Build(fs), absl::OkStatus());
  EXPECT_EQ(OpenIndex(fs).value_or(kDamaged), *before + 1);
  EXPECT_THAT(Litter(fs), IsEmpty());
}

std::string FirstFew(const std::vector<std::string>& texts) {
  return absl::StrJoin(texts.begin(),
                       texts.begin() + std::min<size_t>(texts.size(), 5), "\n");
}

TEST(IndexDirectoryCrashTest, APowerFailureLeavesTheOldIndexOrTheNew) {
  for (const Scenario& scenario : Scenarios()) {
    const std::vector<std::string> wrong =
        CrashEverywhere(scenario, std::nullopt);
    EXPECT_THAT(wrong, IsEmpty()) << scenario.name << "\n" << FirstFew(wrong);
  }
}

TEST(IndexDirectoryCrashTest, EverySyncIsNeeded) {
  for (const Scenario& scenario : Scenarios()) {
    RecordingFileSystem fs;
    scenario.prepare(&fs);
    const int begin = fs.num_syncs();
    ASSERT_EQ(scenario.change(&fs), absl::OkStatus());
    const int syncs = fs.num_syncs() - begin;
    // Files, names, manifest, and its name.
    EXPECT_GE(syncs, 5) << scenario.name;
    for (int i = 0; i < syncs; ++i) {
      EXPECT_THAT(CrashEverywhere(scenario, i), Not(IsEmpty()))
          << scenario.name << ": nothing goes wrong without sync " << i;
    }
  }
}

TEST(IndexDirectoryCrashTest, AfterAPowerFailureTheNextBuildSucceeds) {
  for (const Scenario& scenario : Scenarios()) {
    RecordingFileSystem fs;
    scenario.prepare(&fs);
    fs.Observe([&] {
      fs.ForEachCrashState([](RecordingFileSystem* state, const std::string&) {
        if (!HasFailure()) ExpectTheNextBuildSucceeds(state);
      });
    });
    EXPECT_EQ(scenario.change(&fs), absl::OkStatus());
  }
}

TEST(IndexDirectoryCrashTest, AKilledUpdateLeavesTheOldIndexOrTheNew) {
  for (const Scenario& scenario : Scenarios()) {
    for (int killed_at = 0;; ++killed_at) {
      RecordingFileSystem fs;
      scenario.prepare(&fs);
      const int begin = fs.num_operations();
      fs.SetFault(FileFault{begin + killed_at, EIO, /*lasting=*/true,
                            /*tears=*/true});
      scenario.change(&fs).IgnoreError();
      const bool was_killed = fs.num_operations() > begin + killed_at;
      fs.SetFault(std::nullopt);
      std::set<uint64_t> either = scenario.old_generations;
      either.insert(scenario.new_generation);
      EXPECT_EQ(either.count(OpenIndex(&fs).value_or(kDamaged)), 1)
          << scenario.name << " " << killed_at;
      ExpectTheNextBuildSucceeds(&fs);
      if (!was_killed) break;
    }
  }
}

// Carries out a scenario's change in which an operation fails, and looks at
// what is left. Returns whether there was an operation to fail.
bool FailOperation(const Scenario& scenario, FileFault fault) {
  RecordingFileSystem fs;
  scenario.prepare(&fs);
  const bool had_litter = !Litter(&fs).empty();
  fault.operation += fs.num_operations();
  fs.SetFault(fault);
  const absl::Status status = scenario.change(&fs);
  if (fs.num_operations() <= fault.operation) return false;
  fs.SetFault(std::nullopt);

  const FileOperation failed = fs.operations()[fault.operation];
  SCOPED_TRACE(absl::StrCat(scenario.name, ": ", ToString(failed)));
  std::set<uint64_t> allowed = {scenario.new_generation};
  if (!status.ok()) {
    EXPECT_EQ(absl::IsResourceExhausted(status), fault.error == ENOSPC)
        << status;
    allowed.insert(scenario.old_generations.begin(),
                   scenario.old_generations.end());
  }
  const auto generation = OpenIndex(&fs);
  EXPECT_TRUE(generation.ok()) << generation.status();
  EXPECT_EQ(allowed.count(generation.value_or(kDamaged)), 1);
  const std::vector<std::string> wrong = WrongCrashStates(fs, allowed);
  EXPECT_THAT(wrong, IsEmpty()) << FirstFew(wrong);
  // An update that fails before its last two steps takes its files away.
  const bool in_last_steps =
      failed.target == JoinPath(kDirectory, kManifestFileName) ||
      generation.value_or(kDamaged) == scenario.new_generation;
  if (!status.ok() && !fault.lasting && !had_litter && !in_last_steps) {
    EXPECT_THAT(Litter(&fs), IsEmpty());
  }
  ExpectTheNextBuildSucceeds(&fs);
  return true;
}

// Every operation fails: once, or it and everything after it.
class FailureTest : public testing::TestWithParam<FileFault> {};

TEST_P(FailureTest, LeavesTheOldIndexOrTheNewAndIsReported) {
  for (const Scenario& scenario : Scenarios()) {
    FileFault fault = GetParam();
    while (!HasFailure() && FailOperation(scenario, fault)) ++fault.operation;
    EXPECT_GT(fault.operation, 20) << scenario.name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, FailureTest,
    testing::Values(FileFault{0, ENOSPC}, FileFault{0, EIO},
                    FileFault{0, ENOSPC, /*lasting=*/true},
                    FileFault{0, EIO, /*lasting=*/true},
                    FileFault{0, ENOSPC, /*lasting=*/false, /*tears=*/true}),
    testing::PrintToStringParamName());

// The steps of index_directory.h, in their order.
TEST(IndexDirectoryCrashTest, TheStepsOfAnAppend) {
  RecordingFileSystem fs;
  MakeIndex(&fs);
  ASSERT_EQ(Append(&fs), absl::OkStatus());
  std::vector<FileOperation> operations = fs.operations();
  const size_t begin = operations.size();
  ASSERT_EQ(Append(&fs), absl::OkStatus());
  operations = fs.operations();
  std::vector<std::string> steps;
  for (size_t i = begin; i < operations.size(); ++i) {
    if (operations[i].kind < FileOperation::Kind::kOpen) {
      steps.push_back(ToString(operations[i]));
    }
  }
  const std::vector<std::string> expected = {
      "make directory data/news",
      "lock data/news/LOCK",
      "create data/news/00000003-0.segment.tmp",
      "append data/news/00000003-0.segment.tmp",
      "append data/news/00000003-0.segment.tmp",
      "sync data/news/00000003-0.segment.tmp",
      "close data/news/00000003-0.segment.tmp",
      "rename data/news/00000003-0.segment.tmp data/news/00000003-0.segment",
      "create data/news/00000003-1.deletions.tmp",
      "append data/news/00000003-1.deletions.tmp",
      "append data/news/00000003-1.deletions.tmp",
      "sync data/news/00000003-1.deletions.tmp",
      "close data/news/00000003-1.deletions.tmp",
      "rename data/news/00000003-1.deletions.tmp "
      "data/news/00000003-1.deletions",
      "sync directory data/news",
      "create data/news/MANIFEST.tmp",
      "append data/news/MANIFEST.tmp",
      "sync data/news/MANIFEST.tmp",
      "close data/news/MANIFEST.tmp",
      "rename data/news/MANIFEST.tmp data/news/MANIFEST",
      "sync directory data/news",
      "remove data/news/00000002-1.deletions",
  };
  EXPECT_EQ(steps, expected);
}

TEST(IndexDirectoryCrashTest, ASecondUpdateIsRefused) {
  RecordingFileSystem fs;
  MakeIndex(&fs);
  auto first = Begin(&fs);
  ASSERT_TRUE(first.ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(Begin(&fs).status()));
  first->reset();
  EXPECT_TRUE(Begin(&fs).ok());
}

}  // namespace
}  // namespace telusur
