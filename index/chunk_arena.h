// Memory for chunks of postings, one behind the other.
//
// Chunks are never freed one by one and are named by 32-bit places. Each says
// whose it is, so that a walk over all of them finds every owner's: following
// links would wait for memory at each.

#ifndef TELUSUR_INDEX_CHUNK_ARENA_H_
#define TELUSUR_INDEX_CHUNK_ARENA_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "index/io/coding.h"
#include "index/io/large_pages.h"

namespace telusur {

//   entry : owner : u32 | size : varint32 | bytes
//
// One thread adds; others may read what was added before.
class ChunkArena {
 public:
  static constexpr size_t kBlockBytes = 1 << 18;
  static constexpr size_t kMaxChunkBytes = kBlockBytes - 16;

  // Adds a chunk of `owner`. REQUIRES: chunk.size() is at most kMaxChunkBytes;
  // !full().
  void Add(uint32_t owner, absl::string_view chunk);

  // The chunk at `place`; lives as long as the arena.
  absl::string_view Get(uint32_t place) const {
    const char* const size_begin = At(place) + kOwnerBytes;
    uint32_t size = 0;
    const char* const bytes =
        DecodeVarint32(size_begin, size_begin + kMaxVarint32Bytes, &size);
    return absl::string_view(bytes, size);
  }

  // Says that the chunk at `place` will be read soon.
  void Prefetch(uint32_t place) const { __builtin_prefetch(At(place)); }

  // Calls `visit` with the owner and the place of every chunk, in the order in
  // which they were added.
  template <typename Visit>  // void(uint32_t, uint32_t)
  void ForEach(Visit visit) const {
    for (size_t i = 0; i < blocks_.size(); ++i) {
      for (uint32_t at = 0; at < blocks_[i].used;) {
        const uint32_t place =
            static_cast<uint32_t>(i << kBlockUnitBits | at / kUnitBytes);
        uint32_t owner;
        std::memcpy(&owner, At(place), kOwnerBytes);
        visit(owner, place);
        const absl::string_view chunk = Get(place);
        at = static_cast<uint32_t>(
            RoundedUp(chunk.data() + chunk.size() - blocks_[i].bytes));
      }
    }
  }

  size_t num_chunks() const { return num_chunks_; }

  // Whether places are about to run out, 16 GiB on.
  bool full() const { return blocks_.size() >= kMaxBlocks - kSpareBlocks; }

  uint64_t memory_bytes() const {
    return small_blocks_.size() * kBlockBytes +
           large_pages_.size() * kLargePageBytes +
           2 * blocks_.size() * sizeof(Block);
  }

 private:
  struct Block {
    char* bytes;
    uint32_t used;
  };

  static constexpr size_t kOwnerBytes = 4;
  static constexpr size_t kUnitBytes = 4;
  static constexpr int kBlockUnitBits = 16;
  static_assert(kBlockBytes == kUnitBytes << kBlockUnitBits, "");
  static constexpr size_t kMaxBlocks = 1 << 16;
  static constexpr size_t kSpareBlocks = 1 << 10;
  static constexpr size_t kBlocksPerLargePage = kLargePageBytes / kBlockBytes;

  static constexpr size_t RoundedUp(size_t bytes) {
    return (bytes + kUnitBytes - 1) / kUnitBytes * kUnitBytes;
  }

  const char* At(uint32_t place) const {
    return blocks_[place >> kBlockUnitBits].bytes +
           (place & ((1u << kBlockUnitBits) - 1)) * kUnitBytes;
  }

  void AddBlock();

  std::vector<Block> blocks_;
  size_t num_chunks_ = 0;

  // What holds the blocks. The first ones are small, so that an arena which
  // stays small takes no large page.
  std::vector<std::unique_ptr<char[]>> small_blocks_;
  std::vector<LargePages<kLargePageBytes>> large_pages_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_CHUNK_ARENA_H_
