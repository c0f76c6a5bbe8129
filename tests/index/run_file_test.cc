#include "index/run_file.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/posting_chunk.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/recording_file_system.h"
#include "tests/support/run_model.h"

namespace telusur {
namespace {

using ::testing::HasSubstr;

constexpr char kPath[] = "run";

ModelTerm RandomTerm(const std::string& name, uint32_t num_occurrences,
                     TestRandom* random) {
  TestRandom& r = *random;
  ModelTerm term = {name, {}, {}};
  const uint32_t num_forms = r() % 2 == 0 ? 1 : 1 + r() % 4;
  for (uint32_t i = 0; i < num_forms; ++i) {
    term.forms.push_back(absl::StrCat(name, "_", i));
  }
  DocId doc_id = 0;
  uint32_t position = 0;
  for (uint32_t i = 0; i < num_occurrences; ++i) {
    if (r() % 2 == 0) {
      doc_id += static_cast<uint32_t>(r() >> (33 + r() % 31));
      doc_id = std::min(doc_id, kMaxDocsPerSegment - num_occurrences + i);
      position = static_cast<uint32_t>(r() >> (32 + r() % 32));
    } else {
      position += std::min<uint32_t>(r() % 200, ~position);
    }
    if (!term.occurrences.empty() &&
        doc_id == std::get<0>(term.occurrences.back())) {
      position = std::max(position, std::get<1>(term.occurrences.back()));
    }
    term.occurrences.emplace_back(doc_id, position,
                                  term.forms[r() % num_forms]);
  }
  return term;
}

RunModel RandomRun(uint64_t seed) {
  TestRandom random(seed);
  RunModel run;
  for (uint32_t i = 0; i < 30; ++i) {
    // Past a chunk now and then.
    const uint32_t n = 1 + SkewedNumber(i == 20 ? 20000 : 300, &random);
    run.push_back(RandomTerm(absl::StrCat("term", 10 + i), n, &random));
  }
  run.push_back(RandomTerm(std::string(253, 'z'), 2, &random));
  return run;
}

TEST(RunFileTest, GivesBackWhatWasWritten) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    const RunModel run = RandomRun(seed);
    for (const size_t chunk_size :
         {size_t{1}, size_t{100}, kMaxChunkOccurrences}) {
      RecordingFileSystem fs;
      ModelCursor cursor(&run, chunk_size);
      const uint64_t size = Must(WriteRun(&fs, kPath, &cursor));
      EXPECT_EQ(size, Must(ReadWholeFile(&fs, kPath, 1 << 30)).size());
      for (const uint64_t buffer_bytes : {0, 5000, 1 << 20}) {
        const auto reader = Must(OpenRun(&fs, kPath, buffer_bytes));
        EXPECT_EQ(Must(ReadRun(reader.get())), run);
      }
    }
  }
}

TEST(RunFileTest, ChunksNeedNotBeRead) {
  RecordingFileSystem fs;
  const RunModel run = RandomRun(11);
  ModelCursor cursor(&run, 1000);
  Must(WriteRun(&fs, kPath, &cursor));
  const auto reader = Must(OpenRun(&fs, kPath, 0));
  for (size_t i = 0; i < run.size(); ++i) {
    Must(reader->NextTerm());
    ASSERT_TRUE(reader->Valid());
    EXPECT_EQ(reader->term(), run[i].term);
    absl::string_view chunk;
    if (i % 2 == 0) Must(reader->NextChunk(&chunk));
  }
  Must(reader->NextTerm());
  EXPECT_FALSE(reader->Valid());
}

TEST(RunFileTest, AnEmptyRunHasNoTerms) {
  RecordingFileSystem fs;
  const RunModel run;
  ModelCursor cursor(&run, 1);
  Must(WriteRun(&fs, kPath, &cursor));
  const auto reader = Must(OpenRun(&fs, kPath, 4096));
  EXPECT_TRUE(Must(ReadRun(reader.get())).empty());
}

TEST(RunFileTest, EveryTruncationIsDataLoss) {
  RecordingFileSystem fs;
  RunModel run;
  TestRandom random(12);
  for (const char* name : {"a", "b", "c"}) {
    run.push_back(RandomTerm(name, 20, &random));
  }
  ModelCursor cursor(&run, 8);
  Must(WriteRun(&fs, kPath, &cursor));
  const std::string bytes = Must(ReadWholeFile(&fs, kPath, 1 << 20));
  for (size_t size = 0; size < bytes.size(); ++size) {
    const auto file = Must(fs.Create("cut"));
    Must(file->Append(bytes.substr(0, size)));
    Must(file->Close());
    const auto reader = Must(OpenRun(&fs, "cut", 4096));
    const absl::Status status = ReadRun(reader.get()).status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << size << " " << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("cut"));
  }
}

TEST(RunFileTest, ErrorsOfTheDiskAreReturned) {
  const RunModel run = RandomRun(13);
  RecordingFileSystem fs;
  ModelCursor whole(&run, 1000);
  Must(WriteRun(&fs, kPath, &whole));
  const int num_operations = fs.num_operations();
  for (int i = 0; i < num_operations; ++i) {
    RecordingFileSystem failing;
    failing.SetFault(FileFault{i, ENOSPC});
    ModelCursor cursor(&run, 1000);
    EXPECT_TRUE(
        absl::IsResourceExhausted(WriteRun(&failing, kPath, &cursor).status()))
        << i;
  }
}

}  // namespace
}  // namespace telusur
