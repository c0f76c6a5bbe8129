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

// The bytes of a key of at most 12 bytes, padded with zeros.
void LoadShort(const char* p, size_t n, uint64_t* low, uint32_t* high) {
  *high = 0;
  if (n > 8) {
    *low = Load<uint64_t>(p);
    *high = Load<uint32_t>(p + n - 4) >> (8 * (12 - n));
  } else if (n == 8) {
    *low = Load<uint64_t>(p);
  } else if (n >= 4) {
    const uint64_t end = Load<uint32_t>(p + n - 4);
    *low = Load<uint32_t>(p) | end << (8 * (n - 4));
  } else {
    const uint64_t first = static_cast<uint8_t>(p[0]);
    const uint64_t middle = static_cast<uint8_t>(p[n / 2]);
    const uint64_t last = static_cast<uint8_t>(p[n - 1]);
    *low = first | middle << (8 * (n / 2)) | last << (8 * (n - 1));
  }
}

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

SurfaceTable::Key SurfaceTable::MakeKey(absl::string_view key) {
  Key result;
  if (key.size() <= kInlineBytes && key.back() != '\0') {
    LoadShort(key.data(), key.size(), &result.low, &result.high);
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
  for (int i = 0; i < n; ++i) ids[i] = FindOrAdd(made[i], keys[i]);
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
  std::vector<Slot> old(2 * slots_.size(), Slot{0, 0, kEmpty});
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
