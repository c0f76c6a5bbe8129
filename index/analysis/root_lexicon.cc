#include "index/analysis/root_lexicon.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/internal/endian.h"
#include "absl/strings/string_view.h"

namespace telusur {
namespace {

constexpr int kOffsetBits = 20;
constexpr uint32_t kOffsetMask = (1u << kOffsetBits) - 1;
constexpr size_t kEntryHeaderBytes = 4;
constexpr uint8_t kShortEntry = 0x80;
constexpr uint8_t kShortEntryKinds = kExtraForm | kWholeForm;

uint64_t Load32(const char* p) { return absl::little_endian::Load32(p); }
uint64_t Load64(const char* p) { return absl::little_endian::Load64(p); }

// The tables are laid out by this hash, so it is the same on every machine.
uint64_t HashForm(const char* p, size_t n) {
  constexpr uint64_t kMultiplier = 0x9e3779b97f4a7c15;
  uint64_t h = n * kMultiplier;
  uint64_t tail;
  if (n >= 8) {
    for (; n > 8; p += 8, n -= 8) {
      h = (h ^ Load64(p)) * kMultiplier;
      h ^= h >> 32;
    }
    tail = Load64(p + n - 8);
  } else if (n >= 4) {
    tail = Load32(p) | Load32(p + n - 4) << 32;
  } else {
    tail = 0;
    for (size_t i = 0; i < n; ++i)
      tail = tail << 8 | static_cast<uint8_t>(p[i]);
  }
  h = (h ^ tail) * kMultiplier;
  return h ^ h >> 29;
}

uint32_t Fingerprint(uint64_t hash) {
  return static_cast<uint32_t>(hash) << kOffsetBits;
}

uint32_t FirstSlot(uint64_t hash, uint32_t num_slots) {
  return static_cast<uint32_t>((hash >> 32) * num_slots >> 32);
}

bool IsShort(const LexiconEntry& entry) {
  return entry.kinds == kShortEntryKinds && entry.count_bucket == 0 &&
         entry.family_bucket == 0 && entry.affixes == 0;
}

bool HasKey(const char* entry, absl::string_view key) {
  const uint8_t head = static_cast<uint8_t>(entry[0]);
  if ((head & ~kShortEntry) != key.size()) return false;
  entry += (head & kShortEntry) != 0 ? 1 : kEntryHeaderBytes;
  return std::memcmp(entry, key.data(), key.size()) == 0;
}

LexiconEntry DecodeEntry(const char* entry, size_t key_bytes) {
  LexiconEntry result;
  if ((static_cast<uint8_t>(entry[0]) & kShortEntry) != 0) {
    result.kinds = kShortEntryKinds;
    return result;
  }
  result.kinds = static_cast<uint8_t>(entry[1]);
  result.count_bucket = static_cast<uint8_t>(entry[2]) >> 4;
  result.family_bucket = static_cast<uint8_t>(entry[2]) & 15;
  result.affixes = static_cast<uint8_t>(entry[3]);
  if (result.Is(kMappedForm | kInformalForm | kOldForm)) {
    const char* root = entry + kEntryHeaderBytes + key_bytes;
    result.root = absl::string_view(root + 1, static_cast<uint8_t>(root[0]));
  }
  return result;
}

}  // namespace

uint8_t LogBucket(uint64_t count) {
  uint8_t bucket = 0;
  while (bucket < 15 && count + 1 >= uint64_t{2} << bucket) ++bucket;
  return bucket;
}

LexiconEntry RootLexicon::Find(absl::string_view form) const {
  const size_t n = form.size();
  if (n == 0 || n > kMaxKeyBytes) return {};
  const uint64_t hash = HashForm(form.data(), n);
  const uint32_t fingerprint = Fingerprint(hash);
  for (uint32_t i = FirstSlot(hash, tables_.num_slots);;) {
    const uint32_t slot = tables_.slots[i];
    if (slot == 0) return {};
    if ((slot & ~kOffsetMask) == fingerprint) {
      const char* entry = tables_.pool + (slot & kOffsetMask) - 1;
      if (HasKey(entry, form)) return DecodeEntry(entry, n);
    }
    if (++i == tables_.num_slots) i = 0;
  }
}

void RootLexiconBuilder::Add(absl::string_view form,
                             const LexiconEntry& entry) {
  assert(!form.empty() && form.size() <= RootLexicon::kMaxKeyBytes);
  Item item = {entry, std::string(entry.root)};
  item.entry.root = absl::string_view();
  items_.emplace_back(std::string(form), std::move(item));
}

RootLexicon::Tables RootLexiconBuilder::Finish() {
  std::sort(items_.begin(), items_.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  // Seven slots in ten are taken: an absent form is looked for in six slots.
  const uint32_t num_slots = static_cast<uint32_t>(items_.size() * 10 / 7 + 2);
  slots_.assign(num_slots, 0);
  pool_.clear();
  for (const auto& [form, item] : items_) {
    const uint64_t hash = HashForm(form.data(), form.size());
    uint32_t i = FirstSlot(hash, num_slots);
    while (slots_[i] != 0) i = (i + 1) % num_slots;
    assert(pool_.size() < kOffsetMask);
    slots_[i] = Fingerprint(hash) | static_cast<uint32_t>(pool_.size() + 1);
    AppendEntry(form, item.entry, item.root);
  }
  return {slots_.data(), num_slots, pool_.data()};
}

void RootLexiconBuilder::AppendEntry(absl::string_view form,
                                     const LexiconEntry& entry,
                                     absl::string_view root) {
  if (IsShort(entry)) {
    pool_.push_back(static_cast<char>(form.size() | kShortEntry));
    pool_.append(form.data(), form.size());
    return;
  }
  pool_.push_back(static_cast<char>(form.size()));
  pool_.push_back(static_cast<char>(entry.kinds));
  pool_.push_back(
      static_cast<char>(entry.count_bucket << 4 | entry.family_bucket));
  pool_.push_back(static_cast<char>(entry.affixes));
  pool_.append(form.data(), form.size());
  if (entry.Is(kMappedForm | kInformalForm | kOldForm)) {
    pool_.push_back(static_cast<char>(root.size()));
    pool_.append(root.data(), root.size());
  }
}

}  // namespace telusur
