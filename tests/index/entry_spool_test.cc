#include "index/entry_spool.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "index/document_batch.h"
#include "index/segment/segment_writer.h"
#include "tests/support/must.h"
#include "tests/support/recording_file_system.h"

namespace telusur {
namespace {

std::string Path(uint32_t number) { return absl::StrCat("entries", number); }

// An entry with `record_bytes` of record, whose numbers follow from its own.
std::string Record(int number, size_t record_bytes) {
  return std::string(record_bytes, static_cast<char>('a' + number % 26));
}
std::string Entry(int number, const std::string& id, size_t record_bytes) {
  DocumentEntry entry;
  entry.id = id;
  entry.source = "s";
  entry.doc_length = number;
  std::string bytes;
  AppendEntryHead(entry, record_bytes, &bytes);
  return bytes + Record(number, record_bytes);
}

// What ForEach gives, and the largest piece of a record.
struct Contents {
  std::vector<std::string> ids;
  std::vector<std::string> records;
  size_t max_piece_bytes = 0;
};
absl::Status ReadAll(EntrySpool* spool, Contents* contents) {
  return spool->ForEach(
      [&](const DocumentEntry& entry) {
        EXPECT_EQ(entry.doc_length, contents->ids.size());
        EXPECT_EQ(entry.source, "s");
        contents->ids.emplace_back(entry.id);
        contents->records.emplace_back(entry.record);
        contents->max_piece_bytes =
            std::max(contents->max_piece_bytes, entry.record.size());
        return absl::OkStatus();
      },
      [&](absl::string_view piece) {
        EXPECT_FALSE(piece.empty());
        contents->records.back().append(piece.data(), piece.size());
        contents->max_piece_bytes =
            std::max(contents->max_piece_bytes, piece.size());
        return absl::OkStatus();
      });
}

TEST(EntrySpoolTest, GivesBackEntriesOfAllSizesInBoundedPieces) {
  constexpr size_t kLarge = 3000000;
  for (const uint64_t memory_bytes : {uint64_t{0}, uint64_t{1} << 30}) {
    for (const bool seal : {false, true}) {
      SCOPED_TRACE(absl::StrCat(memory_bytes, seal ? " sealed" : ""));
      RecordingFileSystem fs;
      uint32_t num_files = 0;
      EntrySpool spool(
          &fs, [&] { return num_files++; }, Path, memory_bytes);
      const size_t sizes[] = {0, 1, 100000, kLarge, 5, kLarge, 262144, 0};
      int number = 0;
      std::vector<std::string> ids;
      for (const size_t size : sizes) {
        // One head is larger than what is read at a time.
        ids.push_back(number == 4 ? std::string(700000, 'x')
                                  : absl::StrCat("id", number));
        const std::string entry = Entry(number, ids.back(), size);
        const absl::string_view bytes = entry;
        Must(spool.Append(bytes.substr(0, entry.size() / 2)));
        Must(spool.Append(bytes.substr(entry.size() / 2)));
        if (seal && number % 3 == 2) Must(spool.Seal());
        ++number;
      }
      Contents contents;
      Must(ReadAll(&spool, &contents));
      EXPECT_EQ(contents.ids, ids);
      ASSERT_EQ(contents.records.size(), ids.size());
      for (size_t i = 0; i < ids.size(); ++i) {
        EXPECT_TRUE(contents.records[i] == Record(i, sizes[i])) << i;
      }
      if (memory_bytes == 0) {
        EXPECT_LE(contents.max_piece_bytes, kLarge / 2);
      }
    }
  }
}

TEST(EntrySpoolTest, EveryTruncationIsDataLoss) {
  const std::string whole = Entry(0, "id", 20) + Entry(1, "other", 30);
  const size_t first = Entry(0, "id", 20).size();
  for (size_t size = 1; size < whole.size(); ++size) {
    if (size == first) continue;
    RecordingFileSystem fs;
    const auto file = Must(fs.Create(Path(7)));
    Must(file->Append(whole.substr(0, size)));
    Must(file->Close());
    EntrySpool spool(
        &fs, [] { return 8; }, Path, 1 << 20);
    spool.SetSealed({{7, size}});
    Contents contents;
    const absl::Status status = ReadAll(&spool, &contents);
    EXPECT_TRUE(absl::IsDataLoss(status)) << size << ": " << status;
    EXPECT_TRUE(absl::StrContains(status.message(), Path(7))) << status;
  }
}

}  // namespace
}  // namespace telusur
