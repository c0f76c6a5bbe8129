// Analysis of text, in bytes of text a second.
//
// $TELUSUR_DATA names a folder with corpus/news-clickid.jsonl.gz and
// corpus/law-uu-pp.jsonl.gz, of which the first 16 MiB of text are taken.
// Without it the text is generated, and simpler than real text is.

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "bench/corpus_generator.h"
#include "bench/corpus_text.h"
#include "benchmark/benchmark.h"
#include "index/analysis/analyzer.h"
#include "index/analysis/token.h"
#include "index/analysis/tokenizer.h"
#include "index/document.h"
#include "tools/input/input_reader.h"
#include "tools/input/record_reader.h"

namespace telusur {
namespace {

constexpr size_t kMaxTextBytes = 16 << 20;

std::vector<std::string> ReadTexts(const std::string& path) {
  InputReader reader({path}, InputOptions(), nullptr);
  std::vector<std::string> texts;
  size_t num_bytes = 0;
  Document document;
  while (num_bytes < kMaxTextBytes && reader.Next(&document).value_or(false)) {
    num_bytes += document.text.size();
    texts.push_back(document.text);
  }
  return texts;
}

std::vector<std::string> GenerateTexts() {
  const CorpusGenerator generator{CorpusOptions()};
  CorpusText text(&generator, TextStyle::kProse);
  GeneratedDocument generated;
  std::vector<std::string> texts;
  size_t num_bytes = 0;
  for (uint32_t i = 0; num_bytes < kMaxTextBytes; ++i) {
    generator.Generate(i, &generated);
    texts.push_back(text.Fields(generated).text);
    num_bytes += texts.back().size();
  }
  return texts;
}

// The texts of a corpus, read once a process.
const std::vector<std::string>& Texts(bool law) {
  static std::vector<std::string>* read[2] = {};
  std::vector<std::string>*& texts = read[law ? 1 : 0];
  if (texts != nullptr) return *texts;
  const char* data = std::getenv("TELUSUR_DATA");
  const char* file = law ? "law-uu-pp" : "news-clickid";
  texts = new std::vector<std::string>(
      data == nullptr
          ? GenerateTexts()
          : ReadTexts(absl::StrCat(data, "/corpus/", file, ".jsonl.gz")));
  return *texts;
}

std::unique_ptr<Analyzer> NewAnalyzer(const AnalyzerOptions& options) {
  return Analyzer::Create(options).value();
}

void BM_Tokenize(benchmark::State& state, const AnalyzerOptions& options,
                 bool law) {
  const std::unique_ptr<Analyzer> analyzer = NewAnalyzer(options);
  int64_t num_bytes = 0;
  int64_t num_tokens = 0;
  for (auto _ : state) {
    for (const std::string& text : Texts(law)) {
      analyzer->Tokenize(text, [&](absl::Span<const Token> tokens) {
        num_tokens += static_cast<int64_t>(tokens.size());
        benchmark::DoNotOptimize(tokens.data());
      });
      num_bytes += static_cast<int64_t>(text.size());
    }
  }
  state.SetBytesProcessed(num_bytes);
  state.SetItemsProcessed(num_tokens);
}

AnalyzerOptions Indonesian(bool drop_boilerplate) {
  AnalyzerOptions options;
  options.drop_boilerplate = drop_boilerplate;
  return options;
}

AnalyzerOptions AtWhitespace() {
  AnalyzerOptions options;
  options.name = "whitespace";
  return options;
}

BENCHMARK_CAPTURE(BM_Tokenize, indonesian_news, Indonesian(false), false)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Tokenize, indonesian_law, Indonesian(false), true)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Tokenize, drop_boilerplate_news, Indonesian(true), false)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Tokenize, whitespace_news, AtWhitespace(), false)
    ->Unit(benchmark::kMillisecond);

// The tokenizer without its short cut: what it costs where no word is simple.
void BM_TokenizePlainly(benchmark::State& state) {
  int64_t num_bytes = 0;
  for (auto _ : state) {
    for (const std::string& text : Texts(false)) {
      TokenizeIndonesianPlainly(text, Boilerplate::kKeep,
                                [&](absl::Span<const Token> tokens) {
                                  benchmark::DoNotOptimize(tokens.data());
                                });
      num_bytes += static_cast<int64_t>(text.size());
    }
  }
  state.SetBytesProcessed(num_bytes);
}
BENCHMARK(BM_TokenizePlainly)->Unit(benchmark::kMillisecond);

// The terms of the distinct surface forms: an item is a form.
void BM_TermOf(benchmark::State& state, Stemming stemming) {
  AnalyzerOptions options;
  options.stemming = stemming;
  const std::unique_ptr<Analyzer> analyzer = NewAnalyzer(options);
  absl::flat_hash_set<std::string> distinct;
  for (const std::string& text : Texts(false)) {
    analyzer->Tokenize(text, [&](absl::Span<const Token> tokens) {
      for (const Token& token : tokens) distinct.emplace(token.surface);
    });
  }
  const std::vector<std::string> forms(distinct.begin(), distinct.end());
  std::string term;
  for (auto _ : state) {
    for (const std::string& form : forms) {
      analyzer->TermOf(form, &term);
      benchmark::DoNotOptimize(term.data());
    }
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<int64_t>(forms.size()));
}
BENCHMARK_CAPTURE(BM_TermOf, none, Stemming::kNone)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_TermOf, light, Stemming::kLight)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_TermOf, full, Stemming::kFull)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace telusur
