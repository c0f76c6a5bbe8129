// How far words are stemmed.

#ifndef TELUSUR_INDEX_ANALYSIS_STEMMER_OPTIONS_H_
#define TELUSUR_INDEX_ANALYSIS_STEMMER_OPTIONS_H_

namespace telusur {

struct StemmerOptions {
  // kLight undoes clitics (-nya, -ku, -mu, -lah, -kah, -pun, -tah), voice
  // (me-, di-, ku-, kau-) and reduplication: mengatakannya -> katakan. kFull
  // undoes derivation too: mengatakannya -> kata.
  enum class Level { kLight, kFull };
  Level level = Level::kFull;
  bool informal = false;      // ngomongin -> omong, yg -> yang
  bool old_spelling = false;  // tjukup -> cukup
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_STEMMER_OPTIONS_H_
