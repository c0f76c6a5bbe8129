// From a text to the terms under which it is found.
//
// Two steps, because stemming is paid once per distinct surface form and not
// once per token: Tokenize turns a text into surface forms with positions, and
// TermOf turns a surface form into the term that the index is keyed by.
//
// The analyzer is part of an index's contract: its options are stored in every
// segment, and queries are analysed by the options they find there.

#ifndef TELUSUR_INDEX_ANALYSIS_ANALYZER_H_
#define TELUSUR_INDEX_ANALYSIS_ANALYZER_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "index/analysis/stem_explanation.h"
#include "index/analysis/stemmer_options.h"
#include "index/analysis/token.h"

namespace telusur {

enum class Stemming { kNone, kLight, kFull };

inline constexpr size_t kMaxLexiconBytes = 1 << 20;

struct AnalyzerOptions {
  // "indonesian" or "whitespace". The whitespace analyzer splits at ASCII
  // spaces and does nothing else; the other options do not touch it.
  std::string name = "indonesian";
  Stemming stemming = Stemming::kFull;
  bool informal = false;
  bool old_spelling = false;
  bool drop_boilerplate = false;

  // Roots beside those the program knows, sorted, with commas between; user's
  // word lists become such (user_lexicon.h). A part of the index, so that
  // queries stem as the build did. At most kMaxLexiconBytes.
  std::string lexicon;

  // One line, "indonesian/1 stemming=full informal=off ...": the form in which
  // a segment keeps the options. The number is the analysis's version.
  std::string ToString() const;

  // The same for people: of a lexicon, only the number of its roots.
  std::string Describe() const;

  // Reads what ToString wrote. InvalidArgument on anything else; Unimplemented
  // for a version that this program does not know.
  static absl::StatusOr<AnalyzerOptions> Parse(absl::string_view line);

  friend bool operator==(const AnalyzerOptions& a, const AnalyzerOptions& b) {
    return a.ToString() == b.ToString();
  }
};

// What the options ask of the stemmer. REQUIRES: stemming is not kNone.
StemmerOptions StemmerOptionsOf(const AnalyzerOptions& options);

// Immutable. Thread-safe.
class Analyzer {
 public:
  // InvalidArgument for an unknown name.
  static absl::StatusOr<std::unique_ptr<Analyzer>> Create(
      const AnalyzerOptions& options);

  virtual ~Analyzer() = default;

  // Calls `sink` with the tokens of `text`, in order, in batches. Accepts any
  // byte sequence. O(text.size()); memory bounded, whatever the text.
  //
  // A word of a query is analysed like a text. Its tokens that count, at their
  // positions, are a phrase; any other token that spans the whole word is an
  // alternative to that phrase. So WhatsApp is "whats app" or whatsapp, and
  // besar-besaran is "besar besaran" or besar-besaran. Tokens that span less
  // (the host in a mail address) would find more than was asked for.
  virtual AnalysisCounts Tokenize(absl::string_view text,
                                  TokenSink sink) const = 0;

  // Sets `*term` to the term of a surface form that Tokenize yielded. Never
  // empty, at most kMaxTermBytes bytes.
  virtual void TermOf(absl::string_view surface, std::string* term) const = 0;

  // How TermOf came to its answer: `stem` is the term. For people.
  virtual StemExplanation Explain(absl::string_view surface) const;

  // Whether a ranked query leaves this surface form out when others remain.
  virtual bool IsStopWord(absl::string_view surface) const = 0;

  const AnalyzerOptions& options() const { return options_; }

 protected:
  explicit Analyzer(const AnalyzerOptions& options) : options_(options) {}

 private:
  AnalyzerOptions options_;
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_ANALYZER_H_
