#include "index/segment/positions.h"

#include <algorithm>
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

// The positions of the postings of a frame.
using Frame = std::vector<std::vector<uint32_t>>;

std::vector<uint32_t> Numbers(const Frame& frame) {
  std::vector<uint32_t> numbers;
  for (const std::vector<uint32_t>& positions : frame) {
    uint32_t next = 0;
    for (const uint32_t position : positions) {
      numbers.push_back(position - next);
      next = position + 1;
    }
  }
  return numbers;
}

// A word of a menu: on every page at the same place, and elsewhere as well.
Frame MenuFrame(TestRandom* random, int num_postings) {
  Frame frame(num_postings);
  for (std::vector<uint32_t>& positions : frame) {
    positions.push_back((*random)() % 16 == 0 ? 21 : 20);
    for (uint64_t more = (*random)() % 4; more > 0; --more) {
      positions.push_back(positions.back() + 1 + (*random)() % 300);
    }
  }
  return frame;
}

Frame RandomFrame(TestRandom* random, int num_postings) {
  Frame frame(num_postings);
  const int max_tf = 1 + static_cast<int>((*random)() % 8);
  const bool has_giant = (*random)() % 4 == 0;
  for (std::vector<uint32_t>& positions : frame) {
    int tf = 1 + static_cast<int>((*random)() % max_tf);
    if (has_giant && (*random)() % 32 == 0) tf = 500;
    uint32_t next = 0;
    for (const uint32_t gap : RandomNumbers(random, tf, 0xffffffff / tf - 1)) {
      positions.push_back(next + gap);
      next = positions.back() + 1;
    }
  }
  return frame;
}

std::vector<uint32_t> TfsMinusOne(const Frame& frame) {
  std::vector<uint32_t> tfs_minus_one;
  for (const std::vector<uint32_t>& positions : frame) {
    tfs_minus_one.push_back(static_cast<uint32_t>(positions.size()) - 1);
  }
  return tfs_minus_one;
}

std::string Encode(const Frame& frame, PostingsCompression compression) {
  std::string bytes;
  PositionsFrameEncoder encoder(compression);
  encoder.Append(Numbers(frame), TfsMinusOne(frame), &bytes);
  return bytes;
}

int Form(absl::string_view bytes) {
  return static_cast<uint8_t>(bytes[0]) >> 6;
}

uint64_t NumNumbers(const Frame& frame) { return Numbers(frame).size(); }

std::vector<uint64_t> NumbersBefore(const Frame& frame) {
  std::vector<uint64_t> before;
  uint64_t sum = 0;
  for (const std::vector<uint32_t>& positions : frame) {
    before.push_back(sum);
    sum += positions.size();
  }
  return before;
}

// Decodes the postings of `order` of a frame shaped like `shape`. False when a
// part is refused.
bool Decode(absl::string_view bytes, const Frame& shape,
            const std::vector<int>& order, Frame* decoded) {
  const HeapCopy copy(bytes);
  PositionsFrameDecoder decoder;
  const int num_postings = static_cast<int>(shape.size());
  if (!decoder.Open(copy.view(), num_postings, NumNumbers(shape))) return false;
  const std::vector<uint64_t> before = NumbersBefore(shape);
  decoded->resize(shape.size());
  for (const int i : order) {
    (*decoded)[i].assign(shape[i].size(), 123);
    if (!decoder.Decode(i, before[i], static_cast<uint32_t>(shape[i].size()),
                        (*decoded)[i].data())) {
      return false;
    }
  }
  return true;
}

std::vector<int> Forward(const Frame& frame) {
  std::vector<int> order(frame.size());
  std::iota(order.begin(), order.end(), 0);
  return order;
}

TEST(PositionsTest, MatchesTheExampleInTheFormatComment) {
  const Frame frame = {{3, 5}, {0}};
  EXPECT_EQ(Encode(frame, PostingsCompression::kOff), "\x01\x73");
  Frame decoded;
  EXPECT_TRUE(Decode("\x01\x73", frame, Forward(frame), &decoded));
  EXPECT_EQ(decoded, frame);
}

TEST(PositionsTest, RoundTripsBoundaries) {
  const std::vector<Frame> frames = {
      {{0}},
      {{0xffffffff}},
      {{0, 0xffffffff}},
      {{0xfffffffe, 0xffffffff}},
      {{0x7fffffff}, {0x80000000}},
      Frame(kBlockSize, {0}),
      Frame(kBlockSize, {0xffffffff}),
      Frame(kBlockSize, {0, 1, 2, 3, 4, 5, 6, 7}),
  };
  for (const Frame& frame : frames) {
    for (const PostingsCompression compression : kAllCompressions) {
      Frame decoded;
      ASSERT_TRUE(
          Decode(Encode(frame, compression), frame, Forward(frame), &decoded));
      EXPECT_EQ(decoded, frame);
    }
  }
}

TEST(PositionsTest, RoundTripsRandomListsInAnyOrder) {
  TestRandom random(18);
  for (int round = 0; round < 500; ++round) {
    const int num_postings = 1 + static_cast<int>(random() % kBlockSize);
    const Frame frame = round % 4 == 0 ? MenuFrame(&random, num_postings)
                                       : RandomFrame(&random, num_postings);
    std::vector<int> backward = Forward(frame);
    std::reverse(backward.begin(), backward.end());
    std::vector<int> shuffled = Forward(frame);
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    std::vector<int> some;
    for (const int i : Forward(frame)) {
      if (random() % 8 == 0) some.push_back(i);
    }
    for (const PostingsCompression compression : kAllCompressions) {
      const std::string bytes = Encode(frame, compression);
      for (const std::vector<int>& order :
           {Forward(frame), backward, shuffled, some}) {
        Frame decoded;
        ASSERT_TRUE(Decode(bytes, frame, order, &decoded));
        for (const int i : order) ASSERT_EQ(decoded[i], frame[i]);
      }
    }
  }
}

TEST(PositionsTest, AutoKeepsSnappyOnlyWhereItPays) {
  // The menu of a page: every document has the same far positions.
  const Frame menu(kBlockSize, {7, 2000, 2003, 90000});
  const std::string off = Encode(menu, PostingsCompression::kOff);
  const std::string kept = Encode(menu, PostingsCompression::kAuto);
  EXPECT_TRUE(CompressionPays(kept.size(), off.size()));
  EXPECT_EQ(Form(kept), 1);

  TestRandom random(19);
  Frame text(kBlockSize);
  for (std::vector<uint32_t>& positions : text) {
    positions = {static_cast<uint32_t>(random() % 500)};
  }
  EXPECT_EQ(Encode(text, PostingsCompression::kAuto),
            Encode(text, PostingsCompression::kOff));
  EXPECT_EQ(Form(Encode(text, PostingsCompression::kAlways)), 2);
}

TEST(PositionsTest, FirstPositionsAloneMayBeSnappys) {
  TestRandom random(31);
  const Frame frame = MenuFrame(&random, kBlockSize);
  const std::string off = Encode(frame, PostingsCompression::kOff);
  const std::string kept = Encode(frame, PostingsCompression::kAuto);
  EXPECT_EQ(Form(kept), 3);
  EXPECT_TRUE(CompressionPays(kept.size(), off.size()));
  Frame decoded;
  ASSERT_TRUE(Decode(kept, frame, Forward(frame), &decoded));
  EXPECT_EQ(decoded, frame);
}

TEST(PositionsTest, MatchesTheSplitFrameOfTheFormatDocument) {
  // Forty documents have the word at 3 and 5.
  const Frame frame(40, {3, 5});
  // As varints their first positions are forty bytes 03, which Snappy writes as
  // a literal and a copy; forty gaps of 1 as a Rice code of width 0 are 01,
  // forty times.
  std::string bytes("\xc0\x28\x06\x28\x00\x03\x9a\x01\x00", 9);
  bytes += std::string(10, '\xaa');
  Frame decoded;
  ASSERT_TRUE(Decode(bytes, frame, Forward(frame), &decoded));
  EXPECT_EQ(decoded, frame);
}

TEST(PositionsTest, StatisticsCountFramesAndBytes) {
  TestRandom random(20);
  for (const PostingsCompression compression : kAllCompressions) {
    PositionsFrameEncoder encoder(compression);
    uint64_t bytes_without_snappy = 0;
    uint64_t num_snappy = 0;
    std::string bytes;
    for (int round = 0; round < 50; ++round) {
      const Frame frame = RandomFrame(&random, 1 + round);
      const std::string off = Encode(frame, PostingsCompression::kOff);
      bytes_without_snappy += off.size();
      num_snappy += Encode(frame, compression) != off;
      encoder.Append(Numbers(frame), TfsMinusOne(frame), &bytes);
    }
    EXPECT_EQ(encoder.statistics().num_frames, 50);
    EXPECT_EQ(encoder.statistics().num_snappy_frames, num_snappy);
    EXPECT_EQ(encoder.statistics().bytes, bytes.size());
    EXPECT_EQ(encoder.statistics().bytes_without_snappy, bytes_without_snappy);
  }
}

TEST(PositionsTest, EveryTruncationIsDamage) {
  TestRandom random(21);
  for (int round = 0; round < 60; ++round) {
    const Frame frame = round % 4 == 0 ? MenuFrame(&random, 60 + round)
                                       : RandomFrame(&random, 1 + round);
    for (const PostingsCompression compression : kAllCompressions) {
      const std::string bytes = Encode(frame, compression);
      for (size_t size = 0; size < bytes.size();
           size += 1 + bytes.size() / 100) {
        Frame decoded;
        ASSERT_FALSE(Decode(absl::string_view(bytes).substr(0, size), frame,
                            Forward(frame), &decoded))
            << size;
      }
      Frame decoded;
      ASSERT_FALSE(Decode(absl::string_view(bytes).substr(0, bytes.size() - 1),
                          frame, Forward(frame), &decoded));
    }
  }
}

TEST(PositionsTest, FlippedBitsNeverReadOutsideOrBreakTheOrder) {
  TestRandom random(22);
  for (int round = 0; round < 20; ++round) {
    const Frame frame = round % 4 == 0 ? MenuFrame(&random, 100 + round)
                                       : RandomFrame(&random, 1 + 6 * round);
    for (const PostingsCompression compression : kAllCompressions) {
      const std::string bytes = Encode(frame, compression);
      const size_t step = 1 + bytes.size() / 64;
      for (size_t bit = 0; bit < 8 * bytes.size(); bit += step) {
        Frame decoded;
        if (!Decode(WithFlippedBit(bytes, bit), frame, Forward(frame),
                    &decoded)) {
          continue;
        }
        for (const std::vector<uint32_t>& positions : decoded) {
          for (size_t i = 1; i < positions.size(); ++i) {
            ASSERT_LT(positions[i - 1], positions[i]);
          }
        }
      }
    }
  }
}

TEST(PositionsTest, GarbageNeverReadsOutside) {
  TestRandom random(23);
  for (int round = 0; round < 20000; ++round) {
    const Frame shape = RandomFrame(&random, 1 + round % 20);
    Frame decoded;
    Decode(RandomBytes(&random, random() % 200), shape, Forward(shape),
           &decoded);
  }
}

TEST(PositionsTest, AReaderGoesOnAfterDamageOnlyAtTheNextOpen) {
  const Frame frame = {{1, 2}, {3}};
  const std::string bytes = Encode(frame, PostingsCompression::kOff);
  // A unary part that never ends.
  const std::string damaged("\x00\x01\x00\x00", 4);
  PositionsFrameDecoder decoder;
  uint32_t positions[3];
  ASSERT_TRUE(decoder.Open(damaged, 2, 3));
  EXPECT_FALSE(decoder.Decode(0, 0, 2, positions));
  EXPECT_FALSE(decoder.Decode(0, 0, 1, positions));
  ASSERT_TRUE(decoder.Open(bytes, 2, 3));
  EXPECT_TRUE(decoder.Decode(0, 0, 2, positions));
  EXPECT_EQ(positions[1], 2);
}

TEST(PositionsTest, HugeUncompressedLengthIsDamage) {
  PositionsFrameDecoder decoder;
  // Both lengths say 16 MiB; 100 numbers take at most 500 bytes.
  EXPECT_FALSE(decoder.Open(
      absl::string_view("\x40\x80\x80\x80\x08\x80\x80\x80\x08\x00\x00", 11),
      100, 100));
}

TEST(PositionsTest, SnappyInsideSnappyIsDamage) {
  const std::string plain = Encode({{3, 5}, {0}}, PostingsCompression::kOff);
  const auto wrapped = [](uint8_t header, absl::string_view content) {
    std::string bytes(1, static_cast<char>(header));
    bytes.push_back(static_cast<char>(content.size()));
    AppendCompressed(content, &bytes);
    return bytes;
  };
  PositionsFrameDecoder decoder;
  EXPECT_TRUE(decoder.Open(wrapped(0x80, plain), 2, 3));

  EXPECT_FALSE(decoder.Open(wrapped(0x80, wrapped(0x80, plain)), 2, 3));
}

}  // namespace
}  // namespace telusur
