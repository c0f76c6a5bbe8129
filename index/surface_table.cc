#include "index/surface_table.h"

#include <cassert>
#include <cstring>

namespace telusur {
namespace {

constexpr uint64_t kFirstSlots = 1 << 12;
constexpr uint64_t kMultiplier1 = 0x9e3779b97f4a7c15;
constexpr uint64_t kMultiplier2 = 0xd6e8feb86659fd93;

uint64_t Mix(uint64_t a, uint64_t b) {
  const __uint128_t product =
      static_cast<__uint128_t>(a ^ kMultiplier1) * (b ^ kMultiplier2);
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

template <typename T>
T Load(const char* p) {
  T value;
  std::memcpy(&value, p, sizeof(T));
  return value;
}

constexpr uintptr_t kMachinePageBytes = 4096;
constexpr size_t kLoadBytes = 16;

// The first bytes of a key, as numbers. Bytes behind the key may be anything.
//
// How long a word is cannot be predicted, so a branch or a call of memcpy for
// each length costs more than all else. The 16 bytes at the key can be read
// whatever they are, as long as they lie in one page of the machine; the
// sanitizers, which know of objects and not of pages, are told to look away.
#if defined(__clang__)
__attribute__((no_sanitize("address", "thread", "memory")))
#else
__attribute__((no_sanitize("address,thread")))
#endif
inline void
LoadFirstBytes(const char* p, size_t n, uint64_t* low, uint64_t* high) {
  if (reinterpret_cast<uintptr_t>(p) % kMachinePageBytes <=
      kMachinePageBytes - kLoadBytes) {
    __builtin_memcpy(low, p, 8);
    __builtin_memcpy(high, p + 8, 8);
    return;
  }
  char bytes[kLoadBytes] = {};
  std::memcpy(bytes, p, n < kLoadBytes ? n : kLoadBytes);
  __builtin_memcpy(low, bytes, 8);
  __builtin_memcpy(high, bytes + 8, 8);
}

// The low `n` bytes, for n from 0 to 16, of a number of 16 bytes.
struct ByteMask {
  uint64_t low;
  uint32_t high;
};
constexpr ByteMask kByteMasks[] = {
    {0, 0},
    {0xff, 0},
    {0xffff, 0},
    {0xffffff, 0},
    {0xffffffff, 0},
    {0xffffffffff, 0},
    {0xffffffffffff, 0},
    {0xffffffffffffff, 0},
    {0xffffffffffffffff, 0},
    {0xffffffffffffffff, 0xff},
    {0xffffffffffffffff, 0xffff},
    {0xffffffffffffffff, 0xffffff},
    {0xffffffffffffffff, 0xffffffff},
};

uint64_t HashLong(absl::string_view key) {
  uint64_t hash = key.size();
  size_t i = 0;
  for (; i + 8 <= key.size(); i += 8) {
    hash = Mix(hash, Load<uint64_t>(key.data() + i));
  }
  uint64_t rest = 0;
  std::memcpy(&rest, key.data() + i, key.size() - i);
  return Mix(hash, rest);
}

}  // namespace

SurfaceTable::SurfaceTable()
    : slots_(kFirstSlots, Slot{0, 0, kEmpty}),
      mask_(kFirstSlots - 1),
      chunk_used_(1u << kChunkBits) {}

inline SurfaceTable::Key SurfaceTable::MakeKey(absl::string_view key) {
  Key result;
  const size_t n = key.size();
  if (n <= kInlineBytes && key[n - 1] != '\0') {
    uint64_t low;
    uint64_t high;
    LoadFirstBytes(key.data(), n, &low, &high);
    result.low = low & kByteMasks[n].low;
    result.high = static_cast<uint32_t>(high) & kByteMasks[n].high;
    if (result.high != kLongKey) {
      result.hash = Mix(result.low, result.high);
      return result;
    }
  }
  // Longer keys, and the few short ones whose padded bytes are ambiguous.
  result.low = HashLong(key);
  result.high = kLongKey;
  result.hash = result.low;
  return result;
}

void SurfaceTable::InternBatch(const absl::string_view* keys, int n,
                               uint32_t* ids) {
  assert(n <= kMaxBatch);
  Key made[kMaxBatch];
  for (int i = 0; i < n; ++i) {
    assert(!keys[i].empty() && keys[i].size() <= 255);
    made[i] = MakeKey(keys[i]);
    __builtin_prefetch(&slots_[made[i].hash & mask_]);
  }
  for (int i = 0; i < n; ++i) {
    // Most keys are short ones that stand in their first slot. No key is as an
    // empty slot is, without bytes.
    const Slot& slot = slots_[made[i].hash & mask_];
    const bool is_found = slot.low == made[i].low &&
                          slot.high == made[i].high && made[i].high != kLongKey;
    ids[i] = is_found ? slot.id : FindOrAdd(made[i], keys[i]);
  }
}

uint32_t SurfaceTable::FindOrAdd(const Key& key, absl::string_view bytes) {
  for (uint64_t i = key.hash & mask_;; i = (i + 1) & mask_) {
    Slot& slot = slots_[i];
    if (slot.id == kEmpty) {
      const uint32_t id = Store(bytes);
      slot = Slot{key.low, key.high, id};
      if (2 * uint64_t{size()} > slots_.size()) Grow();
      return id;
    }
    if (slot.low == key.low && slot.high == key.high &&
        (key.high != kLongKey || this->key(slot.id) == bytes)) {
      return slot.id;
    }
  }
}

uint32_t SurfaceTable::Store(absl::string_view bytes) {
  constexpr uint32_t kChunkBytes = 1u << kChunkBits;
  const uint32_t size = static_cast<uint32_t>(bytes.size()) + 1;
  if (chunk_used_ + size > kChunkBytes) {
    // Uninitialised: a table of few keys must not touch a whole chunk.
    chunks_.emplace_back(new char[kChunkBytes]);
    chunk_used_ = 0;
  }
  char* const entry = chunks_.back().get() + chunk_used_;
  entry[0] = static_cast<char>(bytes.size());
  std::memcpy(entry + 1, bytes.data(), bytes.size());
  const uint32_t location =
      static_cast<uint32_t>(chunks_.size() - 1) << kChunkBits | chunk_used_;
  chunk_used_ += size;
  locations_.push_back(location);
  return static_cast<uint32_t>(locations_.size() - 1);
}

void SurfaceTable::Grow() {
  Slots old(2 * slots_.size(), Slot{0, 0, kEmpty});
  old.swap(slots_);
  mask_ = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.id == kEmpty) continue;
    uint64_t i =
        (slot.high == kLongKey ? slot.low : Mix(slot.low, slot.high)) & mask_;
    while (slots_[i].id != kEmpty) i = (i + 1) & mask_;
    slots_[i] = slot;
  }
}

uint64_t SurfaceTable::memory_bytes() const {
  return slots_.size() * sizeof(Slot) + locations_.capacity() * 4 +
         (uint64_t{chunks_.size()} << kChunkBits);
}

}  // namespace telusur
