#include "index/segment/segment_checker.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/index_reader.h"
#include "index/io/checksum.h"
#include "index/io/coding.h"
#include "index/io/file.h"
#include "index/segment/segment_format.h"
#include "index/segment/term_dictionary.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/signed_segment.h"
#include "tests/support/test_index.h"
#include "tests/support/test_length.h"

namespace telusur {
namespace {

using ::testing::HasSubstr;

// Documents that all have one word, in lists with skip data.
std::vector<Document> TestDocuments(uint64_t seed) {
  CollectionShape shape;
  shape.num_docs = 300;
  shape.words = ShortWords(60);
  shape.max_text_words = 12;
  std::vector<Document> documents = RandomCollection(seed, shape);
  for (Document& document : documents) document.text += " umum";
  return documents;
}

TEST(SegmentCheckerTest, WhatIsBuiltIsSound) {
  for (const PostingsCompression compression :
       {PostingsCompression::kAuto, PostingsCompression::kAlways,
        PostingsCompression::kOff}) {
    for (const bool store_text : {true, false}) {
      IndexOptions options;  // with stems, and so with forms' own lists
      options.compression = compression;
      options.store_text = store_text;
      const TestIndex index(TestDocuments(41), options);
      EXPECT_EQ(CheckSegment(index.segment()), absl::OkStatus());
    }
  }
  const TestIndex none(std::vector<Document>(), WhitespaceOptions());
  EXPECT_EQ(CheckSegment(none.segment()), absl::OkStatus());
}

TEST(SegmentCheckerTest, UnderAlwaysEveryFrameIsSnappys) {
  IndexOptions options = WhitespaceOptions();
  options.compression = PostingsCompression::kAlways;
  const TestIndex index(TestDocuments(42), options);
  // That the statistics are those of the frames is what the checker checks.
  ASSERT_EQ(CheckSegment(index.segment()), absl::OkStatus());
  const SegmentMetadata& metadata = index.segment().metadata();
  for (const FrameStatistics& frames :
       {metadata.postings_frames, metadata.positions_frames,
        metadata.dictionary_frames}) {
    EXPECT_GT(frames.num_frames, 0);
    EXPECT_EQ(frames.num_snappy_frames, frames.num_frames);
  }
}

// Segments whose checksums are right and whose content is not.
class WrongSegmentTest : public testing::Test {
 protected:
  WrongSegmentTest()
      : index_(TestDocuments(43), PlainOptions()),
        path_(JoinPath(TestIndex::kDirectory, index_.SegmentFileName())),
        bytes_(index_.ReadFile(index_.SegmentFileName())),
        layout_(Must(DecodeLayout("", bytes_))) {}

  // Dictionary blocks that can be read in the file.
  static IndexOptions PlainOptions() {
    IndexOptions options = WhitespaceOptions();
    options.compression = PostingsCompression::kOff;
    return options;
  }

  uint64_t OffsetOf(SectionId section) const {
    return layout_.SectionOffset(section);
  }

  // What the checker says of the segment with other bytes.
  absl::Status Check(const std::string& bytes) {
    WriteWholeFile(index_.fs(), path_, Signed(layout_, bytes));
    const auto reader = SegmentReader::Open(index_.fs(), path_);
    return reader.ok() ? CheckSegment(**reader) : reader.status();
  }

  // Expects that another byte at `at` is found in `section`.
  void ExpectFound(uint64_t at, int change, absl::string_view section,
                   absl::string_view what) {
    std::string bytes = bytes_;
    bytes[at] = static_cast<char>(bytes[at] + change);
    const absl::Status status = Check(bytes);
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    const std::string message(status.message());
    EXPECT_THAT(message, HasSubstr(absl::StrCat(path_, ": section ", section,
                                                ", offset ")));
    EXPECT_THAT(message, HasSubstr(std::string(what)));
  }

  TestIndex index_;
  const std::string path_;
  const std::string bytes_;
  const SegmentLayout layout_;
};

TEST_F(WrongSegmentTest, TheRightOneIsSound) {
  EXPECT_EQ(Check(bytes_), absl::OkStatus());
}

TEST_F(WrongSegmentTest, AnotherVersionIsRefused) {
  for (const int change : {-1, 1}) {
    std::string bytes = bytes_;
    bytes[kMagicBytes] = static_cast<char>(bytes[kMagicBytes] + change);
    // The checksum of header and footer stands before the last magic.
    const size_t footer = bytes.size() - kFooterBytes;
    const size_t checked_bytes = kFooterBytes - kMagicBytes - 8;
    EncodeFixed64(Checksum64(bytes.substr(0, kHeaderBytes) +
                             bytes.substr(footer, checked_bytes)),
                  &bytes[footer + checked_bytes]);
    const absl::Status status = DecodeLayout("x.segment", bytes).status();
    EXPECT_TRUE(absl::IsUnimplemented(status)) << status;
    EXPECT_EQ(
        status.message(),
        absl::StrCat("x.segment: segment version ", kSegmentVersion + change,
                     ", this program knows version ", kSegmentVersion,
                     change < 0 ? "; index the documents again" : ""));
  }
}

TEST_F(WrongSegmentTest, LengthsThatDoNotAddUp) {
  ExpectFound(OffsetOf(SectionId::kDocLengths) + 5 + 7, 1, "doc_lengths",
              "tokens");
}

TEST_F(WrongSegmentTest, ASourceWithoutAName) {
  ExpectFound(OffsetOf(SectionId::kSources) + 5 + 7, 100, "sources",
              "document 7 has a source without a name");
}

TEST_F(WrongSegmentTest, IdsThatRepeat) {
  // The first id of a block stands whole: 00 02 "d0".
  ExpectFound(OffsetOf(SectionId::kIds) + 3, 1, "ids",
              "has the id of an earlier one");
}

TEST_F(WrongSegmentTest, EndsThatDecrease) {
  ExpectFound(OffsetOf(SectionId::kIdIndex) + 1, 1, "id_index",
              "ends decrease");
  ExpectFound(OffsetOf(SectionId::kStoredOffsets) + 8 * 20 + 1, 1,
              "stored_offsets", "");
}

TEST_F(WrongSegmentTest, AMaximumBelowAnImpact) {
  TermEntry entry;
  ASSERT_TRUE(Must(index_.segment().dictionary().Find("umum", &entry)));
  const uint64_t num_blocks = entry.info.num_blocks();
  ASSERT_EQ(num_blocks, 3);
  const uint64_t max_impacts = OffsetOf(SectionId::kSkips) +
                               entry.info.skip_offset +
                               num_blocks * (4 + 2 + 4);
  ExpectFound(max_impacts + 1, -1, "terms",
              "term \"umum\": block 1 has an impact above its maximum");
}

TEST_F(WrongSegmentTest, APrimedImpactAboveTheTrueOne) {
  TermEntry entry;
  ASSERT_TRUE(Must(index_.segment().dictionary().Find("umum", &entry)));
  // The impacts of the entry stand in its block one behind the other.
  std::string impacts(1, static_cast<char>(entry.info.max_impact));
  for (const uint8_t impact : entry.info.kth_impact) {
    impacts.push_back(static_cast<char>(impact));
  }
  const size_t at = bytes_.find(impacts, OffsetOf(SectionId::kTerms));
  ASSERT_LT(at, OffsetOf(SectionId::kTermIndex));
  ExpectFound(at + 2, 1, "terms", "impact 100 is above the true one");
}

TEST_F(WrongSegmentTest, KeysThatDoNotIncrease) {
  // The shapes of "a", and of "aa" as its first byte and "a": without the one,
  // "a" once more.
  const size_t at = bytes_.find("\x01\x11", OffsetOf(SectionId::kTerms));
  ASSERT_LT(at, OffsetOf(SectionId::kTermIndex));
  ExpectFound(at + 1, -0x10, "terms", "term \"a\": keys do not increase");
}

TEST_F(WrongSegmentTest, PrefixesThatAreNotThoseOfTheTerms) {
  const uint64_t num_blocks = index_.segment().dictionary().num_blocks();
  ASSERT_GT(num_blocks, 2);
  ASSERT_LE(num_blocks, kBlocksPerGroup);
  // The only group's prefix, its begin, and its blocks' prefixes: the highest
  // byte of the second, and its lowest.
  const uint64_t group = OffsetOf(SectionId::kTermIndex) + 8 + 8;
  const uint64_t second = group + 8 + 8;
  ExpectFound(second + 7, -0x60, "terms", "a lookup does not find it");
  ExpectFound(second, 1, "term_index", "block 1 has a wrong prefix");
  ExpectFound(group - 8, 1, "term_index",
              "the group of block 0 has a wrong prefix");
}

TEST_F(WrongSegmentTest, BlocksOfTermsThatDoNotFillTheirSection) {
  const uint64_t num_blocks = index_.segment().dictionary().num_blocks();
  const uint64_t group = OffsetOf(SectionId::kTermIndex) + 8 + 8;
  ExpectFound(group, 1, "term_index", "block 0 does not follow the one before");
  const uint64_t ends = group + 8 + 8 * num_blocks;
  ExpectFound(ends + 4 * (num_blocks - 1), -1, "term_index",
              "the last block ends at");
}

TEST_F(WrongSegmentTest, CountsThatAreNotThoseOfTheSections) {
  SegmentMetadata metadata = index_.segment().metadata();
  ++metadata.num_postings;
  std::string bytes = bytes_;
  const std::string wrong = EncodeMetadata(metadata);
  bytes.replace(OffsetOf(SectionId::kMetadata), wrong.size(), wrong);
  EXPECT_THAT(std::string(Check(bytes).message()),
              HasSubstr("section metadata, offset 32: has"));
  metadata = index_.segment().metadata();
  ++metadata.positions_frames.num_snappy_frames;
  const std::string frames = EncodeMetadata(metadata);
  bytes.replace(OffsetOf(SectionId::kMetadata), frames.size(), frames);
  EXPECT_THAT(std::string(Check(bytes).message()),
              HasSubstr("statistics of position frames"));
}

TEST_F(WrongSegmentTest, AnyWrongByteIsFoundOrHarmless) {
  TestRandom random(44);
  for (int round = Rounds(1000, 100000); round > 0; --round) {
    std::string bytes = bytes_;
    const uint64_t at =
        kHeaderBytes + random() % (layout_.ChecksumsOffset() - kHeaderBytes);
    bytes[at] = static_cast<char>(random());
    const absl::Status status = Check(bytes);
    EXPECT_TRUE(status.ok() || absl::IsDataLoss(status)) << at << status;
  }
}

}  // namespace
}  // namespace telusur
