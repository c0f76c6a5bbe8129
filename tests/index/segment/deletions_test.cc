#include "index/segment/deletions.h"

#include <memory>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/recording_file_system.h"

namespace telusur {
namespace {

constexpr uint64_t kSegmentId = 0x1122334455667788;
constexpr char kName[] = "00000002-0.deletions";

class DeletionsTest : public testing::Test {
 protected:
  DeletionsTest() { Must(fs_.MakeDirectory("index")); }

  void Write(const std::string& name, const std::string& bytes) {
    const auto file = Must(fs_.Create(JoinPath("index", name)));
    Must(file->Append(bytes));
    Must(file->Close());
  }

  absl::StatusOr<std::unique_ptr<Deletions>> Open(
      const std::string& name, const Deletions::Expected& expected) {
    return Deletions::Open(&fs_, "index", name, expected);
  }

  RecordingFileSystem fs_;
};

std::string Example() {
  DeletionsBuilder builder(10);
  EXPECT_TRUE(builder.Add(0));
  EXPECT_TRUE(builder.Add(9));
  return builder.Encode(kName, kSegmentId);
}

constexpr Deletions::Expected kExpected = {kSegmentId, 10, 2};

TEST_F(DeletionsTest, MatchesTheExampleInTheFormatComment) {
  const std::string bytes = Example();
  ASSERT_EQ(bytes.size(), 42u);
  const std::string header(
      "\x89TLD\r\n\x1a\n\x01\0\0\0\0\0\0\0"
      "\x88\x77\x66\x55\x44\x33\x22\x11\x0a\0\0\0\x02\0\0\0",
      32);
  EXPECT_EQ(bytes.substr(0, 32), header);
  EXPECT_EQ(bytes.substr(32, 2), "\x01\x02");
}

TEST_F(DeletionsTest, RoundTripsRandomSets) {
  TestRandom random(1);
  for (const uint32_t num_docs : {0, 1, 7, 8, 9, 64, 1000}) {
    SCOPED_TRACE(num_docs);
    DeletionsBuilder builder(num_docs);
    std::set<DocId> expected;
    for (uint32_t i = 0; i < num_docs; ++i) {
      const DocId doc_id = random() % num_docs;
      EXPECT_EQ(builder.Add(doc_id), expected.insert(doc_id).second);
    }
    EXPECT_EQ(builder.num_deleted(), expected.size());
    Write(kName, builder.Encode(kName, kSegmentId));
    const auto deletions =
        Open(kName, {kSegmentId, num_docs, builder.num_deleted()});
    ASSERT_TRUE(deletions.ok()) << deletions.status();
    DeletionsBuilder copy = (*deletions)->ToBuilder();
    EXPECT_EQ(copy.num_deleted(), expected.size());
    for (DocId doc_id = 0; doc_id < num_docs; ++doc_id) {
      EXPECT_EQ((*deletions)->Contains(doc_id), expected.count(doc_id) > 0);
      EXPECT_EQ(copy.Add(doc_id), expected.count(doc_id) == 0);
    }
  }
}

TEST_F(DeletionsTest, EveryFlippedBitAndEveryTruncationIsDataLoss) {
  const std::string bytes = Example();
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (const int bit : {0, 3, 7}) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ 1 << bit);
      Write(kName, damaged);
      EXPECT_TRUE(absl::IsDataLoss(Open(kName, kExpected).status())) << i;
    }
    Write(kName, bytes.substr(0, i));
    EXPECT_TRUE(absl::IsDataLoss(Open(kName, kExpected).status())) << i;
  }
}

TEST_F(DeletionsTest, AFileUnderAnotherNameIsDataLoss) {
  Write("00000003-0.deletions", Example());
  const absl::Status status = Open("00000003-0.deletions", kExpected).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_NE(status.message().find("index/00000003-0.deletions"),
            absl::string_view::npos)
      << status;
}

TEST_F(DeletionsTest, WhatTheManifestDoesNotExpectIsDataLoss) {
  Write(kName, Example());
  EXPECT_TRUE(Open(kName, kExpected).ok());
  for (const Deletions::Expected& expected :
       {Deletions::Expected{kSegmentId + 1, 10, 2},
        Deletions::Expected{kSegmentId, 11, 2},
        Deletions::Expected{kSegmentId, 10, 1}}) {
    EXPECT_TRUE(absl::IsDataLoss(Open(kName, expected).status()));
  }
}

TEST_F(DeletionsTest, AMissingFileIsNotFound) {
  EXPECT_TRUE(absl::IsNotFound(Open(kName, kExpected).status()));
}

}  // namespace
}  // namespace telusur
