#include "index/analysis/analyzer.h"

#include <cassert>
#include <memory>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "index/analysis/indonesian_stemmer.h"
#include "index/analysis/root_set.h"
#include "index/analysis/stop_words.h"
#include "index/analysis/tokenizer.h"
#include "index/analysis/whitespace_tokenizer.h"

namespace telusur {
namespace {

constexpr absl::string_view kIndonesian = "indonesian";
constexpr absl::string_view kWhitespace = "whitespace";

// Changes whenever the same text may give other tokens or terms than before.
constexpr absl::string_view kVersion = "1";

absl::string_view NameOf(Stemming stemming) {
  switch (stemming) {
    case Stemming::kNone:
      return "none";
    case Stemming::kLight:
      return "light";
    case Stemming::kFull:
      return "full";
  }
  return "";
}

constexpr absl::string_view kLexiconOption = " lexicon=";

// Whether `list` is words of small letters in increasing order, with commas
// between.
bool IsLexicon(absl::string_view list) {
  if (list.size() > kMaxLexiconBytes) return false;
  absl::string_view previous;
  for (const absl::string_view word : absl::StrSplit(list, ',')) {
    if (word <= previous || !absl::c_all_of(word, absl::ascii_islower)) {
      return false;
    }
    previous = word;
  }
  return true;
}

// Sets the option that `word`, such as "informal=on", names. Returns false if
// there is no such option or value.
bool SetOption(absl::string_view word, AnalyzerOptions* options) {
  if (absl::ConsumePrefix(&word, kLexiconOption.substr(1))) {
    options->lexicon = std::string(word);
    return IsLexicon(word);
  }
  for (Stemming s : {Stemming::kNone, Stemming::kLight, Stemming::kFull}) {
    if (word == absl::StrCat("stemming=", NameOf(s))) {
      options->stemming = s;
      return true;
    }
  }
  struct Switch {
    absl::string_view off;
    absl::string_view on;
    bool* value;
  };
  for (const Switch& s : {
           Switch{"informal=off", "informal=on", &options->informal},
           Switch{"old-spelling=off", "old-spelling=on",
                  &options->old_spelling},
           Switch{"boilerplate=keep", "boilerplate=drop",
                  &options->drop_boilerplate},
       }) {
    if (word == s.off || word == s.on) {
      *s.value = word == s.on;
      return true;
    }
  }
  return false;
}

absl::Status InvalidOptions(absl::string_view line) {
  return absl::InvalidArgumentError(absl::StrCat(
      "unreadable analyzer options: \"", absl::CHexEscape(line), "\""));
}

class WhitespaceAnalyzer final : public Analyzer {
 public:
  explicit WhitespaceAnalyzer(const AnalyzerOptions& options)
      : Analyzer(options) {}

  AnalysisCounts Tokenize(absl::string_view text,
                          TokenSink sink) const override {
    return TokenizeAtWhitespace(text, sink);
  }

  void TermOf(absl::string_view surface, std::string* term) const override {
    term->assign(surface.data(), surface.size());
  }

  bool IsStopWord(absl::string_view surface) const override { return false; }
};

// Whether `surface` can be a word of Indonesian: ASCII letters, and hyphens
// behind them. Numbers, codes, hosts and other scripts are their own terms.
bool IsStemmable(absl::string_view surface) {
  if (!absl::ascii_islower(surface[0])) return false;
  return absl::c_all_of(
      surface, [](char c) { return absl::ascii_islower(c) || c == '-'; });
}

class IndonesianAnalyzer final : public Analyzer {
 public:
  explicit IndonesianAnalyzer(const AnalyzerOptions& options)
      : Analyzer(options), stemmer_(StemmerOptionsOf(options)) {}

  AnalysisCounts Tokenize(absl::string_view text,
                          TokenSink sink) const override {
    return TokenizeIndonesian(
        text,
        options().drop_boilerplate ? Boilerplate::kDrop : Boilerplate::kKeep,
        sink);
  }

  void TermOf(absl::string_view surface, std::string* term) const override {
    assert(!surface.empty());
    if (options().stemming != Stemming::kNone && IsStemmable(surface)) {
      stemmer_.Stem(surface, term);
      if (!term->empty() && term->size() <= kMaxTermBytes) return;
    }
    term->assign(surface.data(), surface.size());
  }

  StemExplanation Explain(absl::string_view surface) const override {
    if (options().stemming == Stemming::kNone) {
      return Analyzer::Explain(surface);
    }
    if (IsStemmable(surface)) return stemmer_.Explain(surface);
    StemExplanation explanation = Analyzer::Explain(surface);
    explanation.step = "no word";
    return explanation;
  }

  bool IsStopWord(absl::string_view surface) const override {
    return IsIndonesianStopWord(surface);
  }

 private:
  const IndonesianStemmer stemmer_;
};

}  // namespace

StemmerOptions StemmerOptionsOf(const AnalyzerOptions& options) {
  StemmerOptions result;
  if (options.stemming == Stemming::kLight) {
    result.level = StemmerOptions::Level::kLight;
  }
  result.informal = options.informal;
  result.old_spelling = options.old_spelling;
  if (!options.lexicon.empty()) {
    const std::vector<std::string> words = absl::StrSplit(options.lexicon, ',');
    result.added_roots = std::make_shared<RootSet>(words.begin(), words.end());
  }
  return result;
}

std::string AnalyzerOptions::ToString() const {
  std::string line = absl::StrCat(name, "/", kVersion);
  if (name != kIndonesian) return line;
  absl::StrAppend(&line, " stemming=", NameOf(stemming),
                  " informal=", informal ? "on" : "off",
                  " old-spelling=", old_spelling ? "on" : "off",
                  " boilerplate=", drop_boilerplate ? "drop" : "keep");
  if (!lexicon.empty()) absl::StrAppend(&line, kLexiconOption, lexicon);
  return line;
}

std::string AnalyzerOptions::Describe() const {
  if (lexicon.empty()) return ToString();
  AnalyzerOptions others = *this;
  others.lexicon.clear();
  return absl::StrCat(others.ToString(), kLexiconOption,
                      absl::c_count(lexicon, ',') + 1, "-roots");
}

absl::StatusOr<AnalyzerOptions> AnalyzerOptions::Parse(absl::string_view line) {
  AnalyzerOptions options;
  const std::vector<absl::string_view> words = absl::StrSplit(line, ' ');
  const std::vector<absl::string_view> head = absl::StrSplit(words[0], '/');
  if (head.size() != 2 || (head[0] != kIndonesian && head[0] != kWhitespace)) {
    return InvalidOptions(line);
  }
  if (head[1] != kVersion) {
    return absl::UnimplementedError(
        absl::StrCat("unknown version of the ", head[0], " analyzer: \"",
                     absl::CHexEscape(head[1]), "\""));
  }
  options.name = std::string(head[0]);
  for (size_t i = 1; i < words.size(); ++i) {
    if (!SetOption(words[i], &options)) return InvalidOptions(line);
  }
  // Every option once, in order, and nothing else.
  if (options.ToString() != line) return InvalidOptions(line);
  return options;
}

StemExplanation Analyzer::Explain(absl::string_view surface) const {
  StemExplanation explanation;
  explanation.step = "no stemming";
  TermOf(surface, &explanation.stem);
  return explanation;
}

absl::StatusOr<std::unique_ptr<Analyzer>> Analyzer::Create(
    const AnalyzerOptions& options) {
  if (options.name == kIndonesian) {
    return absl::make_unique<IndonesianAnalyzer>(options);
  }
  if (options.name == kWhitespace) {
    return absl::make_unique<WhitespaceAnalyzer>(options);
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "unknown analyzer: \"", absl::CHexEscape(options.name), "\""));
}

}  // namespace telusur
