// Damaged indexes: every byte changed, every truncation. What is read from one
// is right, or an error that says where the damage is.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/index_reader.h"
#include "index/io/checksum.h"
#include "index/io/status_macros.h"
#include "index/manifest.h"
#include "index/optimizer.h"
#include "index/segment/doc_store.h"
#include "index/segment/segment_format.h"
#include "query/query_parser.h"
#include "query/searcher.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/signed_segment.h"
#include "tests/support/test_index.h"
#include "tests/support/test_length.h"

namespace telusur {
namespace {

using ::testing::HasSubstr;

// Each touches other parts of a segment.
constexpr const char* kQueries[] = {
    "a",
    "umum",
    "bb c",
    "\"a b\"",
    "a NEAR/2 b",
    "title:a",
    "umum -a",
    "b*",
    "abc~1",
    "=cc",
    "* source:kompas",
    "umum date:2019..2020",
};

// Enough documents for a list with skip data, and few bytes.
std::vector<Document> TestDocuments() {
  CollectionShape shape;
  shape.num_docs = 135;
  shape.words = ShortWords(30);
  shape.max_title_words = 2;
  shape.max_text_words = 6;
  std::vector<Document> documents = RandomCollection(21, shape);
  for (Document& document : documents) document.text += " umum";
  return documents;
}

// All that is read from an index, as text.
absl::StatusOr<std::vector<std::string>> ReadAll(const IndexReader& reader) {
  std::vector<std::string> read;
  for (const char* const text : kQueries) {
    SearchOptions options;
    options.k = 20;
    ASSIGN_OR_RETURN(const CompiledQuery query,
                     CompileQuery(reader, Parse(text, ParserLimits()).query,
                                  options.compile));
    ASSIGN_OR_RETURN(const SearchResult result, Search(reader, query, options));
    std::string ranking = absl::StrCat(text, " ", result.num_matches);
    for (const Hit& hit : result.hits) {
      absl::StrAppend(&ranking, " ", hit.address.doc_id, ":", hit.score);
    }
    read.push_back(ranking);
  }
  StoredText::Cursor documents(reader.segment(0).stored_text());
  for (DocId doc_id = 0; doc_id < reader.num_docs(); ++doc_id) {
    ASSIGN_OR_RETURN(Document document, documents.Read(doc_id));
    ASSIGN_OR_RETURN(document.id, reader.segment(0).ids().Get(doc_id));
    read.push_back(absl::StrCat(document.id, "|", document.title, "|",
                                document.text, "|", document.url, "|",
                                document.date, "|", document.source));
  }
  ASSIGN_OR_RETURN(const auto address, reader.FindDocument("d130"));
  read.push_back(address.has_value() ? absl::StrCat(address->doc_id) : "none");
  return read;
}

// Like ReadAll, but each part on its own: what one part's damage hides from
// ReadAll, another part may still meet. For damage that is signed.
void ReadAllParts(const IndexReader& reader) {
  for (const char* const text : kQueries) {
    const auto query = CompileQuery(reader, Parse(text, ParserLimits()).query,
                                    CompileOptions());
    if (!query.ok()) continue;
    const auto result = Search(reader, *query, SearchOptions());
    EXPECT_TRUE(result.ok() || absl::IsDataLoss(result.status()))
        << result.status();
  }
  for (DocId doc_id = 0; doc_id < std::min<uint64_t>(reader.num_docs(), 100);
       doc_id += 7) {
    reader.ReadDocument({0, doc_id}).IgnoreError();
  }
  reader.FindDocument("d130").IgnoreError();
}

class IndexDamageTest : public testing::Test {
 protected:
  IndexDamageTest()
      : index_(TestDocuments(), WhitespaceOptions()),
        segment_path_(MakeReordered(&index_)),
        segment_(index_.ReadFile(index_.SegmentFileName())),
        layout_(Must(DecodeLayout("", segment_))),
        undamaged_(Must(ReadAll(index_.reader()))) {}

  // Reorders the index, so that it has every section. Returns its segment's
  // path.
  static std::string MakeReordered(TestIndex* index) {
    OptimizeOptions options;
    options.reorder = Reorder::kSourceDate;
    index->Optimize(options);
    return JoinPath(TestIndex::kDirectory, index->SegmentFileName());
  }

  absl::StatusOr<std::unique_ptr<IndexReader>> OpenDamaged(
      const std::string& path, absl::string_view bytes) {
    WriteWholeFile(index_.fs(), path, bytes);
    return IndexReader::Open(index_.fs(), TestIndex::kDirectory);
  }

  // Whether the status is one that names the segment, the section and the
  // offset.
  static void ExpectNamesThePlace(const absl::Status& status,
                                  const std::string& path) {
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(path));
    EXPECT_THAT(std::string(status.message()), HasSubstr(": section "));
    EXPECT_THAT(std::string(status.message()), HasSubstr(", offset "));
  }

  // Reads what is damaged at the byte `at`, if it can be opened.
  void ExpectRightOrDataLoss(absl::string_view bytes, uint64_t at) {
    const auto reader = OpenDamaged(segment_path_, bytes);
    if (!reader.ok()) {
      ExpectNamesThePlace(reader.status(), segment_path_);
      return;
    }
    const auto read = ReadAll(**reader);
    if (read.ok()) {
      EXPECT_EQ(*read, undamaged_);
    } else {
      ExpectNamesThePlace(read.status(), segment_path_);
    }
    // Every byte is covered, and the page that is named holds the damage.
    const absl::Status status = (*reader)->segment(0).VerifyAll();
    ExpectNamesThePlace(status, segment_path_);
    const std::string message(status.message());
    const size_t offset_begin = message.find(", offset ") + 9;
    uint64_t offset = 0;
    ASSERT_TRUE(absl::SimpleAtoi(
        message.substr(offset_begin,
                       message.find(':', offset_begin) - offset_begin),
        &offset))
        << message;
    EXPECT_LE(offset, at);
    EXPECT_GT(offset + kPageBytes, at);
  }

  TestIndex index_;
  const std::string segment_path_;
  const std::string segment_;
  const SegmentLayout layout_;
  const std::vector<std::string> undamaged_;
};

TEST_F(IndexDamageTest, TheUndamagedIndexHasEverySection) {
  for (int i = 0; i < kNumSections; ++i) {
    EXPECT_GT(layout_.section_sizes[i], 0) << SectionName(SectionId(i));
  }
  EXPECT_EQ(Signed(layout_, segment_), segment_);
  EXPECT_TRUE(index_.segment().VerifyAll().ok());
  for (const std::string& read : undamaged_) {
    EXPECT_FALSE(absl::EndsWith(read, " 0")) << read;
  }
}

TEST_F(IndexDamageTest, EveryChangedByteOfASegmentIsFound) {
  for (uint64_t i = 0; i < segment_.size() && !HasFailure(); ++i) {
    for (const int change : {0x01, 0x80, 0xff}) {
      SCOPED_TRACE(absl::StrCat("byte ", i, " ^ ", change));
      std::string bytes = segment_;
      bytes[i] = static_cast<char>(bytes[i] ^ change);
      ExpectRightOrDataLoss(bytes, i);
    }
  }
}

TEST_F(IndexDamageTest, EveryTruncationOfASegmentIsFound) {
  for (uint64_t size = 0; size < segment_.size(); ++size) {
    const auto reader =
        OpenDamaged(segment_path_, absl::string_view(segment_).substr(0, size));
    ASSERT_FALSE(reader.ok()) << size;
    ExpectNamesThePlace(reader.status(), segment_path_);
  }
}

TEST_F(IndexDamageTest, BytesBehindASegmentAreFound) {
  for (const size_t more : {1, 8, 5000}) {
    const auto reader =
        OpenDamaged(segment_path_, segment_ + std::string(more, 'x'));
    ExpectNamesThePlace(reader.status(), segment_path_);
  }
  ExpectNamesThePlace(OpenDamaged(segment_path_, segment_ + segment_).status(),
                      segment_path_);
}

TEST_F(IndexDamageTest, PagesThatWereSwappedAreFound) {
  // The first pages of two sections of the same size would pass a checksum
  // that is not bound to its place.
  std::string bytes = segment_;
  const uint64_t positions = layout_.SectionOffset(SectionId::kPositions);
  const uint64_t text = layout_.SectionOffset(SectionId::kStoredText);
  const uint64_t size = 64;
  std::swap_ranges(bytes.begin() + positions, bytes.begin() + positions + size,
                   bytes.begin() + text);
  const auto reader = OpenDamaged(segment_path_, bytes);
  ASSERT_TRUE(reader.ok()) << reader.status();
  ExpectNamesThePlace((*reader)->segment(0).VerifyAll(), segment_path_);
}

TEST_F(IndexDamageTest, ASegmentOfAnotherBuildUnderTheRightNameIsRefused) {
  // The same documents, built with other parameters.
  IndexOptions options = WhitespaceOptions();
  options.analyzer.name = "indonesian";
  TestIndex other(TestDocuments(), options);
  const auto reader =
      OpenDamaged(segment_path_, other.ReadFile(other.SegmentFileName()));
  EXPECT_TRUE(absl::IsDataLoss(reader.status())) << reader.status();
  EXPECT_THAT(std::string(reader.status().message()), HasSubstr(segment_path_));
}

TEST_F(IndexDamageTest, FilesThatNobodyNamedAreNotLookedAt) {
  for (const char* const name :
       {"00000009-0.segment", "MANIFEST.tmp", "notes.txt", "00000001-1.run"}) {
    WriteWholeFile(index_.fs(), JoinPath(TestIndex::kDirectory, name), "x");
  }
  const auto reader = IndexReader::Open(index_.fs(), TestIndex::kDirectory);
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_EQ(Must(ReadAll(**reader)), undamaged_);
}

TEST_F(IndexDamageTest, AMissingSegmentIsFound) {
  Must(index_.fs()->Remove(segment_path_));
  const auto reader = IndexReader::Open(index_.fs(), TestIndex::kDirectory);
  EXPECT_TRUE(absl::IsDataLoss(reader.status())) << reader.status();
  EXPECT_THAT(std::string(reader.status().message()), HasSubstr(segment_path_));
}

TEST_F(IndexDamageTest, ASegmentOfAnotherIndexIsRefused) {
  CollectionShape shape;
  shape.num_docs = 135;
  shape.words = ShortWords(30);
  TestIndex other(RandomCollection(22, shape), WhitespaceOptions());
  const auto reader =
      OpenDamaged(segment_path_, other.ReadFile(other.SegmentFileName()));
  EXPECT_TRUE(absl::IsDataLoss(reader.status())) << reader.status();
  EXPECT_THAT(std::string(reader.status().message()), HasSubstr(segment_path_));
}

TEST_F(IndexDamageTest, EveryChangedByteOfTheManifestIsFound) {
  const std::string manifest = index_.ReadFile(kManifestFileName);
  const std::string path = JoinPath(TestIndex::kDirectory, kManifestFileName);
  for (size_t i = 0; i < manifest.size(); ++i) {
    for (int change = 1; change < 256; ++change) {
      std::string bytes = manifest;
      bytes[i] = static_cast<char>(bytes[i] ^ change);
      const auto reader = OpenDamaged(path, bytes);
      ASSERT_TRUE(absl::IsDataLoss(reader.status()))
          << i << " ^ " << change << reader.status();
      EXPECT_THAT(std::string(reader.status().message()), HasSubstr(path));
      EXPECT_THAT(std::string(reader.status().message()), HasSubstr("line "));
    }
  }
}

TEST_F(IndexDamageTest, EveryTruncationOfTheManifestIsFound) {
  const std::string manifest = index_.ReadFile(kManifestFileName);
  const std::string path = JoinPath(TestIndex::kDirectory, kManifestFileName);
  for (size_t size = 0; size < manifest.size(); ++size) {
    const auto reader = OpenDamaged(path, manifest.substr(0, size));
    ASSERT_TRUE(absl::IsDataLoss(reader.status())) << size << reader.status();
  }
}

TEST_F(IndexDamageTest, EveryChangedByteOfADeletionsFileIsFound) {
  ASSERT_EQ(index_.Delete({"d3", "d130"}), 2u);
  const std::string name =
      index_.reader().manifest().segments[0].deletions_file;
  const std::string path = JoinPath(TestIndex::kDirectory, name);
  const std::string deletions = index_.ReadFile(name);
  for (size_t i = 0; i < deletions.size(); ++i) {
    for (const int change : {0x01, 0x80, 0xff}) {
      std::string bytes = deletions;
      bytes[i] = static_cast<char>(bytes[i] ^ change);
      const auto reader = OpenDamaged(path, bytes);
      ASSERT_TRUE(absl::IsDataLoss(reader.status()))
          << i << " ^ " << change << reader.status();
      EXPECT_THAT(std::string(reader.status().message()), HasSubstr(path));
      EXPECT_THAT(std::string(reader.status().message()), HasSubstr("offset "));
    }
  }
  EXPECT_TRUE(OpenDamaged(path, deletions).ok());
}

// What a writer's bug or an enemy would leave: the checksums are those of the
// damaged bytes. Answers may be wrong; nothing crashes, hangs or reads outside.
TEST_F(IndexDamageTest, SignedDamageDoesNoHarm) {
  TestRandom random(23);
  const uint64_t sections_end = layout_.ChecksumsOffset();
  for (int round = Rounds(2000, 200000); round > 0; --round) {
    std::string bytes = segment_;
    for (uint64_t n = 1 + random() % 4; n > 0; --n) {
      // Small sections as often as large ones.
      const SectionId section = SectionId(random() % kNumSections);
      const uint64_t at =
          layout_.SectionOffset(section) +
          random() % layout_.section_sizes[static_cast<int>(section)];
      ASSERT_LT(at, sections_end);
      bytes[at] = static_cast<char>(random() % 4 == 0 ? 0xff : random());
    }
    const auto reader = OpenDamaged(segment_path_, Signed(layout_, bytes));
    if (!reader.ok()) {
      EXPECT_TRUE(absl::IsDataLoss(reader.status()) ||
                  absl::IsInvalidArgument(reader.status()))
          << reader.status();
      continue;
    }
    ReadAllParts(**reader);
  }
}

}  // namespace
}  // namespace telusur
