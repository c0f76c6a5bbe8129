// What an append, a deletion and a merge leave when the power fails, the
// process is killed or an operation fails: the old index or the new one, whole;
// and every sync is needed for that. index_directory_crash_test.cc asks the
// same of the commit itself.

#include <algorithm>
#include <cerrno>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/document.h"
#include "index/document_deleter.h"
#include "index/index_directory.h"
#include "index/index_reader.h"
#include "index/index_writer.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "index/manifest.h"
#include "index/optimizer.h"
#include "tests/support/must.h"
#include "tests/support/recording_file_system.h"
#include "tests/support/test_index.h"

namespace telusur {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kDirectory[] = "index";

Document Doc(const std::string& id, const std::string& text) {
  Document document;
  document.id = id;
  document.text = text;
  return document;
}

absl::Status Write(FileSystem* fs, bool append,
                   const std::vector<Document>& documents) {
  IndexOptions options = WhitespaceOptions();
  options.append = append;
  ASSIGN_OR_RETURN(const auto writer,
                   IndexWriter::Create(fs, kDirectory, options));
  for (const Document& document : documents) {
    RETURN_IF_ERROR(writer->Add(document));
  }
  return writer->Finish().status();
}

absl::Status Delete(FileSystem* fs, const std::string& id) {
  return DeleteDocuments(
             fs, kDirectory,
             [&](absl::string_view candidate) { return candidate == id; })
      .status();
}

absl::Status Optimize(FileSystem* fs, Reorder reorder) {
  OptimizeOptions options;
  options.memory_bytes = kMinMemoryBytes;
  options.reorder = reorder;
  return OptimizeIndex(fs, kDirectory, options).status();
}

// All documents of the index, and how it holds them. An error: it is damaged.
absl::StatusOr<std::string> Contents(FileSystem* fs) {
  ASSIGN_OR_RETURN(const std::unique_ptr<IndexReader> reader,
                   IndexReader::Open(fs, kDirectory));
  std::string contents = absl::StrCat(reader->manifest().generation, ":",
                                      reader->num_deleted_docs(), " deleted");
  for (uint32_t i = 0; i < reader->num_segments(); ++i) {
    RETURN_IF_ERROR(reader->segment(i).VerifyAll());
    for (DocId doc_id = 0; doc_id < reader->segment(i).num_docs(); ++doc_id) {
      if (reader->IsDeleted({i, doc_id})) continue;
      ASSIGN_OR_RETURN(const Document document,
                       reader->ReadDocument({i, doc_id}));
      absl::StrAppend(&contents, " ", document.id, "=", document.text);
    }
  }
  return contents;
}

// An index of two segments with a deleted document in each.
void Prepare(RecordingFileSystem* fs) {
  Must(Write(fs, false, {Doc("a", "beras"), Doc("b", "cabai"), Doc("c", "")}));
  Must(Write(fs, true, {Doc("a", "bawang"), Doc("d", "beras")}));
  Must(Delete(fs, "d"));
}

struct Scenario {
  const char* name;
  std::function<absl::Status(FileSystem*)> change;
};

std::vector<Scenario> Scenarios() {
  return {
      {"Append",
       [](FileSystem* fs) {
         return Write(fs, true, {Doc("b", "gula"), Doc("e", "garam")});
       }},
      {"Delete", [](FileSystem* fs) { return Delete(fs, "b"); }},
      {"Optimize", [](FileSystem* fs) { return Optimize(fs, Reorder::kNone); }},
      {"Reorder",
       [](FileSystem* fs) { return Optimize(fs, Reorder::kBisection); }},
  };
}

// The contents before and after a change that succeeds.
std::set<std::string> OldAndNew(const Scenario& scenario) {
  RecordingFileSystem fs;
  Prepare(&fs);
  std::set<std::string> contents = {Must(Contents(&fs))};
  Must(scenario.change(&fs));
  contents.insert(Must(Contents(&fs)));
  EXPECT_EQ(contents.size(), 2u) << scenario.name;
  return contents;
}

std::string NewContents(const Scenario& scenario) {
  RecordingFileSystem fs;
  Prepare(&fs);
  Must(scenario.change(&fs));
  return Must(Contents(&fs));
}

// What is wrong with the index that a power failure would leave now.
std::vector<std::string> WrongCrashStates(
    const RecordingFileSystem& fs, const std::set<std::string>& allowed) {
  const std::string last_operation = ToString(fs.operations().back());
  std::vector<std::string> wrong;
  fs.ForEachCrashState(
      [&](RecordingFileSystem* state, const std::string& description) {
        const absl::StatusOr<std::string> contents = Contents(state);
        if (contents.ok() && allowed.count(*contents) > 0) return;
        wrong.push_back(absl::StrCat(
            contents.ok() ? *contents : contents.status().ToString(),
            " after: ", last_operation, "; ", description));
      });
  return wrong;
}

// Carries out the change with a power failure after every operation, the sync
// `ignored_sync` (from the change's first one) doing nothing. Returns what goes
// wrong after the first operation after which something does.
std::vector<std::string> CrashEverywhere(const Scenario& scenario,
                                         std::optional<int> ignored_sync) {
  RecordingFileSystem fs;
  Prepare(&fs);
  if (ignored_sync.has_value()) fs.IgnoreSync(fs.num_syncs() + *ignored_sync);
  const std::set<std::string> either = OldAndNew(scenario);
  std::vector<std::string> wrong;
  fs.Observe([&] {
    if (wrong.empty()) wrong = WrongCrashStates(fs, either);
  });
  EXPECT_EQ(scenario.change(&fs), absl::OkStatus()) << scenario.name;
  fs.Observe(nullptr);
  // What was reported as committed lasts.
  if (wrong.empty()) wrong = WrongCrashStates(fs, {NewContents(scenario)});
  return wrong;
}

std::string FirstFew(const std::vector<std::string>& texts) {
  return absl::StrJoin(texts.begin(),
                       texts.begin() + std::min<size_t>(texts.size(), 5), "\n");
}

// The directory's files that its manifest does not mention.
std::vector<std::string> Litter(FileSystem* fs) {
  const Manifest manifest = Must(ReadManifest(fs, kDirectory));
  std::set<std::string> expected = {kLockFileName, kManifestFileName};
  for (const SegmentEntry& segment : manifest.segments) {
    expected.insert(segment.file_name);
    expected.insert(segment.deletions_file);
  }
  std::vector<std::string> litter;
  for (const std::string& name : Must(fs->List(kDirectory))) {
    if (expected.count(name) == 0) litter.push_back(name);
  }
  return litter;
}

// Whoever comes next can make every kind of change, and leaves no litter.
void ExpectTheNextChangeSucceeds(FileSystem* fs) {
  EXPECT_EQ(Write(fs, true, {Doc("next", "garam")}), absl::OkStatus());
  EXPECT_THAT(Litter(fs), IsEmpty());
  EXPECT_EQ(Delete(fs, "next"), absl::OkStatus());
  EXPECT_EQ(Optimize(fs, Reorder::kNone), absl::OkStatus());
  EXPECT_TRUE(Contents(fs).ok());
  EXPECT_THAT(Litter(fs), IsEmpty());
}

TEST(IndexUpdatesCrashTest, APowerFailureLeavesTheOldIndexOrTheNew) {
  for (const Scenario& scenario : Scenarios()) {
    const std::vector<std::string> wrong =
        CrashEverywhere(scenario, std::nullopt);
    EXPECT_THAT(wrong, IsEmpty()) << scenario.name << "\n" << FirstFew(wrong);
  }
}

TEST(IndexUpdatesCrashTest, EverySyncIsNeeded) {
  for (const Scenario& scenario : Scenarios()) {
    RecordingFileSystem fs;
    Prepare(&fs);
    const int begin = fs.num_syncs();
    ASSERT_EQ(scenario.change(&fs), absl::OkStatus());
    const int syncs = fs.num_syncs() - begin;
    // A file, the names, the manifest, and its name.
    EXPECT_GE(syncs, 4) << scenario.name;
    for (int i = 0; i < syncs; ++i) {
      EXPECT_THAT(CrashEverywhere(scenario, i), Not(IsEmpty()))
          << scenario.name << ": nothing goes wrong without sync " << i;
    }
  }
}

TEST(IndexUpdatesCrashTest, AKilledChangeLeavesTheOldIndexOrTheNew) {
  for (const Scenario& scenario : Scenarios()) {
    const std::set<std::string> either = OldAndNew(scenario);
    for (int killed_at = 0;; ++killed_at) {
      RecordingFileSystem fs;
      Prepare(&fs);
      const int begin = fs.num_operations();
      fs.SetFault(FileFault{begin + killed_at, EIO, /*lasting=*/true,
                            /*tears=*/true});
      scenario.change(&fs).IgnoreError();
      const bool was_killed = fs.num_operations() > begin + killed_at;
      fs.SetFault(std::nullopt);
      const auto contents = Contents(&fs);
      ASSERT_TRUE(contents.ok()) << contents.status();
      EXPECT_EQ(either.count(*contents), 1u)
          << scenario.name << " " << killed_at << " " << *contents;
      ExpectTheNextChangeSucceeds(&fs);
      if (!was_killed) break;
    }
  }
}

// Carries out a change in which an operation fails, and looks at what is left.
// Returns whether there was an operation to fail.
bool FailOperation(const Scenario& scenario, const std::string& old_contents,
                   const std::string& new_contents, FileFault fault) {
  RecordingFileSystem fs;
  Prepare(&fs);
  fault.operation += fs.num_operations();
  fs.SetFault(fault);
  const absl::Status status = scenario.change(&fs);
  if (fs.num_operations() <= fault.operation) return false;
  fs.SetFault(std::nullopt);
  SCOPED_TRACE(absl::StrCat(scenario.name, ": ",
                            ToString(fs.operations()[fault.operation])));
  std::set<std::string> allowed = {new_contents};
  if (!status.ok()) allowed.insert(old_contents);
  const auto contents = Contents(&fs);
  EXPECT_TRUE(contents.ok()) << contents.status();
  EXPECT_EQ(allowed.count(contents.value_or("")), 1u) << *contents << status;
  const std::vector<std::string> wrong = WrongCrashStates(fs, allowed);
  EXPECT_THAT(wrong, IsEmpty()) << FirstFew(wrong);
  ExpectTheNextChangeSucceeds(&fs);
  return true;
}

// Every operation fails: once, or it and everything after it.
class UpdateFailureTest : public testing::TestWithParam<FileFault> {};

TEST_P(UpdateFailureTest, LeavesTheOldIndexOrTheNewAndIsReported) {
  for (const Scenario& scenario : Scenarios()) {
    RecordingFileSystem fs;
    Prepare(&fs);
    const std::string old_contents = Must(Contents(&fs));
    const std::string new_contents = NewContents(scenario);
    FileFault fault = GetParam();
    while (!HasFailure() &&
           FailOperation(scenario, old_contents, new_contents, fault)) {
      ++fault.operation;
    }
    EXPECT_GT(fault.operation, 15) << scenario.name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, UpdateFailureTest,
    testing::Values(FileFault{0, ENOSPC}, FileFault{0, EIO},
                    FileFault{0, ENOSPC, /*lasting=*/true, /*tears=*/true},
                    FileFault{0, EIO, /*lasting=*/true}));

}  // namespace
}  // namespace telusur
