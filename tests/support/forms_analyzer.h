// An analyzer whose stems and readings can be seen in the text.
//
// Words stand between blanks. The term of "makan_2" is "makan": what stands
// before the first '_'. A word with '+' has readings: "a_1+b" is the parts
// "a_1" and "b" at positions p and p + 1, and the whole "a_1+b" at p, which
// does not count and whose term is that of its first part. So a term can stand
// at one place by two of its forms.

#ifndef TELUSUR_TESTS_SUPPORT_FORMS_ANALYZER_H_
#define TELUSUR_TESTS_SUPPORT_FORMS_ANALYZER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "index/analysis/analyzer.h"

namespace telusur {

class FormsAnalyzer : public Analyzer {
 public:
  // Hands tokens on in batches of `batch_size`.
  explicit FormsAnalyzer(size_t batch_size)
      : Analyzer(AnalyzerOptions()), batch_size_(batch_size) {}

  AnalysisCounts Tokenize(absl::string_view text,
                          TokenSink sink) const override;
  void TermOf(absl::string_view surface, std::string* term) const override;
  bool IsStopWord(absl::string_view surface) const override { return false; }

 private:
  const size_t batch_size_;
};

}  // namespace telusur

#endif  // TELUSUR_TESTS_SUPPORT_FORMS_ANALYZER_H_
