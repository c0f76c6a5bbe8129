// How far words are stemmed.

#ifndef TELUSUR_INDEX_ANALYSIS_STEMMER_OPTIONS_H_
#define TELUSUR_INDEX_ANALYSIS_STEMMER_OPTIONS_H_

#include <memory>

#include "index/analysis/root_set.h"

namespace telusur {

struct StemmerOptions {
  // kLight undoes clitics (-nya, -ku, -mu, -lah, -kah, -pun, -tah), voice
  // (me-, di-, ku-, kau-) and reduplication: mengatakannya -> katakan. kFull
  // undoes derivation too: mengatakannya -> kata.
  enum class Level { kLight, kFull };
  Level level = Level::kFull;
  bool informal = false;      // ngomongin -> omong, yg -> yang
  bool old_spelling = false;  // tjukup -> cukup

  // Roots beside those the program knows; may be null.
  std::shared_ptr<const RootSet> added_roots;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_STEMMER_OPTIONS_H_
