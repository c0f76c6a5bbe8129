#include "index/analysis/hyphenated_word.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "index/analysis/affix_rules.h"
#include "index/analysis/reading_chooser.h"
#include "index/analysis/root_lexicon.h"

namespace telusur {
namespace {

constexpr absl::string_view kPrefixes[] = {
    "di",    "ke",  "se",  "me",  "mem",    "men",  "meng", "meny",
    "menge", "pe",  "pem", "pen", "peng",   "ber",  "ter",  "per",
    "ku",    "kau", "nge", "ng",  "memper", "diper"};
constexpr absl::string_view kSuffixes[] = {
    "nya", "ku", "mu", "lah",    "kah",    "pun",    "kan",
    "an",  "i",  "in", "nyalah", "nyapun", "kannya", "annya"};

// A shorter root would make halves alike by chance.
constexpr size_t kMinRootBytes = 3;

bool IsVowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

std::string Consonants(absl::string_view word) {
  std::string consonants;
  for (const char c : word) {
    if (!IsVowel(c)) consonants.push_back(c);
  }
  return consonants;
}

absl::string_view WithoutOnset(absl::string_view word) {
  while (!word.empty() && !IsVowel(word[0])) word.remove_prefix(1);
  return word;
}

std::vector<Reading> Readings(const ReadingChooser& chooser,
                              absl::string_view half) {
  std::vector<Reading> readings;
  // The informal rows have the bare nasals: memukul-mukul.
  chooser.ForEachReading(half, AffixLayer::kInformal, [&](const Reading& r) {
    if (r.letters().size() >= kMinRootBytes || r.path.IsBare()) {
      readings.push_back(r);
    }
  });
  return readings;
}

bool IsNasal(const Reading& r) {
  return r.path.num_prefixes > 0 && (r.path.prefixes[0] == Prefix::kNasal ||
                                     r.path.prefixes[0] == Prefix::kNge);
}

void SetResult(absl::string_view first, const Reading& a, const Reading& b,
               TwoHalves* result) {
  const Reading& known = a.IsKnown() ? a : b;
  result->root = std::string(known.root());
  result->light = UndoInflection(first, a.path);
  if (a.path.suffix == Suffix::kNone) {
    constexpr const char* kWritten[kNumSuffixes] = {"", "kan", "an", "i", "in"};
    result->light += kWritten[static_cast<int>(b.path.suffix)];
  }
}

// The best pair of readings that `match` accepts: the one that leaves most
// letters when the roots only sound alike, otherwise the one of highest score.
template <typename Match>
bool BestPair(absl::string_view first, const std::vector<Reading>& as,
              const std::vector<Reading>& bs, bool prefer_long, Match match,
              TwoHalves* result) {
  const auto rank = [prefer_long](const Reading& a, const Reading& b) {
    return std::make_pair(
        prefer_long ? a.letters().size() + b.letters().size() : 0,
        a.score + b.score);
  };
  const Reading* best_a = nullptr;
  const Reading* best_b = nullptr;
  for (const Reading& a : as) {
    if (IsNasal(a)) continue;
    for (const Reading& b : bs) {
      // A nasal belongs to the first half's me-.
      if (IsNasal(b) && a.path.num_prefixes == 0) continue;
      if (!match(a, b)) continue;
      if (best_a != nullptr && rank(a, b) <= rank(*best_a, *best_b)) continue;
      best_a = &a;
      best_b = &b;
    }
  }
  if (best_a == nullptr) return false;
  SetResult(first, *best_a, *best_b, result);
  return true;
}

// The affixes of a compound are before the first half and after the second. It
// has one besides clitics: orang-tuanya stems as orang-tua does.
bool IsCompoundPath(const Reading& a, const Reading& b) {
  return a.path.suffix == Suffix::kNone &&
         a.path.possessive == Possessive::kNone &&
         a.path.particle == Particle::kNone && b.path.num_prefixes == 0 &&
         !(a.path.IsBare() && b.path.suffix == Suffix::kNone);
}

// A compound that the lexicon has, with the hyphen or without.
bool ReadKnownCompound(const ReadingChooser& chooser, absl::string_view first,
                       absl::string_view second, TwoHalves* result) {
  bool found = false;
  int best_score = 0;
  const std::vector<Reading> bs = Readings(chooser, second);
  for (const Reading& a : Readings(chooser, first)) {
    for (const Reading& b : bs) {
      const int score = a.score + b.score;
      if (!IsCompoundPath(a, b) || (found && score <= best_score)) continue;
      for (const char* hyphen : {"-", ""}) {
        const std::string root = absl::StrCat(a.letters(), hyphen, b.letters());
        const LexiconEntry entry = chooser.Find(root);
        if (!entry.Is(kRootForm | kExtraForm | kMappedForm)) continue;
        found = true;
        best_score = score;
        result->root = entry.root.empty() ? root : std::string(entry.root);
        result->light = absl::StrCat(UndoInflection(first, a.path), "-",
                                     UndoInflection(second, b.path));
        break;
      }
    }
  }
  return found;
}

// Any two words: only -nya is sure to be no part of the second.
bool ReadTwoWords(const ReadingChooser& chooser, absl::string_view first,
                  absl::string_view second, TwoHalves* result) {
  bool found = false;
  int best_score = 0;
  for (const Reading& b : Readings(chooser, second)) {
    const bool only_nya = b.path.num_prefixes == 0 &&
                          b.path.suffix == Suffix::kNone &&
                          b.path.possessive == Possessive::kNya;
    if (!b.IsKnown() || !only_nya || (found && b.score <= best_score)) continue;
    found = true;
    best_score = b.score;
    result->root = absl::StrCat(first, "-", b.letters());
    result->light = result->root;
  }
  return found;
}

}  // namespace

bool IsHyphenPrefix(absl::string_view part) {
  return std::find(std::begin(kPrefixes), std::end(kPrefixes), part) !=
         std::end(kPrefixes);
}

bool IsHyphenSuffix(absl::string_view part) {
  return std::find(std::begin(kSuffixes), std::end(kSuffixes), part) !=
         std::end(kSuffixes);
}

bool SoundsLike(absl::string_view a, absl::string_view b) {
  if (a == b || a.size() < kMinRootBytes || b.size() < kMinRootBytes) {
    return false;
  }
  const absl::string_view rhyme = WithoutOnset(a);
  if (rhyme.size() >= kMinRootBytes && rhyme == WithoutOnset(b)) return true;
  const std::string consonants = Consonants(a);
  return consonants.size() >= 2 && consonants == Consonants(b) &&
         a.size() == b.size();
}

bool ReadReduplication(const ReadingChooser& chooser, absl::string_view first,
                       absl::string_view second, TwoHalves* result) {
  if (first == second) {
    Reading reading;
    chooser.Choose(first, AffixLayer::kStandard, &reading);
    SetResult(first, reading, reading, result);
    return true;
  }
  const std::vector<Reading> as = Readings(chooser, first);
  const std::vector<Reading> bs = Readings(chooser, second);
  const auto same = [](const Reading& a, const Reading& b) {
    return a.letters() == b.letters();
  };
  if (BestPair(first, as, bs, false, same, result)) return true;
  const auto alike = [](const Reading& a, const Reading& b) {
    const bool known =
        a.IsKnown() ? !b.IsKnown() || b.path.IsBare() : b.IsKnown();
    return known && SoundsLike(a.letters(), b.letters());
  };
  return BestPair(first, as, bs, true, alike, result);
}

bool ReadCompound(const ReadingChooser& chooser, absl::string_view first,
                  absl::string_view second, TwoHalves* result) {
  return ReadKnownCompound(chooser, first, second, result) ||
         ReadTwoWords(chooser, first, second, result);
}

}  // namespace telusur
