// Words written with hyphens: reduplication, compounds and hyphenated affixes.
//
//   anak-anaknya           a root twice, each half with affixes of its own
//   memukul-mukul          a nasal that the second half keeps
//   perundang-undangan     prefix before, suffix after
//   sayur-mayur            a half that changes its sounds
//   mengambil-alih         a compound with affixes
//   di-upload, kpk-nya     an affix set off from a foreign word

#ifndef TELUSUR_INDEX_ANALYSIS_HYPHENATED_WORD_H_
#define TELUSUR_INDEX_ANALYSIS_HYPHENATED_WORD_H_

#include <string>

#include "absl/strings/string_view.h"
#include "index/analysis/reading_chooser.h"

namespace telusur {

// Whether `part` is an affix that may be set off by a hyphen.
bool IsHyphenPrefix(absl::string_view part);
bool IsHyphenSuffix(absl::string_view part);

// How the two halves of a word are read together.
struct TwoHalves {
  std::string root;
  std::string light;  // the word without reduplication and inflection
};

// Reads `first`-`second` as reduplication. Returns false if it is none: the
// halves have no root in common, nor do they differ by a change of sounds.
//
// REQUIRES: both are at least 2 bytes and at most kMaxFormBytes.
bool ReadReduplication(const ReadingChooser& chooser, absl::string_view first,
                       absl::string_view second, TwoHalves* result);

// Reads `first`-`second` as a compound that the lexicon has, with or without
// the hyphen, or as two words of which the second has a clitic: orang-tuanya.
//
// REQUIRES: as ReadReduplication.
bool ReadCompound(const ReadingChooser& chooser, absl::string_view first,
                  absl::string_view second, TwoHalves* result);

// Whether one is the other with its sounds changed, as in sayur-mayur (another
// first consonant) or bolak-balik (other vowels).
bool SoundsLike(absl::string_view a, absl::string_view b);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_HYPHENATED_WORD_H_
