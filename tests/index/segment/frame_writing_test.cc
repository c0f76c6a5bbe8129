#include "index/segment/frame_writing.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "index/io/coding.h"
#include "index/segment/impact.h"
#include "tests/index/segment/number_lists.h"

namespace telusur {
namespace {

const FrameWriting* const kVersions[] = {&PortableFrameWriting(),
                                         &FastestFrameWriting()};

// Values on the heap, so that a read past their end is seen.
std::vector<uint32_t> RandomValues(TestRandom* random, uint32_t max) {
  std::vector<uint32_t> values =
      RandomNumbers(random, static_cast<int>((*random)() % 100), max);
  values.shrink_to_fit();
  return values;
}

TEST(FrameWritingTest, AddsUpShiftedValues) {
  TestRandom random(1);
  for (int round = 0; round < 1000; ++round) {
    const std::vector<uint32_t> values = RandomValues(&random, ~0u);
    const int width = static_cast<int>(random() % 32);
    uint64_t sum = 0;
    for (const uint32_t value : values) sum += value >> width;
    for (const FrameWriting* version : kVersions) {
      EXPECT_EQ(version->sum_shifted(values.data(), values.size(), width), sum);
    }
  }
}

// Bits as they are written, one after the other.
class SlowBits {
 public:
  void Append(bool bit) { bits_.push_back(bit); }
  std::string Bytes() const {
    std::string bytes((bits_.size() + 7) / 8, '\0');
    for (size_t i = 0; i < bits_.size(); ++i) {
      bytes[i / 8] = static_cast<char>(bytes[i / 8] | bits_[i] << i % 8);
    }
    return bytes;
  }

 private:
  std::vector<bool> bits_;
};

TEST(FrameWritingTest, AppendsBitsAsAPlainLoopDoes) {
  TestRandom random(2);
  for (int round = 0; round < 3000; ++round) {
    const int width = static_cast<int>(random() % 33);
    const std::vector<uint32_t> values = RandomValues(&random, ~0u);
    // Unary numbers of a few bits, and some long ones.
    const int unary_width = static_cast<int>(random() % 32);
    std::vector<uint32_t> unary = RandomValues(&random, ~0u);
    const uint32_t max_unary = random() % 8 == 0 ? 300 : 4;
    for (uint32_t& value : unary) {
      const uint64_t number = random() % (1 + random() % max_unary);
      value = static_cast<uint32_t>(number << unary_width) |
              (value & ((1u << unary_width) - 1));
    }
    const int num_before = static_cast<int>(random() % 8);
    SlowBits slow;
    for (int i = 0; i < num_before; ++i) slow.Append(true);
    for (const uint32_t value : values) {
      for (int i = 0; i < width; ++i) slow.Append((value >> i & 1) != 0);
    }
    for (const uint32_t value : unary) {
      for (uint32_t i = 0; i < value >> unary_width; ++i) slow.Append(false);
      slow.Append(true);
    }
    const std::string expected = slow.Bytes();
    for (const FrameWriting* version : kVersions) {
      std::string bytes(expected.size() + BitEnd::kSlackBytes, 'x');
      BitEnd end;
      end.to = &bytes[0];
      end.Append((1u << num_before) - 1, num_before);
      version->append_low_bits(values.data(), values.size(), width, &end);
      version->append_unary(unary.data(), unary.size(), unary_width, &end);
      if (end.num_pending > 0) end.Append(0, 8 - end.num_pending);
      ASSERT_EQ(end.to - bytes.data(), expected.size());
      bytes.resize(expected.size());
      EXPECT_TRUE(bytes == expected) << round;
    }
  }
}

TEST(FrameWritingTest, EncodesVarints) {
  TestRandom random(3);
  for (int round = 0; round < 2000; ++round) {
    const std::vector<uint32_t> values =
        RandomValues(&random, round % 2 == 0 ? 0x3fff : ~0u);
    std::string expected;
    for (const uint32_t value : values) AppendVarint32(value, &expected);
    for (const FrameWriting* version : kVersions) {
      std::string bytes(expected.size() + FrameWriting::kVarintSlack, 'x');
      const char* const end =
          version->encode_varints(values.data(), values.size(), &bytes[0]);
      ASSERT_EQ(end - bytes.data(), expected.size());
      bytes.resize(expected.size());
      EXPECT_TRUE(bytes == expected) << round;
    }
  }
}

TEST(FrameWritingTest, HashesWindows) {
  TestRandom random(5);
  for (int round = 0; round < 500; ++round) {
    const size_t n = random() % 100;
    // On the heap, so that a read past the end is seen.
    std::vector<char> bytes(n + 3);
    for (char& byte : bytes) byte = static_cast<char>(random());
    const int num_bits = 1 + static_cast<int>(random() % 16);
    std::vector<uint16_t> expected;
    for (size_t i = 0; i < n; ++i) {
      const uint32_t product = DecodeFixed32(&bytes[i]) * 0x9e3779b1u;
      expected.push_back(static_cast<uint16_t>(product >> (32 - num_bits)));
    }
    for (const FrameWriting* version : kVersions) {
      std::vector<uint16_t> hashes(n + FrameWriting::kHashSlack);
      version->hash_windows(bytes.data(), n, num_bits, hashes.data());
      hashes.resize(n);
      EXPECT_EQ(hashes, expected) << round;
    }
  }
}

TEST(FrameWritingTest, RoundsImpacts) {
  TestRandom random(4);
  for (int round = 0; round < 2000; ++round) {
    std::vector<uint32_t> tfs_minus_one = RandomValues(&random, 0xfffffffe);
    std::vector<uint32_t> lengths = RandomNumbers(
        &random, static_cast<int>(tfs_minus_one.size()), 0xffffffff);
    lengths.shrink_to_fit();
    const ImpactModel model =
        ImpactModel::For({0.1 * (1 + random() % 30), 0.01 * (random() % 101)},
                         static_cast<double>(random() % 1000));
    std::vector<uint8_t> expected;
    float max = 0;
    for (size_t i = 0; i < lengths.size(); ++i) {
      const float impact = model.Impact(tfs_minus_one[i] + 1, lengths[i]);
      max = std::max(max, impact);
      expected.push_back(ImpactRoundedDown(impact));
    }
    for (const FrameWriting* version : kVersions) {
      std::vector<uint8_t> rounded_down(lengths.size());
      EXPECT_EQ(
          version->round_impacts(model, tfs_minus_one.data(), lengths.data(),
                                 lengths.size(), rounded_down.data()),
          max);
      EXPECT_EQ(rounded_down, expected) << round;
    }
  }
}

}  // namespace
}  // namespace telusur
