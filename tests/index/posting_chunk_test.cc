#include "index/posting_chunk.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/occurrence.h"
#include "index/segment/posting_room.h"
#include "tests/support/packed_occurrences.h"
#include "tests/support/random_collection.h"

namespace telusur {
namespace {

using ::testing::ElementsAre;

std::string Encode(const std::vector<Occurrence>& occurrences,
                   const std::vector<uint32_t>& forms, uint32_t form) {
  std::string bytes(MaxChunkBytes(occurrences.size()), '\0');
  const PackedForTest packed(occurrences);
  const char* const end = EncodeChunk(packed.get(), forms, form, &bytes[0]);
  bytes.resize(end - bytes.data());
  return bytes;
}

struct Decoded {
  std::vector<Occurrence> occurrences;
  std::vector<uint32_t> forms;
  bool ok = false;
};

Decoded Decode(absl::string_view chunk) {
  Decoded decoded;
  ChunkReader reader;
  reader.Open(chunk);
  while (reader.Next()) {
    for (size_t i = 0; i < reader.positions().size(); ++i) {
      decoded.occurrences.push_back({reader.doc_id(), reader.positions()[i]});
      decoded.forms.push_back(reader.has_forms() ? reader.forms()[i]
                                                 : reader.form());
    }
  }
  decoded.ok = reader.ok();
  return decoded;
}

bool Same(const std::vector<Occurrence>& a, const std::vector<Occurrence>& b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(),
                    [](const Occurrence& x, const Occurrence& y) {
                      return x.doc_id == y.doc_id && x.position == y.position;
                    });
}

TEST(PostingChunkTest, MatchesTheExampleInTheFormatComment) {
  EXPECT_EQ(Encode({{5, 1}, {5, 4}, {7, 300}}, {}, 0),
            std::string("\x00\x02\x05\x01\x02\x00\x02\x02\x02\x2c\x01", 11));
}

TEST(PostingChunkTest, RoundTripsRandomChunks) {
  TestRandom random(1);
  for (int round = 0; round < 500; ++round) {
    const size_t n =
        1 + random() % (round % 50 == 0 ? kMaxChunkOccurrences : 40);
    std::vector<Occurrence> occurrences(n);
    std::vector<uint32_t> forms(n);
    const OccurrencePacking packing = {/*first_doc_id=*/0,
                                       static_cast<int>(random() % 33)};
    const int shift = static_cast<int>(random() % 32);
    for (Occurrence& occurrence : occurrences) {
      occurrence =
          packing.Unpack(static_cast<uint32_t>(random() >> 32) >> shift);
    }
    std::sort(occurrences.begin(), occurrences.end());
    for (uint32_t& form : forms) form = random() % 300;
    if (round % 2 == 0) forms.assign(n, static_cast<uint32_t>(random() >> 32));
    const std::string chunk = round % 2 == 0 ? Encode(occurrences, {}, forms[0])
                                             : Encode(occurrences, forms, 0);
    const Decoded decoded = Decode(chunk);
    EXPECT_TRUE(decoded.ok);
    EXPECT_TRUE(Same(decoded.occurrences, occurrences)) << round;
    EXPECT_EQ(decoded.forms, forms) << round;
    Occurrence first;
    ASSERT_TRUE(DecodeFirstOccurrence(chunk, &first));
    EXPECT_TRUE(Same({first}, {occurrences[0]}));
  }
}

// Occurrences of a term in text: most documents have one or a few.
std::vector<Occurrence> RandomText(size_t n, TestRandom* random) {
  std::vector<Occurrence> occurrences;
  // Few occurrences may be far from each other, and have 32 bits.
  const int kind = n <= 60 ? static_cast<int>((*random)() % 4) : 0;
  const uint32_t max_gap = kind == 1 ? 100000 : 60;
  const uint32_t max_position = kind == 1 ? 60 : kind == 2 ? 50000 : 300;
  // Readings: one position may stand twice.
  const bool repeats = (*random)() % 4 == 0;
  Occurrence next = {static_cast<DocId>((*random)() % max_gap), 0};
  while (occurrences.size() < n) {
    next.position = static_cast<uint32_t>((*random)() % max_position);
    for (uint32_t tf = 1 + SkewedNumber(6, random);
         tf > 0 && occurrences.size() < n; --tf) {
      occurrences.push_back(next);
      if (repeats && (*random)() % 8 == 0) continue;
      next.position += 1 + (*random)() % max_position;
    }
    next.doc_id += 1 + (*random)() % max_gap;
  }
  return occurrences;
}

TEST(PostingChunkTest, NextPlainReadsWhatNextReads) {
  TestRandom random(3);
  size_t num_plain = 0;
  for (int round = 0; round < 400; ++round) {
    const size_t n =
        1 + random() % (round % 20 == 0 ? kMaxChunkOccurrences : 60);
    const std::vector<Occurrence> occurrences = RandomText(n, &random);
    const std::vector<uint32_t> forms(round % 10 == 0 ? n : 0, 5);
    const std::string chunk = Encode(occurrences, forms, 0);
    std::vector<Occurrence> read;
    ChunkReader reader;
    reader.Open(chunk);
    while (reader.Next()) {
      for (const uint32_t position : reader.positions()) {
        read.push_back({reader.doc_id(), position});
      }
      // From one posting's room to more than a block's.
      const int room = 1 + random() % (2 * kBlockSize);
      std::vector<DocId> doc_ids(room);
      std::vector<uint32_t> tfs_minus_one(room + PostingRoom::kTfSlack);
      std::vector<uint32_t> numbers(ChunkReader::kMaxPlainNumbers + room);
      uint32_t num_numbers = 0;
      const int num_read = reader.NextPlain(
          {room, doc_ids.data(), tfs_minus_one.data(), numbers.data()},
          &num_numbers);
      const uint32_t* number = numbers.data();
      for (int i = 0; i < num_read; ++i) {
        uint32_t next = 0;
        for (uint32_t tf = tfs_minus_one[i] + 1; tf > 0; --tf) {
          next += *number++;
          read.push_back({doc_ids[i], next++});
        }
      }
      num_plain += num_read;
      if (num_read == 0) continue;
      EXPECT_EQ(number - numbers.data(), num_numbers);
      EXPECT_EQ(reader.doc_id(), doc_ids[num_read - 1]);
      EXPECT_FALSE(reader.is_last());
      EXPECT_TRUE(forms.empty());
    }
    EXPECT_TRUE(reader.ok());
    EXPECT_TRUE(Same(read, occurrences)) << round;
  }
  EXPECT_GT(num_plain, 3000);
}

TEST(PostingChunkTest, EveryTruncationIsDamage) {
  TestRandom random(4);
  for (int round = 0; round < 20; ++round) {
    const std::vector<Occurrence> occurrences =
        RandomText(1 + random() % 30, &random);
    const std::vector<uint32_t> forms(round % 2 == 0 ? occurrences.size() : 0,
                                      700);
    const std::string chunk = Encode(occurrences, forms, 0);
    for (size_t size = 0; size < chunk.size(); ++size) {
      // On the heap, so that a read past the end is seen.
      const std::vector<char> bytes(chunk.begin(), chunk.begin() + size);
      EXPECT_FALSE(Decode(absl::string_view(bytes.data(), size)).ok) << size;
    }
  }
}

TEST(PostingChunkTest, AHugeNumberOfOccurrencesIsDamage) {
  EXPECT_FALSE(
      Decode(absl::string_view("\x00\xff\xff\xff\xff\x0f\x01\x01", 8)).ok);
}

// Documents 5, 6, 6 and 7.
TEST(PostingChunkTest, ADocumentThatComesAgainIsNotPlain) {
  ChunkReader reader;
  reader.Open(absl::string_view(
      "\x00\x03\x05\x01\x07\x00\x00\x01\x00\x01\x01\x01\x01", 13));
  ASSERT_TRUE(reader.Next());
  DocId doc_ids[kBlockSize];
  uint32_t tfs_minus_one[kBlockSize + PostingRoom::kTfSlack];
  std::vector<uint32_t> numbers(ChunkReader::kMaxPlainNumbers);
  uint32_t num_numbers = 0;
  EXPECT_EQ(
      reader.NextPlain({kBlockSize, doc_ids, tfs_minus_one, numbers.data()},
                       &num_numbers),
      0);
  EXPECT_FALSE(reader.ok());
}

}  // namespace
}  // namespace telusur
