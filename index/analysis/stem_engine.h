// The stemmer over any tables: what IndonesianStemmer is over the program's
// own.
//
// A form goes through these steps; the first that knows the answer gives it.
//
//   1. lexicon      a root, a name or an exception
//   2. characters   digits, apostrophes, hyphens (hyphenated_word)
//   3. rules        the best reading (reading_chooser)
//   4. layers       only if the root of 3 is unknown: informal, old spelling

#ifndef TELUSUR_INDEX_ANALYSIS_STEM_ENGINE_H_
#define TELUSUR_INDEX_ANALYSIS_STEM_ENGINE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "index/analysis/reading_chooser.h"
#include "index/analysis/stem_explanation.h"
#include "index/analysis/stemmer_options.h"

namespace telusur {

// Thread-safe. The tables outlive it.
class StemEngine {
 public:
  StemEngine(const StemmerTables& tables, const StemmerOptions& options)
      : options_(options),
        chooser_(tables, {options.informal, options.old_spelling},
                 options.added_roots) {}

  // See IndonesianStemmer.
  void Stem(absl::string_view form, std::string* stem) const;
  StemExplanation Explain(absl::string_view form) const;
  bool Knows(absl::string_view form) const;

 private:
  // StemAny until the stem is its own stem. Returns the first step's name.
  const char* StemToTheEnd(absl::string_view form, std::string* stem) const;

  // Each sets `*stem` and returns the step's name, or returns nullptr if it
  // does not know the answer.
  const char* StemAny(absl::string_view form, std::string* stem) const;
  const char* LookUp(absl::string_view form, std::string* stem) const;
  const char* StemHyphenated(absl::string_view form, std::string* stem) const;
  const char* StemTwoHalves(absl::string_view head, absl::string_view tail,
                            std::string* stem) const;
  const char* StemOtherCharacters(absl::string_view form,
                                  std::string* stem) const;
  const char* StemLetters(absl::string_view form, std::string* stem) const;
  const char* StemInformal(absl::string_view form, std::string* stem) const;
  const char* StemOldSpelling(absl::string_view form, std::string* stem) const;

  // Sets `*stem` to what the level leaves of a form that is read as `reading`.
  void SetStem(absl::string_view form, const Reading& reading,
               std::string* stem) const;
  // The same for a form of which only the root is known.
  void SetStemOf(absl::string_view form, absl::string_view root,
                 std::string* stem) const;

  StemmerOptions options_;
  ReadingChooser chooser_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_STEM_ENGINE_H_
