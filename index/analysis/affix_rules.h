// The affixes of Indonesian, as a table, and the roots they leave.
//
// A word is read as
//
//   [prefix [prefix [prefix]]] root [suffix] [possessive] [particle]
//
// and every way to read it that the table allows is a candidate. The table does
// not know roots, so it yields two or three times as many candidates as are
// true; root_lexicon and stem_ranker choose.
//
// me- and pe- change the root's first letter (menulis: me- + tulis), so a row
// may give a letter back. The same written prefix has one row for each letter
// that may be given back.
//
// Sources: the confix-stripping order of Nazief and Adriani (1996) and of
// Asian, Williams and Tahaghoghi (2005); the prefix allomorphs of Sneddon,
// Indonesian Reference Grammar, and of Larasati, Kubon and Zeman (MorphInd,
// 2011). See docs/stemmer.md.

#ifndef TELUSUR_INDEX_ANALYSIS_AFFIX_RULES_H_
#define TELUSUR_INDEX_ANALYSIS_AFFIX_RULES_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace telusur {

enum class Prefix : uint8_t {
  kNone,
  kDi,
  kKu,
  kKau,
  kMe,
  kBer,
  kTer,
  kSe,
  kKe,
  kPe,
  kPer,
  kTidak,   // of ketidak-...-an
  kNge,     // informal: ngelihat, ngomong
  kNasal,   // informal me- without the me: nulis, nyari, mikir
  kRepeat,  // the first letter again, with e: bebatuan, sesekali
};
inline constexpr int kNumPrefixes = 15;
inline constexpr int kMaxPrefixes = 3;

// No form is longer: longer strings are no Indonesian words.
inline constexpr size_t kMaxFormBytes = 48;

enum class Suffix : uint8_t { kNone, kKan, kAn, kI, kIn };
inline constexpr int kNumSuffixes = 5;
enum class Possessive : uint8_t { kNone, kNya, kKu, kMu };
inline constexpr int kNumPossessives = 4;
enum class Particle : uint8_t { kNone, kLah, kKah, kPun, kTah };
inline constexpr int kNumParticles = 5;

// One row of the prefix table. The row applies where the word goes on with a
// letter of `next` after `written`.
struct PrefixRule {
  enum Condition : uint8_t {
    kAlways,
    kBeforeEr,     // `next` is followed by "er": bekerja, tepercaya
    kOneSyllable,  // one vowel is left: mengecat, pengetik
    kInformal,     // only in AffixLayer::kInformal
    kSameLetter,   // `written` is any letter and e, then that letter again
  };
  const char* written;
  const char* next;  // letters, or "" for any
  char restored;     // the root's first letter that the prefix replaced, or 0
  Prefix prefix;
  Condition condition;
  const char* example;
};

inline constexpr int kMaxPrefixRules = 64;
int NumPrefixRules();
const PrefixRule& GetPrefixRule(int row);

// How a word is read, apart from its root.
struct AffixPath {
  Prefix prefixes[kMaxPrefixes] = {};  // the outermost first
  uint8_t rows[kMaxPrefixes] = {};     // rows of the prefix table
  uint8_t num_prefixes = 0;
  Suffix suffix = Suffix::kNone;
  Possessive possessive = Possessive::kNone;
  Particle particle = Particle::kNone;

  bool IsBare() const {
    return num_prefixes == 0 && suffix == Suffix::kNone &&
           possessive == Possessive::kNone && particle == Particle::kNone;
  }

  // "me- (t) + tulis + -kan -nya", for people.
  std::string ToString(absl::string_view root) const;
};

// One reading: the root's bytes, valid until the visitor returns, and the path.
using CandidateVisitor =
    absl::FunctionRef<void(absl::string_view root, const AffixPath& path)>;

// kInformal adds the informal rows. The halves of reduplicated words need them
// too: memukul-mukul.
enum class AffixLayer { kStandard, kInformal };

// Calls `visit` with every reading of `form`, itself first. At most
// kMaxCandidates readings; O(form.size()) for a bounded number of affixes.
//
// REQUIRES: 0 < form.size() <= kMaxFormBytes.
void ForEachCandidate(absl::string_view form, AffixLayer layer,
                      CandidateVisitor visit);

inline constexpr int kMaxCandidates = 256;

// `form` without what the light level takes away: particle, possessive and the
// voice prefixes me-, di-, ku-, kau-; the rest of `path` stays on the root:
// (dikatakannya, di- kata -kan -nya) -> katakan.
std::string UndoInflection(absl::string_view form, const AffixPath& path);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_AFFIX_RULES_H_
