#include "index/chunk_coding.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/random_collection.h"

namespace telusur {
namespace {

const ChunkCoding* const kVersions[] = {&PortableChunkCoding(),
                                        &FastestChunkCoding()};

std::vector<Occurrence> RandomOccurrences(size_t n, TestRandom* random) {
  const int doc_shift = static_cast<int>(32 + (*random)() % 32);
  const int position_shift = static_cast<int>(32 + (*random)() % 32);
  std::vector<Occurrence> occurrences(n);
  for (Occurrence& occurrence : occurrences) {
    occurrence = {static_cast<DocId>((*random)() >> doc_shift),
                  static_cast<uint32_t>((*random)() >> position_shift)};
  }
  std::sort(occurrences.begin(), occurrences.end());
  return occurrences;
}

TEST(ChunkCodingTest, ListsNumbersAsAPlainLoopDoes) {
  TestRandom random(1);
  for (int round = 0; round < 1000; ++round) {
    const size_t n =
        1 + random() % (round % 100 == 0 ? kMaxChunkOccurrences : 70);
    const std::vector<Occurrence> occurrences = RandomOccurrences(n, &random);
    std::vector<uint32_t> gaps;
    std::vector<uint32_t> numbers;
    std::vector<bool> starts;
    bool repeats = false;
    uint32_t all_bits = 0;
    for (size_t i = 1; i < n; ++i) {
      const Occurrence& before = occurrences[i - 1];
      starts.push_back(occurrences[i].doc_id != before.doc_id);
      numbers.push_back(occurrences[i].position);
      if (starts.back()) {
        gaps.push_back(occurrences[i].doc_id - before.doc_id);
        all_bits |= gaps.back();
      } else {
        numbers.back() -= before.position + 1;
        repeats |= occurrences[i].position == before.position;
      }
      all_bits |= numbers.back();
    }
    for (const ChunkCoding* version : kVersions) {
      const auto listed = std::make_unique<ChunkNumbers>();
      version->list(occurrences.data(), n, listed.get());
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

}  // namespace
}  // namespace telusur
