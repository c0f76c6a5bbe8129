// Stems of forms that come one by one, as in a list of words.

#ifndef TELUSUR_INDEX_ANALYSIS_FORM_STEMMER_H_
#define TELUSUR_INDEX_ANALYSIS_FORM_STEMMER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "index/analysis/analyzer.h"
#include "index/analysis/indonesian_stemmer.h"

namespace telusur {

// Immutable. Thread-safe.
class FormStemmer {
 public:
  explicit FormStemmer(const AnalyzerOptions& options);

  // Sets `*stem` to the stem of `form`. A form is one word, whatever stands in
  // it: it is not split, and has the normal form that the tokenizer gives it
  // where that spans all of it (Jum’at: jumat), otherwise its own letters,
  // ASCII ones in lower case. Any bytes are accepted; the stem is empty only if
  // the form is, and has at most kMaxTermBytes bytes. O(form.size()).
  void Stem(absl::string_view form, std::string* stem) const;

 private:
  const AnalyzerOptions options_;
  const IndonesianStemmer stemmer_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_FORM_STEMMER_H_
