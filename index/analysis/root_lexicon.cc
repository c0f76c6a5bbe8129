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

char Fingerprint(uint64_t hash) { return static_cast<char>(hash); }

uint32_t BucketOf(uint64_t hash, uint32_t num_buckets) {
  return static_cast<uint32_t>((hash >> 32) * num_buckets >> 32);
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

bool LeadsToRoot(uint8_t kinds) {
  return (kinds & (kMappedForm | kLayerForm)) != 0;
}

// The entry after the one at `entry`.
const char* NextEntry(const char* entry) {
  const uint8_t head = static_cast<uint8_t>(entry[0]);
  if ((head & kShortEntry) != 0) return entry + 1 + (head & ~kShortEntry);
  const char* const end = entry + kEntryHeaderBytes + head;
  if (!LeadsToRoot(static_cast<uint8_t>(entry[1]))) return end;
  return end + 1 + static_cast<uint8_t>(end[0]);
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
  if (LeadsToRoot(result.kinds)) {
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
  const char* const bucket =
      tables_.pool + tables_.buckets[BucketOf(hash, tables_.num_buckets)];
  const int num_entries = static_cast<uint8_t>(bucket[0]);
  const char* const fingerprints = bucket + 1;
  const char* entry = fingerprints + num_entries;
  int at = 0;  // the number of `entry`
  for (int i = 0; i < num_entries; ++i) {
    if (fingerprints[i] != Fingerprint(hash)) continue;
    for (; at < i; ++at) entry = NextEntry(entry);
    if (HasKey(entry, form)) return DecodeEntry(entry, n);
  }
  return {};
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
  const uint32_t num_buckets =
      static_cast<uint32_t>(items_.size() / RootLexicon::kEntriesPerBucket + 1);
  const auto hash_of = [](const auto& item) {
    return HashForm(item.first.data(), item.first.size());
  };
  std::vector<std::vector<const std::pair<std::string, Item>*>> contents(
      num_buckets);
  for (const auto& item : items_) {
    contents[BucketOf(hash_of(item), num_buckets)].push_back(&item);
  }
  buckets_.clear();
  pool_.clear();
  for (const auto& items : contents) {
    assert(items.size() <= 255);
    buckets_.push_back(static_cast<uint32_t>(pool_.size()));
    pool_.push_back(static_cast<char>(items.size()));
    for (const auto* item : items) {
      pool_.push_back(Fingerprint(hash_of(*item)));
    }
    for (const auto* item : items) {
      AppendEntry(item->first, item->second.entry, item->second.root);
    }
  }
  return {buckets_.data(), num_buckets, pool_.data()};
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
  if (LeadsToRoot(entry.kinds)) {
    pool_.push_back(static_cast<char>(root.size()));
    pool_.append(root.data(), root.size());
  }
}

}  // namespace telusur
