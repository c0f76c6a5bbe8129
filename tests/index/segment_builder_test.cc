#include "index/segment_builder.h"

#include <cerrno>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/index_directory.h"
#include "index/index_options.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"
#include "index/manifest.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/recording_file_system.h"
#include "tests/support/test_length.h"

namespace telusur {
namespace {

using ::testing::HasSubstr;

constexpr char kDirectory[] = "index";

// Less than users may ask for, so that small collections fill it.
constexpr uint64_t kTinyMemory = 3 << 19;

std::vector<std::string> Words() {
  std::vector<std::string> words = {
      "makan",    "memakan", "makanan",   "dimakan", "besar",   "terbesar",
      "membesar", "yang",    "anak-anak", "8.000",   "WhatsApp"};
  for (int i = 0; i < 600; ++i) words.push_back(absl::StrCat("kata", i));
  return words;
}

// Among them documents without text, with titles, and ids that come again.
std::vector<Document> RandomDocuments(int n, uint64_t seed) {
  TestRandom random(seed);
  const std::vector<std::string> words = Words();
  std::vector<Document> documents(n);
  for (int i = 0; i < n; ++i) {
    Document& document = documents[i];
    document.id = absl::StrCat("id", random() % 8 == 0 ? random() % n : i);
    if (random() % 3 == 0) document.title = RandomText(words, 4, &random);
    if (random() % 9 != 0) {
      document.text = RandomText(
          words, 1 + SkewedNumber(i % 50 == 0 ? 3000 : 100, &random), &random);
    }
    document.date = i % 2 == 0 ? "2019-09-01" : "";
    document.source = absl::StrCat("source", random() % 3);
  }
  return documents;
}

IndexOptions Options(uint64_t memory_bytes, int num_threads) {
  IndexOptions options;
  options.memory_bytes = memory_bytes;
  options.num_threads = num_threads;
  options.inputs = {{"test.jsonl", "as it is"}};
  return options;
}

// Builds the index of `documents`, without those that a resumed build has.
absl::StatusOr<BuildReport> Build(FileSystem* fs, const IndexOptions& options,
                                  const std::vector<Document>& documents,
                                  uint64_t* num_resumed = nullptr) {
  IndexUpdate::Options update_options;
  update_options.keep_unfinished = options.resume;
  ASSIGN_OR_RETURN(const auto update,
                   IndexUpdate::Begin(fs, kDirectory, update_options));
  ASSIGN_OR_RETURN(
      const auto builder,
      SegmentBuilder::Create(fs, kDirectory, update.get(), options, 0));
  if (num_resumed != nullptr) *num_resumed = builder->num_documents();
  for (size_t i = builder->num_documents(); i < documents.size(); ++i) {
    RETURN_IF_ERROR(builder->Add(documents[i]));
  }
  Manifest manifest;
  SegmentEntry segment;
  ASSIGN_OR_RETURN(segment, builder->Finish());
  manifest.analyzer = options.analyzer.ToString();
  manifest.next_order = segment.num_docs;
  manifest.segments.push_back(std::move(segment));
  RETURN_IF_ERROR(update->Commit(std::move(manifest)));
  return *builder->report();
}

// The bytes of the index's one segment.
std::string SegmentBytes(FileSystem* fs) {
  const Manifest manifest = Must(ReadManifest(fs, kDirectory));
  EXPECT_EQ(manifest.segments.size(), 1u);
  return Must(ReadWholeFile(
      fs, JoinPath(kDirectory, manifest.segments[0].file_name), 1 << 30));
}

// The files of `directory` that are not the index's.
std::vector<std::string> Litter(FileSystem* fs) {
  std::vector<std::string> litter;
  for (const std::string& name : Must(fs->List(kDirectory))) {
    if (absl::EndsWith(name, ".tmp") || absl::StrContains(name, ".run") ||
        absl::StrContains(name, ".state")) {
      litter.push_back(name);
    }
  }
  return litter;
}

TEST(SegmentBuilderTest, BytesDependNeitherOnThreadsNorOnMemory) {
  const std::vector<Document> documents = RandomDocuments(1000, 1);
  for (const bool store_text : {false, true}) {
    std::string expected;
    for (const uint64_t memory :
         {kTinyMemory, 3 * kTinyMemory, 64 * kTinyMemory}) {
      for (const int num_threads : {1, 2, 3, 8}) {
        SCOPED_TRACE(absl::StrCat(memory, " bytes, ", num_threads, " threads"));
        IndexOptions options = Options(memory, num_threads);
        options.store_text = store_text;
        RecordingFileSystem fs;
        const BuildReport report = Must(Build(&fs, options, documents));
        if (memory == kTinyMemory) {
          EXPECT_GE(report.num_runs, 2u);
        }
        if (memory == 64 * kTinyMemory && num_threads == 1) {
          EXPECT_EQ(report.num_runs, 0u);
        }
        EXPECT_GT(report.num_replaced, 0u);
        EXPECT_EQ(report.num_documents + report.num_replaced, documents.size());
        const std::string bytes = SegmentBytes(&fs);
        if (expected.empty()) expected = bytes;
        EXPECT_TRUE(bytes == expected);
        EXPECT_THAT(Litter(&fs), testing::IsEmpty());
      }
    }
  }
}

TEST(SegmentBuilderTest, ADocumentLargerThanTheMemoryIsIndexed) {
  std::vector<Document> documents = RandomDocuments(40, 2);
  TestRandom random(3);
  documents[20].text = RandomText(Words(), 60000, &random);
  for (int i = 0; i < 40000; ++i) documents[30].text += "sama ";
  std::string expected;
  for (const uint64_t memory : {64 * kTinyMemory, kTinyMemory}) {
    for (const int num_threads : {1, 3}) {
      RecordingFileSystem fs;
      Must(Build(&fs, Options(memory, num_threads), documents));
      const std::string bytes = SegmentBytes(&fs);
      if (expected.empty()) expected = bytes;
      EXPECT_TRUE(bytes == expected) << memory << " " << num_threads;
    }
  }
}

// A build that is killed at some operation and resumed: from its files as they
// are, and as a power failure may leave them.
TEST(SegmentBuilderTest, AResumedBuildGivesTheBytesOfAnUninterruptedOne) {
  const std::vector<Document> documents = RandomDocuments(400, 4);
  IndexOptions options = Options(kTinyMemory, 1);
  RecordingFileSystem whole;
  Must(Build(&whole, options, documents));
  const std::string expected = SegmentBytes(&whole);
  const int num_operations = whole.num_operations();
  // What comes behind the commit only removes runs, which are needed no longer.
  int commit = num_operations;
  for (; commit > 0; --commit) {
    RecordingFileSystem fs;
    fs.SetFault(FileFault{commit - 1, EIO, /*lasting=*/true});
    if (!Build(&fs, options, documents).ok()) break;
    fs.SetFault(std::nullopt);
    EXPECT_TRUE(SegmentBytes(&fs) == expected) << "killed at " << commit - 1;
  }
  EXPECT_GT(commit, num_operations * 3 / 4);
  const int rounds = Rounds(4, 200);
  uint64_t most_resumed = 0;
  for (int i = 0; i < rounds; ++i) {
    const int operation =
        static_cast<int>((2 * int64_t{i} + 1) * commit / (2 * rounds));
    SCOPED_TRACE(absl::StrCat("killed at ", operation));
    RecordingFileSystem fs;
    options.num_threads = 1;
    options.resume = false;
    fs.SetFault(FileFault{operation, EIO, /*lasting=*/true, i % 2 == 0});
    ASSERT_FALSE(Build(&fs, options, documents).ok());
    fs.SetFault(std::nullopt);
    options.resume = true;
    int num_states = 0;
    fs.ForEachCrashState(
        [&](RecordingFileSystem* state, const std::string& description) {
          // There are many, and a build each takes its time.
          if (num_states++ % Rounds(64, 4) != 0) return;
          SCOPED_TRACE(description);
          Must(Build(state, options, documents).status());
          EXPECT_TRUE(SegmentBytes(state) == expected);
          EXPECT_THAT(Litter(state), testing::IsEmpty());
        });
    // Other threads and another memory are the same job.
    options.num_threads = 1 + i % 3;
    options.memory_bytes = kTinyMemory * (1 + i % 2);
    uint64_t num_resumed = 0;
    Must(Build(&fs, options, documents, &num_resumed).status());
    EXPECT_TRUE(SegmentBytes(&fs) == expected);
    most_resumed = std::max(most_resumed, num_resumed);
    options.memory_bytes = kTinyMemory;
  }
  EXPECT_GT(most_resumed, 0u);
}

TEST(SegmentBuilderTest, AnErrorLeavesTheOldIndexAndWhatCanBeResumed) {
  const std::vector<Document> old_documents = RandomDocuments(5, 5);
  const std::vector<Document> documents = RandomDocuments(900, 6);
  // Two threads would not always make the same number of operations.
  const IndexOptions options = Options(kTinyMemory, 1);
  RecordingFileSystem first;
  Must(Build(&first, options, old_documents));
  const std::string old_bytes = SegmentBytes(&first);
  const int begin = first.num_operations();
  Must(Build(&first, options, documents));
  const int end = first.num_operations();
  const std::string new_bytes = SegmentBytes(&first);
  const int step = std::max(1, (end - begin) / Rounds(10, 400));
  for (int operation = begin; operation < end; operation += step) {
    for (const int error : {ENOSPC, EIO}) {
      SCOPED_TRACE(absl::StrCat("operation ", operation, ", error ", error));
      RecordingFileSystem fs;
      Must(Build(&fs, options, old_documents));
      fs.SetFault(FileFault{operation, error});
      const absl::Status status = Build(&fs, options, documents).status();
      fs.SetFault(std::nullopt);
      // What could not be removed is no error of the build; that the folder
      // could not be synced is one, and comes when the new index stands there.
      const std::string bytes = SegmentBytes(&fs);
      const bool is_last_sync =
          absl::StrContains(status.message(), "cannot sync directory");
      EXPECT_TRUE(bytes == (status.ok() ? new_bytes : old_bytes) ||
                  (is_last_sync && bytes == new_bytes))
          << status;
      Must(Build(&fs, options, documents));
      EXPECT_TRUE(SegmentBytes(&fs) == new_bytes);
      EXPECT_THAT(Litter(&fs), testing::IsEmpty());
    }
  }
}

TEST(SegmentBuilderTest, AnotherJobIsNotResumed) {
  const std::vector<Document> documents = RandomDocuments(900, 7);
  RecordingFileSystem whole;
  Must(Build(&whole, Options(kTinyMemory, 1), documents));
  RecordingFileSystem fs;
  fs.SetFault(FileFault{whole.num_operations() * 2 / 3, EIO, true});
  ASSERT_FALSE(Build(&fs, Options(kTinyMemory, 1), documents).ok());
  fs.SetFault(std::nullopt);
  const std::pair<const char*, std::function<void(IndexOptions*)>> kChanges[] =
      {{"test.jsonl is changed and was as it is",
        [](IndexOptions* options) { options->inputs[0].value = "changed"; }},
       {"other.jsonl was no part of it",
        [](IndexOptions* options) {
          options->inputs.push_back({"other.jsonl", "new"});
        }},
       {"the analyzer is",
        [](IndexOptions* options) {
          options->analyzer.stemming = Stemming::kNone;
        }},
       {"stored text is left out and was kept",
        [](IndexOptions* options) { options->store_text = false; }}};
  for (const auto& [message, change] : kChanges) {
    IndexOptions options = Options(kTinyMemory, 1);
    options.resume = true;
    change(&options);
    const absl::Status status = Build(&fs, options, documents).status();
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(message));
  }
  // The refusals left what the right job resumes.
  IndexOptions options = Options(kTinyMemory, 1);
  options.resume = true;
  uint64_t num_resumed = 0;
  Must(Build(&fs, options, documents, &num_resumed));
  EXPECT_GT(num_resumed, 0u);
  EXPECT_TRUE(SegmentBytes(&fs) == SegmentBytes(&whole));
}

TEST(SegmentBuilderTest, WithoutInputsNothingIsLeftToResume) {
  const std::vector<Document> documents = RandomDocuments(900, 8);
  IndexOptions options = Options(kTinyMemory, 1);
  options.inputs.clear();
  RecordingFileSystem whole;
  Must(Build(&whole, options, documents));
  RecordingFileSystem fs;
  fs.SetFault(FileFault{whole.num_operations() * 2 / 3, EIO});
  ASSERT_FALSE(Build(&fs, options, documents).ok());
  EXPECT_THAT(Litter(&fs), testing::IsEmpty());
}

}  // namespace
}  // namespace telusur
