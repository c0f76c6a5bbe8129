// The root of an Indonesian word.
//
// docs/stemmer.md says how it works and how well.

#ifndef TELUSUR_INDEX_ANALYSIS_INDONESIAN_STEMMER_H_
#define TELUSUR_INDEX_ANALYSIS_INDONESIAN_STEMMER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "index/analysis/stem_engine.h"
#include "index/analysis/stem_explanation.h"
#include "index/analysis/stemmer_options.h"

namespace telusur {

// Immutable. Thread-safe. No set-up cost: the data is part of the program.
class IndonesianStemmer {
 public:
  explicit IndonesianStemmer(const StemmerOptions& options);

  // Sets `*stem` to the stem of `form`, a lower-case surface form; a form that
  // is no Indonesian word, or a name, is its own stem. The stem of a stem is
  // itself. Any bytes are accepted; the stem is empty only if the form is, and
  // never longer than 255 bytes. O(form.size()); a form of letters allocates
  // nothing if `*stem` has room.
  void Stem(absl::string_view form, std::string* stem) const {
    engine_.Stem(form, stem);
  }

  // Whether the lexicon has `form`, or the rules lead it to a root that the
  // lexicon has. REQUIRES: 2 to kMaxFormBytes letters a to z.
  bool Knows(absl::string_view form) const { return engine_.Knows(form); }

  // Stem with the readings that were weighed. For people.
  StemExplanation Explain(absl::string_view form) const {
    return engine_.Explain(form);
  }

 private:
  StemEngine engine_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_INDONESIAN_STEMMER_H_
