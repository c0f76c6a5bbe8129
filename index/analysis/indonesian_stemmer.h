// The root of an Indonesian word.

#ifndef TELUSUR_INDEX_ANALYSIS_INDONESIAN_STEMMER_H_
#define TELUSUR_INDEX_ANALYSIS_INDONESIAN_STEMMER_H_

#include <string>

#include "absl/strings/string_view.h"

namespace telusur {

struct StemmerOptions {
  enum class Level { kLight, kFull };
  Level level = Level::kFull;
  bool informal = false;      // ngomongin -> omong, yg -> yang
  bool old_spelling = false;  // tjukup -> cukup
};

// Immutable. Thread-safe. No set-up cost: the data is part of the program.
class IndonesianStemmer {
 public:
  explicit IndonesianStemmer(const StemmerOptions& options)
      : options_(options) {}

  // Sets `*stem` to the stem of `form`, a lower-case surface form; a form that
  // is no Indonesian word, or a name, is its own stem. O(form.size()).
  void Stem(absl::string_view form, std::string* stem) const;

 private:
  StemmerOptions options_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_INDONESIAN_STEMMER_H_
