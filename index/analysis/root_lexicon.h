// The roots and special forms that the stemmer knows.
//
// A hash table over a pool of bytes, both constants of the program. A form is
// looked up once and everything known about it is there: whether it is a root,
// whether it is its own stem, what it stems to where the rules would go wrong,
// and the statistics by which the ranker weighs a root.
//
//   bucket : num_entries u8, fingerprint u8 x num_entries, entry x num_entries
//   entry  : key_bytes u8, kinds u8, counts u8, affixes u8, key,
//            and for a form that leads to a root: root_bytes u8, root
//   counts : log2(1 + occurrences of the bare form) << 4
//            | log2(1 + judged words of the root)
//
// An extra root that the corpora do not have is most of the list, so it has a
// short entry: 80 + key_bytes u8, key (hexadecimal).
//
// Example: the root `ajar` of 31 judged words, seen 15 times by itself, with
// prefixes me- and ber-, its own stem, is 04 09 45 03 61 6a 61 72.
//
// A form's bucket is the high half of (upper 32 bits of its hash x
// num_buckets), its fingerprint the lowest byte of the hash. A bucket has
// kEntriesPerBucket entries on average, so that an absent form is known as such
// by two cache lines, and the table costs 2 bytes an entry beside the pool's.

#ifndef TELUSUR_INDEX_ANALYSIS_ROOT_LEXICON_H_
#define TELUSUR_INDEX_ANALYSIS_ROOT_LEXICON_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace telusur {

// What a lexicon entry says of its form; a form may be several of these.
enum LexiconKind : uint8_t {
  kRootForm = 1,       // a root: affixes may be stripped down to it
  kExtraForm = 2,      // a root from the extra list, in no judged word
  kNameForm = 4,       // a proper name
  kWholeForm = 8,      // its own stem, without asking the rules
  kMappedForm = 16,    // stems to `root`, without asking the rules
  kInformalForm = 32,  // stems to `root` when the informal layer is open
  kOldForm = 64,       // stems to `root` when the old-spelling layer is open
};

// The kinds that need an open layer; a form may be of both.
inline constexpr int kLayerForm = kInformalForm | kOldForm;

// The affixes that the judged words of a root show: bits of `affixes`.
enum RootAffix : uint8_t {
  kTakesMe = 1,  // me-, di-, ku-, kau-
  kTakesBer = 2,
  kTakesTer = 4,
  kTakesPe = 8,  // pe-, per-
  kTakesKeAn = 16,
  kTakesKan = 32,
  kTakesI = 64,
  kTakesAn = 128,
};

struct LexiconEntry {
  uint8_t kinds = 0;  // 0: not in the lexicon
  uint8_t count_bucket = 0;
  uint8_t family_bucket = 0;
  uint8_t affixes = 0;
  absl::string_view root;  // of a mapped, informal or old form

  bool Is(int kind_bits) const { return (kinds & kind_bits) != 0; }
};

// The largest b with 2^b <= 1 + count, at most 15.
uint8_t LogBucket(uint64_t count);

// A view of tables that outlive it. Thread-safe.
class RootLexicon {
 public:
  struct Tables {
    const uint32_t* buckets;  // where in the pool each begins
    uint32_t num_buckets;
    const char* pool;
  };

  // No form in the lexicon is longer.
  static constexpr size_t kMaxKeyBytes = 63;

  static constexpr uint32_t kEntriesPerBucket = 6;

  explicit RootLexicon(const Tables& tables) : tables_(tables) {}

  // The entry of `form`; kinds == 0 if there is none. O(form.size()).
  LexiconEntry Find(absl::string_view form) const;

 private:
  Tables tables_;
};

// Collects entries and lays out the tables. For the generator and for tests.
class RootLexiconBuilder {
 public:
  // REQUIRES: 0 < form.size() <= RootLexicon::kMaxKeyBytes, likewise a mapped
  // entry's root; no form is added twice.
  void Add(absl::string_view form, const LexiconEntry& entry);

  // Lays out all entries, those of a bucket in the order of their forms. The
  // tables point into this object. REQUIRES: at most 255 forms are in a bucket.
  RootLexicon::Tables Finish();

  const std::vector<uint32_t>& buckets() const { return buckets_; }
  const std::string& pool() const { return pool_; }

 private:
  struct Item {
    LexiconEntry entry;
    std::string root;
  };

  void AppendEntry(absl::string_view form, const LexiconEntry& entry,
                   absl::string_view root);

  std::vector<std::pair<std::string, Item>> items_;
  std::vector<uint32_t> buckets_;
  std::string pool_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_ROOT_LEXICON_H_
