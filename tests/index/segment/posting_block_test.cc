#include "index/segment/posting_block.h"

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "index/segment/compressed_block.h"
#include "tests/index/segment/number_lists.h"
#include "tests/support/heap_copy.h"

namespace telusur {
namespace {

constexpr PostingsCompression kAllCompressions[] = {
    PostingsCompression::kOff, PostingsCompression::kAuto,
    PostingsCompression::kAlways};

struct Frame {
  std::vector<uint32_t> gaps;
  std::vector<uint32_t> tfs_minus_one;

  int n() const { return static_cast<int>(gaps.size()); }
};

// A frame of `n` postings whose doc_ids, counted from `base`, fit in 32 bits.
Frame RandomFrame(TestRandom* random, int n, DocId base) {
  Frame frame;
  frame.gaps = RandomNumbers(random, n, (kMaxDocsPerSegment - base) / n - 1);
  frame.tfs_minus_one = RandomNumbers(random, n, 0xfffffffe);
  return frame;
}

std::string Encode(const Frame& frame, PostingsCompression compression) {
  std::string bytes;
  PostingsFrameEncoder encoder(compression);
  encoder.Append(frame.gaps.data(), frame.tfs_minus_one.data(), frame.n(),
                 &bytes);
  return bytes;
}

struct Decoded {
  std::vector<DocId> doc_ids;
  std::vector<uint32_t> tfs;
  bool ok = false;
};

Decoded Decode(absl::string_view bytes, int n, DocId base = 0,
               DocId end_doc_id = kMaxDocsPerSegment) {
  const HeapCopy copy(bytes);
  Decoded decoded;
  decoded.doc_ids.resize(kBlockSize);
  decoded.tfs.resize(kBlockSize);
  PostingsFrameDecoder decoder;
  decoded.ok = decoder.DecodeDocIds(copy.view(), n, base, end_doc_id,
                                    decoded.doc_ids.data()) &&
               decoder.DecodeTfs(decoded.tfs.data());
  decoded.doc_ids.resize(n);
  decoded.tfs.resize(n);
  return decoded;
}

std::vector<DocId> DocIds(const Frame& frame, DocId base) {
  std::vector<DocId> doc_ids;
  DocId next = base;
  for (const uint32_t gap : frame.gaps) {
    doc_ids.push_back(next + gap);
    next = doc_ids.back() + 1;
  }
  return doc_ids;
}

std::vector<uint32_t> Tfs(const Frame& frame) {
  std::vector<uint32_t> tfs = frame.tfs_minus_one;
  for (uint32_t& tf : tfs) ++tf;
  return tfs;
}

void ExpectRoundTrip(const Frame& frame, DocId base = 0) {
  for (const PostingsCompression compression : kAllCompressions) {
    const std::string bytes = Encode(frame, compression);
    ASSERT_LE(bytes.size(), kMaxFrameBytes);
    const Decoded decoded = Decode(bytes, frame.n(), base);
    ASSERT_TRUE(decoded.ok) << frame.n();
    ASSERT_EQ(decoded.doc_ids, DocIds(frame, base));
    ASSERT_EQ(decoded.tfs, Tfs(frame));
  }
}

TEST(PostingBlockTest, MatchesTheExampleInTheFormatComment) {
  const Frame frame = {{3, 0}, {0, 0}};
  EXPECT_EQ(Encode(frame, PostingsCompression::kOff), "\x01\x19");
  const Decoded decoded = Decode("\x01\x19", 2);
  EXPECT_TRUE(decoded.ok);
  EXPECT_EQ(decoded.doc_ids, (std::vector<DocId>{3, 4}));
  EXPECT_EQ(decoded.tfs, (std::vector<uint32_t>{1, 1}));
}

TEST(PostingBlockTest, FullFrameOfConsecutiveDocumentsIsFourBytes) {
  const Frame frame = {std::vector<uint32_t>(kBlockSize, 0),
                       std::vector<uint32_t>(kBlockSize, 0)};
  EXPECT_EQ(Encode(frame, PostingsCompression::kOff),
            std::string("\x20\x40\0\0", 4));
}

TEST(PostingBlockTest, FullFrameOfDenseDocumentsIsABitmap) {
  Frame frame;
  for (int i = 0; i < kBlockSize; ++i) {
    frame.gaps.push_back(i % 9 == 8 ? 1 : 0);
    frame.tfs_minus_one.push_back(0);
  }
  std::string expected(18, '\0');
  for (const DocId doc_id : DocIds(frame, 0)) {
    expected[doc_id / 8] |= static_cast<char>(1 << doc_id % 8);
  }
  EXPECT_EQ(Encode(frame, PostingsCompression::kOff),
            std::string("\0\x40", 2) + expected);
}

TEST(PostingBlockTest, RoundTripsBoundaries) {
  for (int n = 1; n <= kBlockSize; ++n) {
    ExpectRoundTrip({std::vector<uint32_t>(n, 0), std::vector<uint32_t>(n, 0)});
    ExpectRoundTrip({std::vector<uint32_t>(n, kMaxDocsPerSegment / n - 1),
                     std::vector<uint32_t>(n, 0xfffffffe)});
    for (const int index : {0, n - 1}) {
      Frame frame = {std::vector<uint32_t>(n, 0), std::vector<uint32_t>(n, 0)};
      frame.gaps[index] = kMaxDocsPerSegment - n;
      frame.tfs_minus_one[index] = 1000;
      ExpectRoundTrip(frame);
    }
  }
}

TEST(PostingBlockTest, RoundTripsEveryTfWidthOfAShortFrame) {
  for (int bits = 0; bits < 32; ++bits) {
    const uint32_t tf_minus_one = uint32_t{1} << bits;
    ExpectRoundTrip({{1, 2, 3}, {tf_minus_one, tf_minus_one, tf_minus_one}});
  }
}

TEST(PostingBlockTest, RoundTripsRandomLists) {
  TestRandom random(10);
  for (int round = 0; round < 3000; ++round) {
    const int n = random() % 2 == 0
                      ? kBlockSize
                      : 1 + static_cast<int>(random() % kBlockSize);
    const DocId base = static_cast<DocId>(random() % kMaxDocsPerSegment) / 2;
    ExpectRoundTrip(RandomFrame(&random, n, base), base);
  }
}

TEST(PostingBlockTest, DecodersCanBeReused) {
  TestRandom random(11);
  PostingsFrameDecoder decoder;
  for (int round = 0; round < 300; ++round) {
    const int n = round % 3 == 0 ? kBlockSize : 1 + round % kBlockSize;
    const Frame frame = RandomFrame(&random, n, 0);
    const std::string bytes = Encode(frame, kAllCompressions[round % 3]);
    std::vector<DocId> doc_ids(kBlockSize);
    std::vector<uint32_t> tfs(kBlockSize);
    ASSERT_TRUE(
        decoder.DecodeDocIds(bytes, n, 0, kMaxDocsPerSegment, doc_ids.data()));
    if (round % 5 == 0) continue;  // tfs are not always asked for
    ASSERT_TRUE(decoder.DecodeTfs(tfs.data()));
    tfs.resize(n);
    ASSERT_EQ(tfs, Tfs(frame));
  }
}

TEST(PostingBlockTest, DocIdsOutsideTheSegmentAreDamage) {
  const std::string bytes =
      Encode({{10, 20}, {0, 0}}, PostingsCompression::kOff);
  EXPECT_TRUE(Decode(bytes, 2, 0, 32).ok);  // 10 and 31
  EXPECT_FALSE(Decode(bytes, 2, 0, 31).ok);
  EXPECT_TRUE(Decode(bytes, 2, 1000, 1032).ok);
  EXPECT_FALSE(Decode(bytes, 2, 1000, 1031).ok);
  EXPECT_FALSE(Decode(bytes, 2, kMaxDocsPerSegment - 31).ok);
  // Gaps whose sum wraps around in 32 bits.
  const Frame wide = {std::vector<uint32_t>(kBlockSize, 0xffffffff),
                      std::vector<uint32_t>(kBlockSize, 0)};
  EXPECT_FALSE(Decode(Encode(wide, PostingsCompression::kOff), kBlockSize).ok);
}

TEST(PostingBlockTest, AutoKeepsSnappyOnlyWhereItPays) {
  // Gaps that repeat with a period and are too large to be packed well.
  Frame frame;
  for (int i = 0; i < kBlockSize; ++i) {
    frame.gaps.push_back(i % 4 == 0 ? 100000 : i % 4);
    frame.tfs_minus_one.push_back(i % 4 == 1 ? 50 : 0);
  }
  const std::string off = Encode(frame, PostingsCompression::kOff);
  const std::string kept = Encode(frame, PostingsCompression::kAuto);
  EXPECT_TRUE(CompressionPays(kept.size(), off.size()));
  EXPECT_EQ(static_cast<uint8_t>(kept[0]) >> 6, 1);  // form

  TestRandom random(12);
  for (uint32_t& gap : frame.gaps) gap = random() % 1000;
  EXPECT_EQ(Encode(frame, PostingsCompression::kAuto),
            Encode(frame, PostingsCompression::kOff));
}

TEST(PostingBlockTest, AlwaysMakesEveryFrameSnappys) {
  TestRandom random(13);
  for (int round = 0; round < 300; ++round) {
    const int n = round % 2 == 0 ? kBlockSize : 1 + round % kBlockSize;
    const std::string bytes =
        Encode(RandomFrame(&random, n, 0), PostingsCompression::kAlways);
    const int form_byte = n == kBlockSize ? 0 : 1;
    EXPECT_EQ(static_cast<uint8_t>(bytes[form_byte]) >> 6, 2);
  }
}

TEST(PostingBlockTest, StatisticsCountFramesAndBytes) {
  TestRandom random(14);
  for (const PostingsCompression compression : kAllCompressions) {
    PostingsFrameEncoder encoder(compression);
    uint64_t bytes_without_snappy = 0;
    uint64_t num_snappy = 0;
    std::string bytes;
    for (int round = 0; round < 100; ++round) {
      const Frame frame = RandomFrame(&random, 1 + round % kBlockSize, 0);
      const std::string off = Encode(frame, PostingsCompression::kOff);
      bytes_without_snappy += off.size();
      num_snappy += Encode(frame, compression) != off;
      encoder.Append(frame.gaps.data(), frame.tfs_minus_one.data(), frame.n(),
                     &bytes);
    }
    EXPECT_EQ(encoder.statistics().num_frames, 100);
    EXPECT_EQ(encoder.statistics().num_snappy_frames, num_snappy);
    EXPECT_EQ(encoder.statistics().bytes, bytes.size());
    EXPECT_EQ(encoder.statistics().bytes_without_snappy, bytes_without_snappy);
  }
}

TEST(PostingBlockTest, EveryTruncationIsDamage) {
  TestRandom random(15);
  for (int round = 0; round < 200; ++round) {
    const int n = round % 2 == 0 ? kBlockSize : 1 + round % kBlockSize;
    const Frame frame = RandomFrame(&random, n, 0);
    for (const PostingsCompression compression : kAllCompressions) {
      const std::string bytes = Encode(frame, compression);
      for (size_t size = 0; size < bytes.size(); ++size) {
        ASSERT_FALSE(Decode(absl::string_view(bytes).substr(0, size), n).ok)
            << n << " " << size;
      }
    }
  }
}

TEST(PostingBlockTest, FlippedBitsNeverReadOutsideOrBreakTheOrder) {
  TestRandom random(16);
  for (int round = 0; round < 40; ++round) {
    const int n = round % 2 == 0 ? kBlockSize : 1 + round % kBlockSize;
    const Frame frame = RandomFrame(&random, n, 0);
    for (const PostingsCompression compression : kAllCompressions) {
      const std::string bytes = Encode(frame, compression);
      for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        const Decoded decoded = Decode(WithFlippedBit(bytes, bit), n);
        if (!decoded.ok) continue;
        for (int i = 1; i < n; ++i) {
          ASSERT_LT(decoded.doc_ids[i - 1], decoded.doc_ids[i]);
        }
        ASSERT_LT(decoded.doc_ids.back(), kMaxDocsPerSegment);
      }
    }
  }
}

TEST(PostingBlockTest, GarbageNeverReadsOutside) {
  TestRandom random(17);
  for (int round = 0; round < 50000; ++round) {
    const int n = round % 2 == 0 ? kBlockSize
                                 : 1 + static_cast<int>(random() % kBlockSize);
    Decode(RandomBytes(&random, random() % 300), n);
  }
}

TEST(PostingBlockTest, HugeUncompressedLengthIsDamage) {
  // Both lengths say 16 MiB.
  const std::string bytes("\x40\x00\x80\x80\x80\x08\x80\x80\x80\x08\x00\x00",
                          12);
  EXPECT_FALSE(Decode(bytes, kBlockSize).ok);
}

TEST(PostingBlockTest, SnappyInsideSnappyIsDamage) {
  const Frame frame = {std::vector<uint32_t>(kBlockSize, 1),
                       std::vector<uint32_t>(kBlockSize, 0)};
  const std::string inner = Encode(frame, PostingsCompression::kAlways);
  std::string outer("\x80\x00", 2);
  outer.push_back(static_cast<char>(inner.size()));
  AppendCompressed(inner, &outer);
  EXPECT_FALSE(Decode(outer, kBlockSize).ok);
}

}  // namespace
}  // namespace telusur
