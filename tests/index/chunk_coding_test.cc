#include "index/chunk_coding.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "index/occurrence.h"
#include "tests/support/random_collection.h"

namespace telusur {
namespace {

const ChunkCoding* const kVersions[] = {&PortableChunkCoding(),
                                        &FastestChunkCoding()};

TEST(ChunkCodingTest, ListsNumbersAsAPlainLoopDoes) {
  TestRandom random(1);
  for (int round = 0; round < 1000; ++round) {
    const size_t n =
        1 + random() % (round % 100 == 0 ? kMaxChunkOccurrences : 70);
    std::vector<uint32_t> packed(n);
    const int shift = static_cast<int>(32 + random() % 32);
    for (uint32_t& place : packed) {
      place = static_cast<uint32_t>(random() >> shift);
    }
    std::sort(packed.begin(), packed.end());
    const PackedOccurrences occurrences = {
        {static_cast<DocId>(random() % 1000), static_cast<int>(random() % 33)},
        packed};
    std::vector<uint32_t> gaps;
    std::vector<uint32_t> numbers;
    std::vector<bool> starts;
    bool repeats = false;
    uint32_t all_bits = 0;
    for (size_t i = 1; i < n; ++i) {
      const Occurrence before = occurrences[i - 1];
      const Occurrence now = occurrences[i];
      starts.push_back(now.doc_id != before.doc_id);
      numbers.push_back(now.position);
      if (starts.back()) {
        gaps.push_back(now.doc_id - before.doc_id);
        all_bits |= gaps.back();
      } else {
        numbers.back() -= before.position + 1;
        repeats |= now.position == before.position;
      }
      all_bits |= numbers.back();
    }
    for (const ChunkCoding* version : kVersions) {
      const auto listed = std::make_unique<ChunkNumbers>();
      version->list(occurrences, listed.get());
      EXPECT_EQ(listed->repeats, repeats);
      EXPECT_EQ(listed->all_bits, all_bits);
      ASSERT_EQ(listed->num_gaps, gaps.size());
      EXPECT_TRUE(std::equal(gaps.begin(), gaps.end(), listed->gaps));
      EXPECT_TRUE(std::equal(numbers.begin(), numbers.end(), listed->numbers));
      for (size_t i = 0; i < starts.size(); ++i) {
        EXPECT_EQ(listed->starts[i / 8] >> i % 8 & 1, starts[i]);
      }
    }
  }
}

TEST(ChunkCodingTest, EncodesAndDecodesAsAPlainLoopDoes) {
  TestRandom random(2);
  for (int round = 0; round < 1000; ++round) {
    const size_t n = 1 + random() % (round % 100 == 0 ? 4000 : 70);
    const int shift = static_cast<int>(16 + random() % 16);
    std::vector<uint32_t> numbers(n);
    std::string bits((n + 7) / 8, '\0');
    std::string bytes;
    std::vector<size_t> begins;
    for (size_t i = 0; i < n; ++i) {
      numbers[i] = static_cast<uint32_t>(random() >> 32) >> shift;
      begins.push_back(bytes.size());
      bytes.push_back(static_cast<char>(numbers[i]));
      if (numbers[i] < 256) continue;
      bytes.push_back(static_cast<char>(numbers[i] >> 8));
      bits[i / 8] = static_cast<char>(bits[i / 8] | 1 << i % 8);
    }
    const std::vector<uint32_t> expected = numbers;
    numbers.resize(n + kChunkCodingSlack, 77777);
    for (const ChunkCoding* version : kVersions) {
      std::string written_bits(bits.size() + 1, 'x');
      std::string written(bytes.size() + kChunkCodingSlack, 'x');
      const char* const written_end =
          version->encode(numbers.data(), n, &written_bits[0], &written[0]);
      ASSERT_EQ(written_end - written.data(), bytes.size());
      written.resize(bytes.size());
      EXPECT_TRUE(written == bytes);
      EXPECT_EQ(written_bits, bits + 'x');

      // A part; the last number always follows.
      if (n == 1) continue;
      const uint32_t begin = static_cast<uint32_t>(random() % (n - 1));
      const uint32_t end =
          begin + 1 + static_cast<uint32_t>(random() % (n - 1 - begin));
      std::vector<uint32_t> read(end - begin + kChunkCodingSlack);
      // On the heap, so that a read past the end is seen.
      std::vector<char> chunk(bits.begin(), bits.end());
      chunk.insert(chunk.end(), bytes.begin(), bytes.end());
      chunk.shrink_to_fit();
      const char* const chunk_bytes = chunk.data() + bits.size();
      const char* const read_end =
          version->decode(reinterpret_cast<const uint8_t*>(chunk.data()), begin,
                          end - begin, chunk_bytes + begins[begin],
                          chunk.data() + chunk.size(), read.data());
      EXPECT_EQ(read_end - chunk_bytes, begins[end]);
      for (uint32_t i = begin; i < end; ++i) {
        EXPECT_EQ(read[i - begin], expected[i]);
      }
    }
  }
}

TEST(ChunkCodingTest, ListsZerosAsAPlainLoopDoes) {
  TestRandom random(3);
  for (int round = 0; round < 2000; ++round) {
    const uint32_t end = 1 + random() % (round % 100 == 0 ? 4000 : 100);
    const uint32_t begin = random() % end;
    const int max = 1 + static_cast<int>(random() % 150);
    const bool is_dense = random() % 2 == 0;
    // On the heap, so that a read past the end is seen.
    std::vector<uint8_t> bits((end + 7) / 8);
    for (uint8_t& byte : bits) {
      byte = static_cast<uint8_t>(is_dense ? random() | random()
                                           : random() & random() & random());
    }
    std::vector<uint32_t> expected;
    uint32_t expected_bits = 0;
    for (uint32_t i = begin, zeros = 0; i < end; ++i, ++zeros) {
      if ((bits[i / 8] >> i % 8 & 1) == 0) continue;
      if (static_cast<int>(expected.size()) == max) break;
      expected.push_back(zeros);
      expected_bits = i + 1 - begin;
      zeros = ~0u;
    }
    for (const ChunkCoding* version : kVersions) {
      std::vector<uint32_t> zeros(max + kChunkCodingSlack);
      uint32_t num_bits = 0;
      const int n = version->list_zeros(
          bits.data(), begin, end,
          reinterpret_cast<const char*>(bits.data() + bits.size()), max,
          zeros.data(), &num_bits);
      zeros.resize(n);
      EXPECT_EQ(zeros, expected);
      EXPECT_EQ(num_bits, expected_bits);
    }
  }
}

}  // namespace
}  // namespace telusur
