#include "index/chunk_arena.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/random_collection.h"

namespace telusur {
namespace {

// More than the small blocks hold.
constexpr uint64_t kManyBytes = 4 * kLargePageBytes;

TEST(ChunkArenaTest, OwnersFindTheirChunksInOrder) {
  constexpr uint32_t kNumOwners = 50;
  ChunkArena arena;
  std::vector<std::vector<std::string>> expected(kNumOwners);
  TestRandom random(1);
  size_t num_chunks = 0;
  for (uint64_t bytes = 0; bytes < kManyBytes;) {
    const uint32_t owner = random() % kNumOwners;
    const size_t size =
        random() % 100 == 0 ? ChunkArena::kMaxChunkBytes : 1 + random() % 1000;
    const std::string chunk(size, static_cast<char>(random()));
    arena.Add(owner, chunk);
    expected[owner].push_back(chunk);
    bytes += size;
    ++num_chunks;
  }
  std::vector<std::vector<std::string>> found(kNumOwners);
  arena.ForEach([&](uint32_t owner, uint32_t place) {
    arena.Prefetch(place);
    found[owner].emplace_back(arena.Get(place));
  });
  EXPECT_EQ(found, expected);
  EXPECT_EQ(arena.num_chunks(), num_chunks);
  EXPECT_GE(arena.memory_bytes(), kManyBytes);
  EXPECT_FALSE(arena.full());
}

TEST(ChunkArenaTest, LittleTakesNoLargePage) {
  ChunkArena arena;
  EXPECT_EQ(arena.memory_bytes(), 0);
  arena.Add(0, "chunk");
  EXPECT_LT(arena.memory_bytes(), kLargePageBytes / 4);
}

}  // namespace
}  // namespace telusur
