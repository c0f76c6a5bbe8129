#include "index/segment/postings_list.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/index/segment/model_lists.h"
#include "tests/index/segment/number_lists.h"
#include "tests/support/test_length.h"

namespace telusur {
namespace {

TEST(PostingsListTest, MatchesTheSkipDataOfTheFormatComment) {
  ModelList list;
  for (DocId doc_id = 0; doc_id < 130; ++doc_id) list.push_back({doc_id, {0}});
  const Lists lists({list}, PostingsCompression::kOff);
  // 128 documents in a row take 4 bytes, the two others 2. The position frames
  // hold 128 and 2 ones behind a header.
  EXPECT_EQ(lists.bytes(0).size(), 6);
  EXPECT_EQ(lists.bytes(1).size(), 17 + 2);
  std::string skips(
      "\x7f\0\0\0\x81\0\0\0"
      "\x04\0\x06\0"
      "\x11\0\0\0\x13\0\0\0",
      20);
  for (int block = 0; block < 2; ++block) {
    float max = 0;
    for (DocId doc_id = 128 * block; doc_id < (block == 0 ? 128 : 130);
         ++doc_id) {
      max = std::max(max, TestImpacts().Impact(1, TestLengths()[doc_id]));
    }
    skips.push_back(static_cast<char>(ImpactRoundedUp(max)));
  }
  EXPECT_EQ(lists.bytes(2), skips);
}

TEST(PostingsListTest, SkipBytesCountsWhatIsWritten) {
  const auto skip_bytes = [](uint32_t num_blocks, uint64_t positions_bytes) {
    TermInfo info;
    info.df = num_blocks * kBlockSize;
    info.positions_bytes = positions_bytes;
    return SkipBytes(info);
  };
  EXPECT_EQ(skip_bytes(1, 1000), 0);
  EXPECT_EQ(skip_bytes(2, 1000), 22);
  EXPECT_EQ(skip_bytes(32, 0xffffffff), 32 * 11);
  EXPECT_EQ(skip_bytes(33, 1000), 33 * 11 + 16);
  EXPECT_EQ(skip_bytes(65, 1000), 65 * 11 + 32);
  EXPECT_EQ(skip_bytes(65, uint64_t{1} << 32), 65 * 15 + 32);
  uint64_t total = 0;
  const Lists lists(BoundaryLists(), PostingsCompression::kOff);
  for (const TermInfo& info : lists.infos()) {
    total += SkipBytes(info);
  }
  EXPECT_EQ(lists.bytes(2).size(), total);
}

// Documents of a million scattered places of one word: 17 GB are compared.
TEST(PostingsListTest, PositionsOfOneListMayTakeMoreThan4GiB) {
  if (Rounds(0, 1) == 0) GTEST_SKIP() << "needs 6 GiB of memory";
  constexpr uint32_t kTf = 1 << 20;
  constexpr uint32_t kManyDocs = 20 * kBlockSize;
  TestRandom random(30);
  std::vector<uint32_t> positions(kTf);
  uint32_t next = 0;
  for (uint32_t& position : positions) {
    position = next + random() % 4000;
    next = position + 1;
  }
  const DocLengths lengths(std::vector<uint32_t>(kManyDocs, kTf));
  std::string bytes[3];
  bytes[1].reserve(5ull << 30);
  PostingsListWriter writer(PostingsCompression::kAuto, TestImpacts(), &lengths,
                            &bytes[0], &bytes[1], &bytes[2]);
  for (DocId doc_id = 0; doc_id < kManyDocs; ++doc_id) {
    writer.Add(doc_id, positions);
  }
  const TermInfo info = writer.Finish();
  ASSERT_GT(info.positions_bytes, uint64_t{1} << 32);
  ASSERT_EQ(bytes[2].size(), SkipBytes(info));
  std::vector<std::string> checksums;
  std::vector<Section> sections;
  for (int i = 0; i < 3; ++i) checksums.push_back(Checksums(i, bytes[i]));
  for (int i = 0; i < 3; ++i) {
    Section::Location location;
    location.segment_id = 1;
    location.number = i;
    sections.emplace_back(location, bytes[i], checksums[i]);
  }
  BlockReader reader;
  ASSERT_TRUE(
      reader.Open({&sections[0], &sections[1], &sections[2]}, info, kManyDocs)
          .ok());
  std::vector<uint32_t> read;
  for (uint32_t block = 0; block < reader.num_blocks(); ++block) {
    ASSERT_TRUE(reader.Load(block)) << reader.status();
    for (const int i : {0, kBlockSize - 1}) {
      ASSERT_TRUE(reader.ReadPositions(i, &read)) << reader.status();
      ASSERT_TRUE(read == positions) << block << " " << i;
    }
  }
}

TEST(PostingsListTest, PostingsThatAreWrittenInPlaceMakeTheSameBytes) {
  TestRandom random(7);
  std::string bytes[2][3];
  PostingsListWriter adding(PostingsCompression::kAuto, TestImpacts(),
                            &TestDocLengths(), &bytes[0][0], &bytes[0][1],
                            &bytes[0][2]);
  PostingsListWriter writing(PostingsCompression::kAuto, TestImpacts(),
                             &TestDocLengths(), &bytes[1][0], &bytes[1][1],
                             &bytes[1][2]);
  for (int list = 0; list < 30; ++list) {
    uint32_t left = 1 + random() % (list % 5 == 0 ? 1500 : 200);
    DocId doc_id = random() % 3;
    while (left > 0) {
      const PostingRoom room = writing.Room(4 * kBlockSize);
      ASSERT_GE(room.num_postings, 1);
      const int n = 1 + random() % std::min<uint32_t>(room.num_postings, left);
      uint32_t* number = room.numbers;
      for (int i = 0; i < n; ++i) {
        const uint32_t tf = 1 + random() % 4;
        room.doc_ids[i] = doc_id;
        room.tfs_minus_one[i] = tf - 1;
        std::vector<uint32_t> positions;
        uint32_t next = 0;
        for (uint32_t k = 0; k < tf; ++k) {
          *number = random() % 50;
          next += *number++;
          positions.push_back(next++);
        }
        adding.Add(doc_id, positions);
        doc_id += 1 + random() % 5;
      }
      writing.AddWritten(n, number - room.numbers);
      left -= n;
    }
    const TermInfo added = adding.Finish();
    const TermInfo written = writing.Finish();
    EXPECT_EQ(added.df, written.df);
    EXPECT_EQ(added.cf, written.cf);
    EXPECT_EQ(added.doc_id, written.doc_id);
    EXPECT_EQ(added.position, written.position);
    EXPECT_EQ(added.max_impact, written.max_impact);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(bytes[0][i] == bytes[1][i]);
  }
}

TEST(PostingsListTest, RoundTripsBoundaries) {
  const std::vector<ModelList> models = BoundaryLists();
  for (const PostingsCompression compression : kAllCompressions) {
    const Lists lists(models, compression);
    for (size_t i = 0; i < models.size(); ++i) {
      absl::Status status;
      ExpectEqual(ReadList(lists, lists.infos()[i], &status), models[i]);
      EXPECT_TRUE(status.ok()) << status;
    }
  }
}

TEST(PostingsListTest, RoundTripsRandomLists) {
  TestRandom random(26);
  std::vector<ModelList> models;
  for (int i = 0; i < 60; ++i) {
    models.push_back(RandomList(&random, 1 + random() % (1 + i * i * 3)));
  }
  for (const PostingsCompression compression : kAllCompressions) {
    const Lists lists(models, compression);
    for (size_t i = 0; i < models.size(); ++i) {
      absl::Status status;
      ExpectEqual(ReadList(lists, lists.infos()[i], &status), models[i]);
      EXPECT_TRUE(status.ok()) << status;
    }
  }
}

TEST(PostingsListTest, RareTermsHaveNoFrames) {
  const Lists lists({{{7, {3}}}, {{7, {3, 9}}}}, PostingsCompression::kAuto);
  const TermInfo& single = lists.infos()[0];
  EXPECT_EQ(single.doc_id, 7);
  EXPECT_EQ(single.position, 3);
  EXPECT_EQ(single.postings_bytes, 0);
  EXPECT_EQ(single.positions_bytes, 0);
  const TermInfo& twice = lists.infos()[1];
  EXPECT_EQ(twice.df, 1);
  EXPECT_EQ(twice.cf, 2);
  EXPECT_EQ(twice.postings_bytes, 0);
  EXPECT_GT(twice.positions_bytes, 0);
}

TEST(PostingsListTest, CountsAndSizesAreThoseOfTheLists) {
  const std::vector<ModelList> models = BoundaryLists();
  const Lists lists(models, PostingsCompression::kAuto);
  uint64_t postings_bytes = 0;
  uint64_t positions_bytes = 0;
  for (size_t i = 0; i < models.size(); ++i) {
    const TermInfo& info = lists.infos()[i];
    uint64_t cf = 0;
    for (const ModelPosting& posting : models[i]) {
      cf += posting.positions.size();
    }
    EXPECT_EQ(info.df, models[i].size());
    EXPECT_EQ(info.cf, cf);
    postings_bytes += info.postings_bytes;
    positions_bytes += info.positions_bytes;
  }
  EXPECT_EQ(lists.bytes(0).size(), postings_bytes);
  EXPECT_EQ(lists.bytes(1).size(), positions_bytes);
}

TEST(PostingsListTest, ImpactsBoundThePostings) {
  TestRandom random(27);
  for (const uint32_t df : {127u, 128u, 1000u, 5000u}) {
    const ModelList model = RandomList(&random, df);
    const Lists lists({model}, PostingsCompression::kOff);
    const TermInfo& info = lists.infos()[0];
    BlockReader reader;
    ASSERT_TRUE(reader.Open(lists.sections(), info, kNumDocs).ok());
    std::vector<float> impacts;
    uint8_t list_max = 0;
    for (uint32_t block = 0; block < reader.num_blocks(); ++block) {
      float max = 0;
      const size_t end =
          std::min<size_t>(model.size(), (block + 1) * kBlockSize);
      for (size_t i = block * kBlockSize; i < end; ++i) {
        impacts.push_back(TestImpacts().Impact(
            static_cast<uint32_t>(model[i].positions.size()),
            TestLengths()[model[i].doc_id]));
        max = std::max(max, impacts.back());
      }
      if (reader.num_blocks() == 1) continue;
      EXPECT_EQ(reader.max_impact(block), ImpactRoundedUp(max));
      list_max = std::max(list_max, reader.max_impact(block));
    }
    if (df < kMinDfForImpacts) {
      EXPECT_EQ(info.max_impact, 0);
      EXPECT_EQ(info.kth_impact[0], 0);
      continue;
    }
    std::sort(impacts.rbegin(), impacts.rend());
    EXPECT_EQ(info.max_impact, ImpactRoundedUp(impacts[0]));
    for (size_t i = 0; i < kPrimedK.size(); ++i) {
      const size_t k = kPrimedK[i];
      EXPECT_EQ(info.kth_impact[i],
                k <= impacts.size() ? ImpactRoundedDown(impacts[k - 1]) : 0);
    }
  }
}

TEST(PostingsListTest, FindBlockIsTheFirstThatReachesTheTarget) {
  TestRandom random(28);
  const ModelList model = RandomList(&random, 9000);
  const Lists lists({model}, PostingsCompression::kOff);
  BlockReader reader;
  ASSERT_TRUE(reader.Open(lists.sections(), lists.infos()[0], kNumDocs).ok());
  for (int round = 0; round < 5000; ++round) {
    const DocId target = random() % (kNumDocs + 10);
    const uint32_t from = random() % (reader.num_blocks() + 1);
    uint32_t expected = from;
    while (expected < reader.num_blocks() &&
           reader.last_doc_id(expected) < target) {
      ++expected;
    }
    EXPECT_EQ(reader.FindBlock(from, target), expected);
  }
  EXPECT_EQ(reader.FindBlock(0, kNoMoreDocs), reader.num_blocks());
}

TEST(PostingsListTest, BlocksAndPositionsCanBeReadInAnyOrder) {
  TestRandom random(29);
  const ModelList model = RandomList(&random, 5000);
  for (const PostingsCompression compression : kAllCompressions) {
    const Lists lists({model}, compression);
    BlockReader reader;
    ASSERT_TRUE(reader.Open(lists.sections(), lists.infos()[0], kNumDocs).ok());
    std::vector<uint32_t> positions;
    for (int round = 0; round < 500; ++round) {
      const uint32_t block = random() % reader.num_blocks();
      ASSERT_TRUE(reader.Load(block));
      EXPECT_EQ(reader.block(), block);
      EXPECT_EQ(reader.last_doc_id(block), reader.doc_ids()[reader.size() - 1]);
      for (int i = 0; i < 5; ++i) {
        const int index = static_cast<int>(random() % reader.size());
        const ModelPosting& posting = model[block * kBlockSize + index];
        ASSERT_EQ(reader.doc_ids()[index], posting.doc_id);
        ASSERT_TRUE(reader.ReadPositions(index, &positions));
        ASSERT_EQ(positions, posting.positions);
      }
    }
  }
}

}  // namespace
}  // namespace telusur
