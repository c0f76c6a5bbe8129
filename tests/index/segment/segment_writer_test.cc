#include "index/segment/segment_writer.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "index/document.h"
#include "index/io/file.h"
#include "index/segment/doc_store.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/recording_file_system.h"

namespace telusur {
namespace {

// The bytes of a segment of small documents with one term; sets `*max_bytes` to
// the most that the writer held.
std::string WriteSegment(uint64_t memory_bytes, uint64_t* max_bytes) {
  constexpr uint32_t kNumDocs = 300000;
  RecordingFileSystem fs;
  int num_files = 0;
  SegmentWriterOptions options;
  options.memory_bytes = memory_bytes;
  options.new_temp_path = [&] { return absl::StrCat("temp", num_files++); };
  SegmentWriter writer(&fs, options);
  *max_bytes = 0;
  for (uint32_t i = 0; i < kNumDocs; ++i) {
    const std::string id = absl::StrCat("document ", i * 7919 % kNumDocs);
    DocumentEntry entry;
    entry.id = id;
    entry.record = id;
    entry.doc_length = 1 + i % 300;
    entry.title_length = i % 7;
    entry.date = i;
    entry.source = i % 2 == 0 ? "a" : "b";
    Must(writer.AddDocument(entry));
    *max_bytes = std::max(*max_bytes, writer.memory_bytes());
  }
  Must(writer.BeginTerms());
  for (uint32_t i = 0; i < kNumDocs; i += 3) {
    Must(writer.AddPosting(i, {i % 100}));
  }
  Must(writer.FinishTerm("kata", {"kata"}));
  *max_bytes = std::max(*max_bytes, writer.memory_bytes());
  const auto file = Must(fs.Create("segment"));
  Must(writer.Finish(file.get()));
  Must(file->Close());
  EXPECT_EQ(fs.Exists("temp0"), false);
  return Must(ReadWholeFile(&fs, "segment", 1 << 30));
}

TEST(SegmentWriterTest, ManyDocumentsStayWithinTheMemory) {
  constexpr uint64_t kPlenty = uint64_t{1} << 30;
  constexpr uint64_t kLittle = 2 << 20;
  uint64_t max_bytes;
  const std::string bytes = WriteSegment(kPlenty, &max_bytes);
  EXPECT_GT(max_bytes, 2 * kLittle);
  EXPECT_EQ(WriteSegment(kLittle, &max_bytes), bytes);
  // Between two looks a few documents are added.
  EXPECT_LE(max_bytes, kLittle + kLittle / 4);
}

// The bytes of a segment of a few large documents, whose records are added in
// pieces; sets `*max_bytes` to the most that the writer held.
std::string WriteLargeRecords(uint64_t memory_bytes, size_t piece_bytes,
                              uint64_t* max_bytes) {
  RecordingFileSystem fs;
  int num_files = 0;
  SegmentWriterOptions options;
  options.memory_bytes = memory_bytes;
  options.new_temp_path = [&] { return absl::StrCat("temp", num_files++); };
  SegmentWriter writer(&fs, options);
  TestRandom random(1);
  *max_bytes = 0;
  for (int i = 0; i < 5; ++i) {
    Document document;
    for (uint32_t n = 0; n < 1000000 + i; ++n) {
      document.text.push_back(static_cast<char>(random()));
    }
    std::string record;
    AppendRecord(document, &record);
    absl::string_view rest = record;
    DocumentEntry entry;
    entry.id = i % 2 == 0 ? "a" : "b";
    entry.record = rest.substr(0, piece_bytes);
    Must(writer.AddDocument(entry));
    while (rest.size() > piece_bytes) {
      rest.remove_prefix(piece_bytes);
      Must(writer.ContinueRecord(rest.substr(0, piece_bytes)));
      *max_bytes = std::max(*max_bytes, writer.memory_bytes());
    }
  }
  Must(writer.BeginTerms());
  const auto file = Must(fs.Create("segment"));
  Must(writer.Finish(file.get()));
  Must(file->Close());
  return Must(ReadWholeFile(&fs, "segment", 1 << 30));
}

TEST(SegmentWriterTest, LargeRecordsStayWithinTheMemory) {
  constexpr uint64_t kPlenty = uint64_t{1} << 30;
  constexpr uint64_t kLittle = 1 << 19;
  uint64_t max_bytes;
  const std::string bytes = WriteLargeRecords(kPlenty, 1 << 20, &max_bytes);
  for (const size_t piece_bytes : {5000, 16384, 100000, 1 << 20}) {
    EXPECT_EQ(WriteLargeRecords(kLittle, piece_bytes, &max_bytes), bytes);
    EXPECT_LE(max_bytes, kLittle + kLittle / 4);
  }
}

}  // namespace
}  // namespace telusur
