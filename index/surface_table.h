// Distinct surface forms and their dense numbers.
//
// An open-addressing table whose slots hold short keys themselves: 75% of the
// time of counting words is spent waiting for memory, so a probe touches one
// cache line, and a batch of keys is prefetched before it is probed. Keys of up
// to kInlineBytes bytes are compared within the slot, longer ones by a 64-bit
// hash and then by their bytes.

#ifndef TELUSUR_INDEX_SURFACE_TABLE_H_
#define TELUSUR_INDEX_SURFACE_TABLE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"
#include "index/io/large_pages.h"

namespace telusur {

// One thread.
class SurfaceTable {
 public:
  SurfaceTable();

  // The most keys of one InternBatch.
  static constexpr int kMaxBatch = 256;

  // Sets ids[i] to the number of keys[i], giving new keys the next numbers from
  // 0 in their order. REQUIRES: n <= kMaxBatch; keys of 1 to 255 bytes.
  void InternBatch(const absl::string_view* keys, int n, uint32_t* ids);

  uint32_t Intern(absl::string_view key) {
    uint32_t id;
    InternBatch(&key, 1, &id);
    return id;
  }

  // The key with this number; lives as long as the table.
  absl::string_view key(uint32_t id) const {
    const char* entry = EntryAt(locations_[id]);
    return absl::string_view(entry + 1, static_cast<uint8_t>(entry[0]));
  }

  // Says that the key with this number will be asked for soon, and sooner.
  // Inline, because GCC drops calls of a function that does no more.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PrefetchLocation(uint32_t id) const {
    __builtin_prefetch(&locations_[id]);
  }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PrefetchKey(uint32_t id) const {
    __builtin_prefetch(EntryAt(locations_[id]));
  }

  uint32_t size() const { return static_cast<uint32_t>(locations_.size()); }

  // Bytes held, and the bytes that growing the slots adds, if that is near:
  // when they hold 15/16 of the keys that they take.
  uint64_t memory_bytes() const;
  uint64_t growth_bytes() const {
    return size() >= slots_.size() / 32 * 15 ? 2 * slots_.size() * sizeof(Slot)
                                             : 0;
  }

 private:
  struct Key {
    uint64_t low;
    uint32_t high;
    uint64_t hash;
  };
  struct Slot {
    uint64_t low;
    uint32_t high;
    uint32_t id;
  };

  static constexpr int kInlineBytes = 12;
  static constexpr uint32_t kLongKey = ~uint32_t{0};
  static constexpr uint32_t kEmpty = ~uint32_t{0};
  static constexpr uint32_t kChunkBits = 16;

  static Key MakeKey(absl::string_view key);
  const char* EntryAt(uint32_t location) const {
    return chunks_[location >> kChunkBits].get() +
           (location & ((1u << kChunkBits) - 1));
  }
  uint32_t FindOrAdd(const Key& key, absl::string_view bytes);
  uint32_t Store(absl::string_view bytes);
  void Grow();

  using Slots = std::vector<Slot, LargePageAllocator<Slot>>;
  Slots slots_;
  uint64_t mask_;
  std::vector<uint32_t> locations_;  // chunk number and offset of each key
  std::vector<std::unique_ptr<char[]>> chunks_;
  uint32_t chunk_used_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_SURFACE_TABLE_H_
