#include "index/duplicate_finder.h"

#include <map>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/recording_file_system.h"

namespace telusur {
namespace {

TEST(DuplicateFinderTest, FindsAllButTheLastOfEveryId) {
  for (const uint64_t memory_bytes : {0, 100000, 100000000}) {
    for (const bool keep : {false, true}) {
      SCOPED_TRACE(absl::StrCat(memory_bytes, " bytes, keep ", keep));
      TestRandom random(9);
      RecordingFileSystem fs;
      int num_files = 0;
      DuplicateFinder finder(
          &fs, [&] { return absl::StrCat("part", num_files++); }, memory_bytes);
      std::map<std::string, DocId> last;
      std::set<DocId> expected;
      for (DocId doc_id = 0; doc_id < 20000; ++doc_id) {
        const std::string id = absl::StrCat(random() % 15000);
        const auto [entry, is_new] = last.emplace(id, doc_id);
        if (!is_new) expected.insert(entry->second);
        entry->second = doc_id;
        Must(finder.Add(HashId(id), doc_id));
      }
      std::set<DocId> found;
      Must(finder.Find(keep, [&](DocId doc_id) {
        EXPECT_TRUE(found.insert(doc_id).second);
      }));
      EXPECT_EQ(found, expected);
      EXPECT_EQ(num_files > 0, memory_bytes < 100000000);
      if (!keep) continue;
      for (const auto& [id, doc_id] : last) {
        EXPECT_TRUE(finder.Contains(HashId(id)));
      }
      EXPECT_FALSE(finder.Contains(HashId("15000")));
      EXPECT_FALSE(finder.Contains(HashId("")));
    }
  }
}

TEST(DuplicateFinderTest, NothingAddedIsNothingFound) {
  RecordingFileSystem fs;
  DuplicateFinder finder(
      &fs, [] { return "part"; }, 0);
  Must(finder.Find(true, [](DocId) { ADD_FAILURE(); }));
  EXPECT_FALSE(finder.Contains(HashId("a")));
}

TEST(DuplicateFinderTest, ErrorsOfTheDiskAreReturnedAndFilesRemoved) {
  for (int operation = 0; operation < 8; ++operation) {
    RecordingFileSystem fs;
    {
      fs.SetFault(FileFault{operation, ENOSPC});
      int num_files = 0;
      DuplicateFinder finder(
          &fs, [&] { return absl::StrCat("part", num_files++); }, 0);
      absl::Status status;
      for (DocId doc_id = 0; doc_id < 3000 && status.ok(); ++doc_id) {
        status = finder.Add(HashId(absl::StrCat(doc_id)), doc_id);
      }
      if (status.ok()) status = finder.Find(false, [](DocId) {});
      EXPECT_TRUE(absl::IsResourceExhausted(status)) << operation;
    }
    EXPECT_FALSE(fs.Exists("part1"));
  }
}

}  // namespace
}  // namespace telusur
