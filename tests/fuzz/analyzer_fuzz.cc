// Any bytes are a text: tokens keep to their contract, both tokenizers agree,
// and every surface has a term.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "index/analysis/analyzer.h"
#include "index/analysis/form_stemmer.h"
#include "index/analysis/token.h"
#include "index/analysis/tokenizer.h"
#include "index/analysis/whitespace_tokenizer.h"
#include "tests/index/analysis/token_list.h"

namespace telusur {
namespace {

void Require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

std::unique_ptr<Analyzer> NewAnalyzer(Stemming stemming, bool other_options) {
  AnalyzerOptions options;
  options.stemming = stemming;
  options.informal = other_options;
  options.old_spelling = other_options;
  options.drop_boilerplate = other_options;
  return Analyzer::Create(options).value();
}

void RequireSound(const TokenList& list, absl::string_view text) {
  uint32_t next_position = 0;
  uint64_t num_counting = 0;
  for (const KeptToken& token : list.tokens) {
    Require(!token.surface.empty() && token.surface.size() <= kMaxTermBytes,
            "a surface is a term");
    Require(token.begin < token.end && token.end <= text.size(),
            "a token is a part of the text");
    Require(token.counts ? token.position >= next_position
                         : token.position + 1 == next_position,
            "the first token of a position counts, and no other");
    next_position = token.position + 1;
    num_counting += token.counts;
  }
  Require(list.counts.num_tokens == num_counting, "tokens are counted");
  Require(next_position <= list.counts.num_positions, "positions are counted");
}

void CheckAnalyzer(const Analyzer& analyzer, absl::string_view text) {
  const TokenList list =
      KeepTokens([&](TokenSink sink) { return analyzer.Tokenize(text, sink); });
  RequireSound(list, text);
  std::string term;
  for (const KeptToken& token : list.tokens) {
    analyzer.TermOf(token.surface, &term);
    Require(!term.empty() && term.size() <= kMaxTermBytes,
            "a surface has a term");
    Require(analyzer.Explain(token.surface).stem == term,
            "an explanation explains the term");
  }
}

// A form is never split.
void CheckForms(const AnalyzerOptions& options, absl::string_view form) {
  const FormStemmer stemmer(options);
  std::string stem;
  stemmer.Stem(form, &stem);
  Require(stem.empty() == form.empty() && stem.size() <= kMaxTermBytes,
          "a form has a stem");
}

void CheckTokenizers(absl::string_view text) {
  for (const Boilerplate boilerplate :
       {Boilerplate::kKeep, Boilerplate::kDrop}) {
    const TokenList fast = KeepTokens([&](TokenSink sink) {
      return TokenizeIndonesian(text, boilerplate, sink);
    });
    const TokenList plain = KeepTokens([&](TokenSink sink) {
      return TokenizeIndonesianPlainly(text, boilerplate, sink);
    });
    Require(fast.tokens == plain.tokens, "the short cut changes nothing");
  }
  const TokenList fast = KeepTokens(
      [&](TokenSink sink) { return TokenizeAtWhitespace(text, sink); });
  const TokenList plain = KeepTokens(
      [&](TokenSink sink) { return TokenizeAtWhitespacePlainly(text, sink); });
  Require(fast.tokens == plain.tokens, "white space is found");
  RequireSound(fast, text);
}

}  // namespace
}  // namespace telusur

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto* const analyzers =
      new std::vector<std::unique_ptr<telusur::Analyzer>>([] {
        std::vector<std::unique_ptr<telusur::Analyzer>> all;
        all.push_back(telusur::NewAnalyzer(telusur::Stemming::kNone, false));
        all.push_back(telusur::NewAnalyzer(telusur::Stemming::kLight, false));
        all.push_back(telusur::NewAnalyzer(telusur::Stemming::kFull, true));
        return all;
      }());
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  telusur::CheckTokenizers(text);
  for (const auto& analyzer : *analyzers) {
    telusur::CheckAnalyzer(*analyzer, text);
    telusur::CheckForms(analyzer->options(), text);
  }
  return 0;
}
