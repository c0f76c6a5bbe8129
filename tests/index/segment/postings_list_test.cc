#include "index/segment/postings_list.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/io/checksum.h"
#include "index/io/coding.h"
#include "index/segment/doc_lengths.h"
#include "tests/index/segment/number_lists.h"
#include "tests/support/test_length.h"

namespace telusur {
namespace {

using ::testing::HasSubstr;

constexpr uint32_t kNumDocs = 100000;

constexpr PostingsCompression kAllCompressions[] = {
    PostingsCompression::kOff, PostingsCompression::kAuto,
    PostingsCompression::kAlways};

struct ModelPosting {
  DocId doc_id;
  std::vector<uint32_t> positions;
};
using ModelList = std::vector<ModelPosting>;

const std::vector<uint32_t>& TestLengths() {
  static const auto* const lengths = [] {
    TestRandom random(24);
    auto* result = new std::vector<uint32_t>(kNumDocs);
    for (uint32_t& length : *result) length = 1 + random() % 500;
    return result;
  }();
  return *lengths;
}

const DocLengths& TestDocLengths() {
  static const auto* const lengths = new DocLengths(TestLengths());
  return *lengths;
}

ImpactModel TestImpacts() { return ImpactModel::For(Bm25Parameters(), 250); }

ModelList RandomList(TestRandom* random, uint32_t df) {
  std::vector<DocId> doc_ids;
  const uint32_t range = std::max<uint32_t>(
      df, (*random)() % 2 == 0 ? kNumDocs : (*random)() % kNumDocs);
  // Selection sampling: each list of df doc_ids below range is as likely.
  for (DocId doc_id = 0; doc_id < range; ++doc_id) {
    if ((*random)() % (range - doc_id) < df - doc_ids.size()) {
      doc_ids.push_back(doc_id);
    }
  }
  ModelList list;
  const uint32_t max_tf = 1 + (*random)() % 6;
  for (const DocId doc_id : doc_ids) {
    ModelPosting posting = {doc_id, {}};
    uint32_t next = 0;
    const uint32_t tf = 1 + (*random)() % max_tf;
    for (uint32_t i = 0; i < tf; ++i) {
      posting.positions.push_back(next + (*random)() % 100);
      next = posting.positions.back() + 1;
    }
    list.push_back(posting);
  }
  return list;
}

// The checksums of a section's pages.
std::string Checksums(uint32_t section, const std::string& bytes) {
  std::string checksums;
  for (uint64_t page = 0; page * kPageBytes < bytes.size(); ++page) {
    AppendFixed32(PageChecksum(1, section, page,
                               absl::string_view(bytes).substr(
                                   page * kPageBytes, kPageBytes)),
                  &checksums);
  }
  return checksums;
}

// Lists as bytes, and the sections over them.
class Lists {
 public:
  Lists(const std::vector<ModelList>& lists, PostingsCompression compression) {
    // The writer's strings are emptied now and then, as a spilling caller does.
    std::string tails[3];
    PostingsListWriter writer(compression, TestImpacts(), &TestDocLengths(),
                              &tails[0], &tails[1], &tails[2]);
    const auto move_tails = [&] {
      for (int i = 0; i < 3; ++i) {
        bytes_[i] += tails[i];
        tails[i].clear();
      }
    };
    for (const ModelList& list : lists) {
      for (const ModelPosting& posting : list) {
        writer.Add(posting.doc_id, posting.positions);
        if (posting.doc_id % 1000 == 0) move_tails();
      }
      TermInfo info = writer.Finish();
      move_tails();
      info.postings_offset = bytes_[0].size() - info.postings_bytes;
      info.positions_offset = bytes_[1].size() - info.positions_bytes;
      info.skip_offset = bytes_[2].size() - SkipBytes(info);
      infos_.push_back(info);
    }
    for (int i = 0; i < 3; ++i) checksums_[i] = Checksums(i, bytes_[i]);
    MakeSections();
  }

  const std::vector<TermInfo>& infos() const { return infos_; }
  const std::string& bytes(int section) const { return bytes_[section]; }
  const PostingsSections& sections() const { return sections_; }

  // Changes a section; with `resign` its checksums match what it then holds.
  void SetBytes(int section, const std::string& bytes, bool resign) {
    bytes_[section] = bytes;
    if (resign) checksums_[section] = Checksums(section, bytes);
    MakeSections();
  }

 private:
  void MakeSections() {
    const char* const names[] = {"postings", "positions", "skips"};
    for (int i = 0; i < 3; ++i) {
      Section::Location location;
      location.file = "test.seg";
      location.name = names[i];
      location.segment_id = 1;
      location.number = static_cast<uint32_t>(i);
      section_[i] =
          std::make_unique<Section>(location, bytes_[i], checksums_[i]);
    }
    sections_ = {section_[0].get(), section_[1].get(), section_[2].get()};
  }

  std::string bytes_[3];
  std::string checksums_[3];
  std::unique_ptr<Section> section_[3];
  std::vector<TermInfo> infos_;
  PostingsSections sections_;
};

// Reads a whole list. Where the reader reports damage, `*status` is its status.
ModelList ReadList(const Lists& lists, const TermInfo& info,
                   absl::Status* status) {
  ModelList list;
  BlockReader reader;
  *status = reader.Open(lists.sections(), info, kNumDocs);
  for (uint32_t block = 0; status->ok() && block < reader.num_blocks();
       ++block) {
    if (!reader.Load(block) || reader.tfs() == nullptr) {
      *status = reader.status();
      break;
    }
    for (int i = 0; i < reader.size(); ++i) {
      ModelPosting posting = {reader.doc_ids()[i], {}};
      if (!reader.ReadPositions(i, &posting.positions)) {
        *status = reader.status();
        return list;
      }
      EXPECT_EQ(reader.tfs()[i], posting.positions.size());
      list.push_back(posting);
    }
  }
  return list;
}

void ExpectEqual(const ModelList& actual, const ModelList& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i) {
    ASSERT_EQ(actual[i].doc_id, expected[i].doc_id);
    ASSERT_EQ(actual[i].positions, expected[i].positions);
  }
}

// Lists of the lengths at which their shape changes.
std::vector<ModelList> BoundaryLists() {
  TestRandom random(25);
  std::vector<ModelList> lists;
  for (const uint32_t df :
       {1u, 2u, 127u, 128u, 129u, 255u, 256u, 257u, 32 * 128u, 32 * 128 + 1u,
        33 * 128u, 64 * 128 + 5u}) {
    lists.push_back(RandomList(&random, df));
  }
  lists.push_back({{kNumDocs - 1, {0}}});
  lists.push_back({{0, {0xffffffff}}});
  lists.push_back({{0, {0, 1, 0xffffffff}}});
  return lists;
}

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

TEST(PostingsListTest, ADamagedPageIsNamed) {
  TestRandom random(30);
  const ModelList model = RandomList(&random, 20000);
  for (int section = 0; section < 3; ++section) {
    Lists lists({model}, PostingsCompression::kOff);
    const std::string& bytes = lists.bytes(section);
    lists.SetBytes(section, WithFlippedBit(bytes, 4 * bytes.size()), false);
    absl::Status status;
    ReadList(lists, lists.infos()[0], &status);
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
    EXPECT_THAT(std::string(status.message()),
                HasSubstr("page checksum does not match"));
    EXPECT_THAT(std::string(status.message()), HasSubstr("test.seg"));
  }
}

// Damage that the checksums do not see, as a writer's bug would leave it.
TEST(PostingsListTest, SignedDamageNeverReadsOutside) {
  TestRandom random(31);
  std::vector<ModelList> models = {RandomList(&random, 4500),
                                   RandomList(&random, 60)};
  for (const PostingsCompression compression : kAllCompressions) {
    const Lists good(models, compression);
    for (int section = 0; section < 3; ++section) {
      for (int round = 0; round < 60; ++round) {
        Lists lists(models, compression);
        const std::string& bytes = good.bytes(section);
        lists.SetBytes(section,
                       WithFlippedBit(bytes, random() % (8 * bytes.size())),
                       true);
        for (const TermInfo& info : lists.infos()) {
          absl::Status status;
          const ModelList list = ReadList(lists, info, &status);
          EXPECT_TRUE(status.ok() || absl::IsDataLoss(status)) << status;
          for (size_t i = 1; i < list.size(); ++i) {
            ASSERT_LT(list[i - 1].doc_id, list[i].doc_id);
          }
        }
      }
    }
  }
}

TEST(PostingsListTest, SignedTruncationsAreDamage) {
  TestRandom random(32);
  const std::vector<ModelList> models = {RandomList(&random, 4500)};
  const Lists good(models, PostingsCompression::kAuto);
  for (int section = 0; section < 3; ++section) {
    for (int round = 0; round < 50; ++round) {
      Lists lists(models, PostingsCompression::kAuto);
      const std::string& bytes = good.bytes(section);
      lists.SetBytes(section, bytes.substr(0, random() % bytes.size()), true);
      absl::Status status;
      ReadList(lists, lists.infos()[0], &status);
      EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    }
  }
}

TEST(PostingsListTest, WrongInfosNeverReadOutside) {
  TestRandom random(33);
  const std::vector<ModelList> models = {RandomList(&random, 4500),
                                         RandomList(&random, 60)};
  const Lists lists(models, PostingsCompression::kAuto);
  for (int round = 0; round < 2000; ++round) {
    TermInfo info = lists.infos()[round % 2];
    const uint64_t wrong = random() >> (random() % 64);
    switch (random() % 6) {
      case 0:
        info.df = static_cast<uint32_t>(
            std::min<uint64_t>(std::max<uint64_t>(wrong, 1), kNumDocs));
        break;
      case 1:
        info.cf = std::max<uint64_t>(wrong, info.df);
        break;
      case 2:
        info.postings_offset = wrong;
        break;
      case 3:
        info.postings_bytes = wrong;
        break;
      case 4:
        info.positions_bytes = wrong;
        break;
      default:
        info.skip_offset = wrong;
    }
    absl::Status status;
    ReadList(lists, info, &status);
    EXPECT_TRUE(status.ok() || absl::IsDataLoss(status)) << status;
  }
}

}  // namespace
}  // namespace telusur
