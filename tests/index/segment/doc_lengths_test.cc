#include "index/segment/doc_lengths.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/segment/column.h"
#include "index/segment/section_spool.h"
#include "index/types.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/recording_file_system.h"

namespace telusur {
namespace {

using ::testing::ElementsAre;

TEST(DocLengthsTest, AreThoseOfTheColumn) {
  constexpr uint32_t kNumDocs = 100000;
  for (const uint32_t max_length : {0u, 200u, 60000u, 1000000u}) {
    for (const uint64_t memory_bytes : {0, 1 << 30}) {
      TestRandom random(1);
      RecordingFileSystem fs;
      SectionSpool numbers(&fs, [] { return "numbers"; });
      SectionSpool column(&fs, [] { return "column"; });
      ColumnWriter writer(&numbers);
      std::vector<uint32_t> lengths;
      std::vector<DocId> doc_ids;
      for (DocId doc_id = 0; doc_id < kNumDocs; ++doc_id) {
        lengths.push_back(static_cast<uint32_t>(random() % (max_length + 1)));
        writer.Add(lengths.back());
        Must(numbers.Appended());
        doc_ids.push_back(doc_id);
      }
      Must(writer.Finish(&column));
      const auto read = Must(DocLengths::Read(&column, kNumDocs, memory_bytes));
      EXPECT_EQ(fs.Exists("column"), memory_bytes == 0);
      std::vector<uint32_t> gathered(kNumDocs);
      for (DocId begin = 0; begin < kNumDocs; begin += 1000) {
        read->Gather(&doc_ids[begin], 1000, &gathered[begin]);
      }
      EXPECT_EQ(gathered, lengths);
    }
  }
}

TEST(DocLengthsTest, CanBeGiven) {
  const DocLengths lengths({300, 301, 555});
  const DocId doc_ids[] = {0, 2};
  uint32_t gathered[2];
  lengths.Gather(doc_ids, 2, gathered);
  EXPECT_THAT(gathered, ElementsAre(300, 555));
}

TEST(DocLengthsTest, NoDocumentsHaveNone) {
  RecordingFileSystem fs;
  SectionSpool numbers(&fs, [] { return "numbers"; });
  SectionSpool column(&fs, [] { return "column"; });
  Must(ColumnWriter(&numbers).Finish(&column));
  EXPECT_NE(Must(DocLengths::Read(&column, 0, 1 << 20)), nullptr);
}

}  // namespace
}  // namespace telusur
