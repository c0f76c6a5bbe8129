#include "bench/artificial_words.h"

#include <algorithm>
#include <cassert>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "bench/pseudo_random.h"

namespace telusur {
namespace {

constexpr const char* kFunctionWords[kNumFunctionWords] = {
    "yang",   "dan",    "di",     "itu",     "dengan",   "untuk",  "ini",
    "dari",   "dalam",  "tidak",  "pada",    "akan",     "ke",     "juga",
    "ada",    "oleh",   "saat",   "karena",  "tersebut", "telah",  "bisa",
    "sudah",  "para",   "saya",   "lebih",   "kata",     "dia",    "atau",
    "bahwa",  "hingga", "kami",   "seperti", "sebagai",  "mereka", "secara",
    "masih",  "lain",   "harus",  "tak",     "namun",    "antara", "hanya",
    "kita",   "belum",  "agar",   "bagi",    "setelah",  "tetapi", "maka",
    "jika",   "ketika", "sangat", "lagi",    "hal",      "serta",  "sejak",
    "pun",    "jadi",   "kalau",  "sambil",  "demi",     "kepada", "tentang",
    "apabila"};

// Repetition is weight: each table is drawn from uniformly.
constexpr const char* kOnsets[] = {
    "b", "b", "b", "c", "d", "d", "d", "g", "g", "h",  "j",  "j",  "k", "k",
    "k", "k", "l", "l", "l", "m", "m", "n", "p", "p",  "p",  "r",  "r", "s",
    "s", "s", "s", "t", "t", "t", "t", "w", "y", "ny", "ng", "sy", ""};
constexpr const char* kVowels[] = {"a", "a", "a", "a", "a", "a", "i", "i", "i",
                                   "u", "u", "u", "e", "e", "e", "o", "o"};
constexpr const char* kFinals[] = {"",   "",  "",  "",  "n", "n",  "n", "ng",
                                   "ng", "r", "r", "s", "k", "k",  "t", "t",
                                   "l",  "h", "m", "p", "p", "ai", "au"};
constexpr const char* kMedials[] = {"",  "",  "",  "",  "",  "",  "",
                                    "N", "N", "N", "r", "r", "l", "s"};

// A word of this many of 65,536 is a number; a new root; a root that is a name.
constexpr uint32_t kNumberChance = 1600;
constexpr uint32_t kNewRootChance = 16000;
constexpr uint32_t kNameChance = 9000;

// Frequent words are short: below this rank most are roots.
constexpr uint32_t kNumFrequentWords = 2000;
constexpr uint32_t kFrequentRootChance = 45000;

constexpr int kMinForms = 4;  // affixes tried before a new root is made

template <int n>
const char* Pick(const char* const (&table)[n], PseudoRandom* random) {
  return table[random->Below(n)];
}

bool IsVowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

// The nasal that stands before `onset` inside a root.
const char* NasalBefore(absl::string_view onset) {
  if (onset.empty()) return "";
  switch (onset[0]) {
    case 'b':
    case 'p':
      return "m";
    case 'g':
    case 'k':
      return "ng";
    case 'c':
    case 'd':
    case 'j':
    case 's':
    case 't':
      return onset == "sy" ? "" : "n";
    default:
      return "";
  }
}

std::string MakeRoot(int num_syllables, PseudoRandom* random) {
  std::string root = Pick(kOnsets, random);
  absl::StrAppend(&root, Pick(kVowels, random));
  for (int i = 1; i < num_syllables; ++i) {
    const absl::string_view onset = Pick(kOnsets, random);
    const absl::string_view medial = Pick(kMedials, random);
    if (medial == "N") {
      absl::StrAppend(&root, NasalBefore(onset));
    } else if (onset.size() == 1) {
      absl::StrAppend(&root, medial);
    }
    absl::StrAppend(&root, onset, Pick(kVowels, random));
  }
  const absl::string_view final = Pick(kFinals, random);
  if (final.empty() || !IsVowel(final[0])) {
    absl::StrAppend(&root, final);
  } else if (root.back() == 'a') {
    absl::StrAppend(&root, final.substr(1));
  }
  return root;
}

// Appends meN- or peN- (`prefix` is "me" or "pe") before `root`.
void AppendNasalPrefixed(absl::string_view prefix, absl::string_view root,
                         std::string* out) {
  absl::StrAppend(out, prefix);
  switch (root[0]) {
    case 'p':
      absl::StrAppend(out, "m", root.substr(1));
      return;
    case 't':
      absl::StrAppend(out, "n", root.substr(1));
      return;
    case 's':
      absl::StrAppend(out, "ny", root.substr(1));
      return;
    case 'k':
      absl::StrAppend(out, "ng", root.substr(1));
      return;
    case 'b':
      absl::StrAppend(out, "m", root);
      return;
    case 'c':
    case 'd':
    case 'j':
      absl::StrAppend(out, "n", root);
      return;
    case 'g':
    case 'h':
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
      absl::StrAppend(out, "ng", root);
      return;
    default:
      absl::StrAppend(out, root);
  }
}

std::string MakeNumber(PseudoRandom* random) {
  const uint32_t kind = random->Below(4);
  if (kind == 0) return absl::StrCat(1945 + random->Below(85));
  if (kind == 1) return absl::StrCat(1 + random->Below(100));
  return absl::StrCat(random->Below(kind == 2 ? 10000 : 100000000));
}

// Makes the words one rank after the other.
class WordMaker {
 public:
  explicit WordMaker(uint64_t seed) : random_(seed) {}

  std::string Make(uint32_t rank, bool* is_name) {
    *is_name = false;
    if (rank < kNumFunctionWords) {
      seen_.insert(kFunctionWords[rank]);
      return kFunctionWords[rank];
    }
    if (random_.Chance(kNumberChance)) {
      std::string number = MakeNumber(&random_);
      if (seen_.insert(number).second) return number;
    }
    std::string word;
    const uint32_t root_chance =
        rank < kNumFrequentWords ? kFrequentRootChance : kNewRootChance;
    if (!roots_.empty() && !random_.Chance(root_chance)) {
      for (int i = 0; i < kMinForms; ++i) {
        // The smaller of two draws: frequent roots have more forms.
        const uint32_t n = static_cast<uint32_t>(roots_.size());
        const uint32_t root = std::min(random_.Below(n), random_.Below(n));
        word.clear();
        AppendAffixed(roots_[root],
                      static_cast<Affix>(1 + random_.Below(kNumAffixes - 1)),
                      &word);
        if (seen_.insert(word).second) return word;
      }
    }
    *is_name = random_.Chance(kNameChance);
    return MakeNewRoot(*is_name);
  }

 private:
  std::string MakeNewRoot(bool is_name) {
    int num_syllables = random_.Below(4) == 0 ? 3 : 2;
    for (int tries = 0;; ++tries) {
      std::string root = MakeRoot(num_syllables + tries / 4, &random_);
      if (root.size() < 3 || !seen_.insert(root).second) continue;
      if (!is_name) roots_.push_back(root);
      return root;
    }
  }

  PseudoRandom random_;
  absl::flat_hash_set<std::string> seen_;
  std::vector<std::string> roots_;
};

}  // namespace

void AppendAffixed(absl::string_view root, Affix affix, std::string* out) {
  assert(!root.empty());
  switch (affix) {
    case Affix::kNone:
      absl::StrAppend(out, root);
      return;
    case Affix::kMeN:
      AppendNasalPrefixed("me", root, out);
      return;
    case Affix::kMeNKan:
      AppendNasalPrefixed("me", root, out);
      absl::StrAppend(out, "kan");
      return;
    case Affix::kMeNI:
      AppendNasalPrefixed("me", root, out);
      absl::StrAppend(out, "i");
      return;
    case Affix::kPeN:
      AppendNasalPrefixed("pe", root, out);
      return;
    case Affix::kPeNAn:
      AppendNasalPrefixed("pe", root, out);
      absl::StrAppend(out, "an");
      return;
    case Affix::kDi:
      absl::StrAppend(out, "di", root);
      return;
    case Affix::kDiKan:
      absl::StrAppend(out, "di", root, "kan");
      return;
    case Affix::kDiI:
      absl::StrAppend(out, "di", root, "i");
      return;
    case Affix::kBer:
      absl::StrAppend(out, root[0] == 'r' ? "be" : "ber", root);
      return;
    case Affix::kTer:
      absl::StrAppend(out, root[0] == 'r' ? "te" : "ter", root);
      return;
    case Affix::kSe:
      absl::StrAppend(out, "se", root);
      return;
    case Affix::kAn:
      absl::StrAppend(out, root, "an");
      return;
    case Affix::kKan:
      absl::StrAppend(out, root, "kan");
      return;
    case Affix::kNya:
      absl::StrAppend(out, root, "nya");
      return;
    case Affix::kKeAn:
      absl::StrAppend(out, "ke", root, "an");
      return;
    case Affix::kPerAn:
      absl::StrAppend(out, root[0] == 'r' ? "pe" : "per", root, "an");
      return;
    case Affix::kAnNya:
      absl::StrAppend(out, root, "annya");
      return;
    case Affix::kRedup:
      absl::StrAppend(out, root, "-", root);
      return;
    case Affix::kRedupAn:
      absl::StrAppend(out, root, "-", root, "an");
      return;
  }
}

ArtificialWords::ArtificialWords(uint32_t size, uint64_t seed) {
  WordMaker maker(seed);
  words_.reserve(size);
  for (uint32_t rank = 0; rank < size; ++rank) {
    Word entry;
    const std::string word = maker.Make(rank, &entry.is_name);
    assert(word.size() <= kMaxWordBytes);
    entry.begin = static_cast<uint32_t>(letters_.size());
    entry.length = static_cast<uint16_t>(word.size());
    letters_ += word;
    words_.push_back(entry);
  }
  letters_.append(kMaxWordBytes, '\0');
}

}  // namespace telusur
