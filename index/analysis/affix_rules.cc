#include "index/analysis/affix_rules.h"

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "absl/base/internal/endian.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace telusur {
namespace {

using Rule = PrefixRule;

constexpr char kVowels[] = "aeiou";
constexpr char kConsonants[] = "bcdfghjklmnpqrstvwxyz";
constexpr char kAny[] = "";

// Sorted by the first written letter. Read a row as: "written" before a letter
// of `next` is `prefix`, and the root begins with `restored`.
constexpr Rule kRules[] = {
    // The first syllable again. The row comes first because it has no letter.
    {"?e", kConsonants, 0, Prefix::kRepeat, Rule::kSameLetter,
     "bebatuan -> batu"},
    // ber-
    {"ber", kAny, 0, Prefix::kBer, Rule::kAlways, "bermain -> main"},
    {"be", "r", 0, Prefix::kBer, Rule::kAlways, "berasa -> rasa"},
    {"be", kConsonants, 0, Prefix::kBer, Rule::kBeforeEr, "bekerja -> kerja"},
    {"bel", "aou", 0, Prefix::kBer, Rule::kAlways, "belajar -> ajar"},
    // di-, also the preposition written together: dirumah
    {"di", kAny, 0, Prefix::kDi, Rule::kAlways, "dibaca -> baca"},
    // ke-, also the preposition written together; ku-, kau-
    {"kau", kAny, 0, Prefix::kKau, Rule::kAlways, "kaubaca -> baca"},
    {"ke", kAny, 0, Prefix::kKe, Rule::kAlways, "kebaikan -> baik"},
    {"ku", kAny, 0, Prefix::kKu, Rule::kAlways, "kubaca -> baca"},
    // me- with a nasal, by the root's first letter
    {"me", "lmnrwy", 0, Prefix::kMe, Rule::kAlways, "melihat -> lihat"},
    {"mem", "bfv", 0, Prefix::kMe, Rule::kAlways, "membaca -> baca"},
    {"mem", "p", 0, Prefix::kMe, Rule::kAlways, "memproses -> proses"},
    {"mem", "r", 'p', Prefix::kMe, Rule::kAlways, "memrotes -> protes"},
    {"mem", kVowels, 'p', Prefix::kMe, Rule::kAlways, "memukul -> pukul"},
    {"men", "cdjz", 0, Prefix::kMe, Rule::kAlways, "mencari -> cari"},
    {"men", "st", 0, Prefix::kMe, Rule::kAlways, "mensyukuri -> syukur"},
    {"men", kVowels, 't', Prefix::kMe, Rule::kAlways, "menulis -> tulis"},
    {"meng", "ghkqx", 0, Prefix::kMe, Rule::kAlways, "menggali -> gali"},
    {"meng", kVowels, 0, Prefix::kMe, Rule::kAlways, "mengambil -> ambil"},
    {"meng", kVowels, 'k', Prefix::kMe, Rule::kAlways, "mengarang -> karang"},
    {"menge", kConsonants, 0, Prefix::kMe, Rule::kOneSyllable,
     "mengecat -> cat"},
    {"meny", kVowels, 's', Prefix::kMe, Rule::kAlways, "menyapu -> sapu"},
    // me- swallowed in speech
    {"m", kVowels, 'p', Prefix::kNasal, Rule::kInformal, "mikir -> pikir"},
    {"n", kVowels, 't', Prefix::kNasal, Rule::kInformal, "nulis -> tulis"},
    {"n", "cdj", 0, Prefix::kNasal, Rule::kInformal, "ndengar -> dengar"},
    {"ng", "ghl", 0, Prefix::kNasal, Rule::kInformal, "nggali -> gali"},
    {"ng", kVowels, 0, Prefix::kNasal, Rule::kInformal, "ngambil -> ambil"},
    {"ng", kVowels, 'k', Prefix::kNasal, Rule::kInformal, "ngarang -> karang"},
    {"nge", kAny, 0, Prefix::kNge, Rule::kInformal, "ngelihat -> lihat"},
    {"ny", kVowels, 'c', Prefix::kNasal, Rule::kInformal, "nyari -> cari"},
    {"ny", kVowels, 's', Prefix::kNasal, Rule::kInformal, "nyapu -> sapu"},
    // pe-, per- and pe- with a nasal
    {"pe", kAny, 0, Prefix::kPe, Rule::kAlways, "petani -> tani"},
    {"pel", "a", 0, Prefix::kPe, Rule::kAlways, "pelajar -> ajar"},
    {"pem", "bfvp", 0, Prefix::kPe, Rule::kAlways, "pembaca -> baca"},
    {"pem", "r", 'p', Prefix::kPe, Rule::kAlways, "pemrosesan -> proses"},
    {"pem", kVowels, 'p', Prefix::kPe, Rule::kAlways, "pemukul -> pukul"},
    {"pen", "cdjz", 0, Prefix::kPe, Rule::kAlways, "pencari -> cari"},
    {"pen", "st", 0, Prefix::kPe, Rule::kAlways, "pensyarah -> syarah"},
    {"pen", kVowels, 't', Prefix::kPe, Rule::kAlways, "penulis -> tulis"},
    {"peng", "ghkqx", 0, Prefix::kPe, Rule::kAlways, "penggali -> gali"},
    {"peng", "lr", 0, Prefix::kPe, Rule::kAlways, "penglihatan -> lihat"},
    {"peng", kVowels, 0, Prefix::kPe, Rule::kAlways, "pengambil -> ambil"},
    {"peng", kVowels, 'k', Prefix::kPe, Rule::kAlways, "pengarang -> karang"},
    {"penge", kConsonants, 0, Prefix::kPe, Rule::kOneSyllable,
     "pengecat -> cat"},
    {"peny", kVowels, 's', Prefix::kPe, Rule::kAlways, "penyapu -> sapu"},
    {"per", kAny, 0, Prefix::kPer, Rule::kAlways, "perbesar -> besar"},
    // se-
    {"se", kAny, 0, Prefix::kSe, Rule::kAlways, "serumah -> rumah"},
    // ter-
    {"te", "r", 0, Prefix::kTer, Rule::kAlways, "terasa -> rasa"},
    {"te", kConsonants, 0, Prefix::kTer, Rule::kBeforeEr,
     "tepercaya -> percaya"},
    {"ter", kAny, 0, Prefix::kTer, Rule::kAlways, "terbaca -> baca"},
    {"tidak", kAny, 0, Prefix::kTidak, Rule::kAlways,
     "ketidakpastian -> pasti"},
};
constexpr int kNumRules = sizeof(kRules) / sizeof(kRules[0]);
constexpr int kRepeatRow = 0;
static_assert(kNumRules <= kMaxPrefixRules, "the ranker has a weight per row");

// Which prefixes may stand inside which.
constexpr uint32_t Bit(Prefix p) { return 1u << static_cast<int>(p); }
constexpr uint32_t kVerbStems = Bit(Prefix::kPer) | Bit(Prefix::kPe) |
                                Bit(Prefix::kKe) | Bit(Prefix::kSe) |
                                Bit(Prefix::kBer) | Bit(Prefix::kTer);
constexpr uint32_t kInnerPrefixes[kNumPrefixes] = {
    ~(Bit(Prefix::kTidak) | Bit(Prefix::kRepeat)),            // kNone
    kVerbStems,                                               // kDi
    kVerbStems | Bit(Prefix::kMe),                            // kKu
    kVerbStems,                                               // kKau
    kVerbStems,                                               // kMe
    kVerbStems & ~Bit(Prefix::kBer),                          // kBer
    kVerbStems & ~Bit(Prefix::kTer),                          // kTer
    kVerbStems & ~Bit(Prefix::kSe),                           // kSe
    (kVerbStems & ~Bit(Prefix::kKe)) | Bit(Prefix::kTidak),   // kKe
    kVerbStems,                                               // kPe
    Bit(Prefix::kSe) | Bit(Prefix::kKe) | Bit(Prefix::kBer),  // kPer
    Bit(Prefix::kBer) | Bit(Prefix::kTer) | Bit(Prefix::kMe) |
        Bit(Prefix::kSe),                   // kTidak
    Bit(Prefix::kBer) | Bit(Prefix::kPer),  // kNge
    0,                                      // kNasal
    0,                                      // kRepeat
};

// Up to eight letters as one number, the last letter lowest, so that endings
// and prefixes are compared at once.
constexpr uint64_t PackLetters(const char* letters) {
  uint64_t packed = 0;
  for (; *letters != '\0'; ++letters) {
    packed = packed << 8 | static_cast<uint8_t>(*letters);
  }
  return packed;
}

constexpr int CountLetters(const char* letters) {
  int n = 0;
  while (letters[n] != '\0') ++n;
  return n;
}

struct Ending {
  const char* written;
  uint8_t value;
  int bytes;
  uint64_t packed;

  constexpr Ending(const char* letters, uint8_t ending_value)
      : written(letters),
        value(ending_value),
        bytes(CountLetters(letters)),
        packed(PackLetters(letters)) {}
};
constexpr Ending kParticles[] = {
    {"", 0}, {"lah", 1}, {"kah", 2}, {"pun", 3}, {"tah", 4}};
constexpr Ending kPossessives[] = {{"", 0}, {"nya", 1}, {"ku", 2}, {"mu", 3}};
// The last row is informal: bikinin, dibeliin.
constexpr Ending kSuffixes[] = {
    {"", 0}, {"kan", 1}, {"an", 2}, {"i", 3}, {"in", 4}};

// A root has at least this many letters.
constexpr int kMinRootBytes = 2;

constexpr bool IsVowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

constexpr uint32_t LetterBit(char c) {
  return c >= 'a' && c <= 'z' ? 1u << (c - 'a') : 0;
}

// What the walker needs of the table, worked out by the compiler.
struct RuleIndex {
  std::array<uint8_t, 27> first = {};  // rows of a first letter
  std::array<uint32_t, kNumRules> next = {};
  std::array<uint8_t, kNumRules> bytes = {};
  std::array<uint64_t, kNumRules> packed = {};

  constexpr RuleIndex() {
    for (int row = 0; row < kNumRules; ++row) {
      bytes[row] = static_cast<uint8_t>(CountLetters(kRules[row].written));
      packed[row] = PackLetters(kRules[row].written);
      uint32_t letters = 0;
      for (const char* c = kRules[row].next; *c != '\0'; ++c) {
        letters |= LetterBit(*c);
      }
      next[row] = letters == 0 ? ~0u : letters;
    }
    int row = 0;
    for (int letter = 0; letter < 27; ++letter) {
      while (row < kNumRules && kRules[row].written[0] < 'a' + letter) ++row;
      first[letter] = static_cast<uint8_t>(row);
    }
  }
};
constexpr RuleIndex kIndex;

// The letters that are left when the endings are taken off.
struct Stop {
  uint8_t end;
  Suffix suffix;
  Possessive possessive;
  Particle particle;
};

class Walker {
 public:
  Walker(absl::string_view form, AffixLayer layer, CandidateVisitor visit)
      : size_(static_cast<int>(form.size())), layer_(layer), visit_(visit) {
    std::memset(buffer_, 0, kPaddingBytes);
    std::memcpy(letters_, form.data(), form.size());
    std::memset(letters_ + size_, 0, kPaddingBytes);
    FindStops();
  }

  void Walk() { Visit(0); }

 private:
  // The four letters before `end` as PackLetters has them.
  uint64_t LettersBefore(int end) const {
    return absl::big_endian::Load32(letters_ + end - 4);
  }

  static bool EndsWith(int end, uint64_t letters_before, const Ending& ending) {
    return end >= ending.bytes + kMinRootBytes &&
           (letters_before & ((uint64_t{1} << 8 * ending.bytes) - 1)) ==
               ending.packed;
  }

  void FindStops() {
    const int num_suffixes =
        layer_ == AffixLayer::kInformal ? kNumSuffixes : kNumSuffixes - 1;
    const uint64_t last = LettersBefore(size_);
    for (const Ending& particle : kParticles) {
      if (!EndsWith(size_, last, particle)) continue;
      const int before_particle = size_ - particle.bytes;
      const uint64_t middle = LettersBefore(before_particle);
      for (const Ending& possessive : kPossessives) {
        if (!EndsWith(before_particle, middle, possessive)) continue;
        const int before_possessive = before_particle - possessive.bytes;
        const uint64_t first = LettersBefore(before_possessive);
        for (int s = 0; s < num_suffixes; ++s) {
          if (!EndsWith(before_possessive, first, kSuffixes[s])) continue;
          stops_[num_stops_++] = {
              static_cast<uint8_t>(before_possessive - kSuffixes[s].bytes),
              static_cast<Suffix>(kSuffixes[s].value),
              static_cast<Possessive>(possessive.value),
              static_cast<Particle>(particle.value)};
        }
      }
    }
  }

  // Visits the readings whose prefixes are those of `path_`, then goes on to
  // one more prefix. The rest of the word begins at `begin`.
  void Visit(int begin) {
    for (int i = 0; i < num_stops_; ++i) {
      const Stop& stop = stops_[i];
      if (stop.end < begin + kMinRootBytes) continue;
      if (++num_candidates_ > kMaxCandidates) return;
      path_.suffix = stop.suffix;
      path_.possessive = stop.possessive;
      path_.particle = stop.particle;
      visit_(absl::string_view(letters_ + begin, stop.end - begin), path_);
    }
    if (path_.num_prefixes == kMaxPrefixes) return;
    const char letter = letters_[begin];
    if (letter < 'a' || letter > 'z') return;
    const int last = kIndex.first[letter - 'a' + 1];
    for (int row = kIndex.first[letter - 'a']; row < last; ++row) {
      if (Applies(row, begin)) Strip(row, begin);
    }
    if (path_.num_prefixes == 0 && IsRepeated()) Strip(kRepeatRow, begin);
  }

  // Whether the word begins with a consonant, e, and that consonant.
  bool IsRepeated() const {
    return size_ >= 5 && letters_[1] == 'e' && letters_[0] == letters_[2] &&
           !IsVowel(letters_[0]);
  }

  bool Applies(int row, int begin) const {
    const PrefixRule& rule = kRules[row];
    const int depth = path_.num_prefixes;
    const Prefix outer = depth == 0 ? Prefix::kNone : path_.prefixes[depth - 1];
    if ((kInnerPrefixes[static_cast<int>(outer)] & Bit(rule.prefix)) == 0) {
      return false;
    }
    const int rest = begin + kIndex.bytes[row];
    if (rest + kMinRootBytes > size_ + (rule.restored != 0 ? 1 : 0)) {
      return false;
    }
    if ((kIndex.next[row] & LetterBit(letters_[rest])) == 0) return false;
    if (absl::big_endian::Load64(letters_ + begin) >>
            (64 - 8 * kIndex.bytes[row]) !=
        kIndex.packed[row]) {
      return false;
    }
    switch (rule.condition) {
      case PrefixRule::kAlways:
        return true;
      case PrefixRule::kBeforeEr:
        return rest + 2 < size_ && letters_[rest + 1] == 'e' &&
               letters_[rest + 2] == 'r';
      case PrefixRule::kOneSyllable:
        return HasOneSyllable(rest);
      case PrefixRule::kInformal:
        return layer_ == AffixLayer::kInformal && depth == 0;
      case PrefixRule::kSameLetter:
        return false;  // IsRepeated looks for it
    }
    return false;
  }

  // Whether one vowel is left before some stop.
  bool HasOneSyllable(int begin) const {
    for (int i = 0; i < num_stops_; ++i) {
      int vowels = 0;
      for (int j = begin; j < stops_[i].end; ++j)
        vowels += IsVowel(letters_[j]);
      if (vowels == 1) return true;
    }
    return false;
  }

  void Strip(int row, int begin) {
    const PrefixRule& rule = kRules[row];
    const int depth = path_.num_prefixes;
    int rest = begin + kIndex.bytes[row];
    path_.prefixes[depth] = rule.prefix;
    path_.rows[depth] = static_cast<uint8_t>(row);
    path_.num_prefixes = static_cast<uint8_t>(depth + 1);
    if (rule.restored == 0) {
      Visit(rest);
    } else {
      // The letter given back takes the place of the prefix's last letter.
      --rest;
      const char saved = letters_[rest];
      letters_[rest] = rule.restored;
      Visit(rest);
      letters_[rest] = saved;
    }
    path_.num_prefixes = static_cast<uint8_t>(depth);
  }

  // Zeros before and after the letters, so that they are read in words.
  static constexpr int kPaddingBytes = 8;
  char buffer_[kMaxFormBytes + 2 * kPaddingBytes];
  char* const letters_ = buffer_ + kPaddingBytes;
  int size_;
  AffixLayer layer_;
  CandidateVisitor visit_;
  // At most particles x possessives x suffixes.
  Stop stops_[kNumParticles * kNumPossessives * kNumSuffixes];
  int num_stops_ = 0;
  int num_candidates_ = 0;
  AffixPath path_;
};

constexpr const char* kPrefixNames[kNumPrefixes] = {
    "",    "di-", "ku-",  "kau-",   "me-",  "ber-", "ter-", "se-",
    "ke-", "pe-", "per-", "tidak-", "nge-", "N-",   "R-"};

int EndingBytes(const AffixPath& path) {
  return kPossessives[static_cast<int>(path.possessive)].bytes +
         kParticles[static_cast<int>(path.particle)].bytes;
}

}  // namespace

int NumPrefixRules() { return kNumRules; }

const PrefixRule& GetPrefixRule(int row) {
  assert(row >= 0 && row < kNumRules);
  return kRules[row];
}

std::string AffixPath::ToString(absl::string_view root) const {
  std::string text;
  for (int i = 0; i < num_prefixes; ++i) {
    absl::StrAppend(&text, kPrefixNames[static_cast<int>(prefixes[i])], " ");
    const char restored = kRules[rows[i]].restored;
    if (restored != 0) {
      absl::StrAppend(&text, "(", absl::string_view(&restored, 1), ") ");
    }
  }
  absl::StrAppend(&text, root);
  for (const Ending& ending : {kSuffixes[static_cast<int>(suffix)],
                               kPossessives[static_cast<int>(possessive)],
                               kParticles[static_cast<int>(particle)]}) {
    if (ending.bytes > 0) absl::StrAppend(&text, " -", ending.written);
  }
  return text;
}

void ForEachCandidate(absl::string_view form, AffixLayer layer,
                      CandidateVisitor visit) {
  assert(!form.empty() && form.size() <= kMaxFormBytes);
  Walker(form, layer, visit).Walk();
}

std::string UndoInflection(absl::string_view form, const AffixPath& path) {
  form.remove_suffix(EndingBytes(path));
  if (path.num_prefixes == 0) return std::string(form);
  switch (path.prefixes[0]) {
    case Prefix::kDi:
    case Prefix::kKu:
    case Prefix::kKau:
    case Prefix::kMe:
    case Prefix::kNge:
    case Prefix::kNasal:
      break;
    default:
      return std::string(form);
  }
  const PrefixRule& rule = kRules[path.rows[0]];
  form.remove_prefix(std::strlen(rule.written));
  std::string stem;
  if (rule.restored != 0) stem.push_back(rule.restored);
  return absl::StrCat(stem, form);
}

}  // namespace telusur
