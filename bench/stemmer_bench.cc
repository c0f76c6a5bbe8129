// Stemming of running text, in tokens a second, on one thread. Generated words
// are the slow case: the lexicon knows none of them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "bench/bench_data.h"
#include "benchmark/benchmark.h"
#include "index/analysis/analyzer.h"
#include "index/analysis/indonesian_stemmer.h"
#include "index/analysis/stem_engine.h"
#include "index/analysis/token.h"
#include "index/document.h"
#include "index/surface_table.h"

namespace telusur {
namespace {

constexpr size_t kNumTokens = 2000000;

// The surface forms of running text, in its order, one after the other.
class Tokens {
 public:
  Tokens() {
    const auto analyzer = Analyzer::Create(AnalyzerOptions()).value();
    std::vector<size_t> ends;
    for (const Document& document : BenchDocuments()) {
      analyzer->Tokenize(document.text, [&](absl::Span<const Token> tokens) {
        for (const Token& token : tokens) {
          letters_.append(token.surface.data(), token.surface.size());
          ends.push_back(letters_.size());
        }
      });
      if (ends.size() >= kNumTokens) break;
    }
    size_t begin = 0;
    for (const size_t end : ends) {
      forms_.push_back(absl::string_view(letters_).substr(begin, end - begin));
      begin = end;
    }
  }

  const std::vector<absl::string_view>& forms() const { return forms_; }

 private:
  std::string letters_;
  std::vector<absl::string_view> forms_;
};

const std::vector<absl::string_view>& Forms() {
  static const Tokens* const tokens = new Tokens;
  return tokens->forms();
}

StemmerOptions Options(StemmerOptions::Level level, bool layers) {
  StemmerOptions options;
  options.level = level;
  options.informal = layers;
  options.old_spelling = layers;
  return options;
}

constexpr StemmerOptions::Level kLight = StemmerOptions::Level::kLight;
constexpr StemmerOptions::Level kFull = StemmerOptions::Level::kFull;

// Every token is stemmed anew.
void BM_StemTokens(benchmark::State& state, const StemmerOptions& options) {
  const IndonesianStemmer stemmer(options);
  const std::vector<absl::string_view>& forms = Forms();
  std::string stem;
  for (auto _ : state) {
    for (const absl::string_view form : forms) {
      stemmer.Stem(form, &stem);
      benchmark::DoNotOptimize(stem.data());
    }
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<int64_t>(forms.size()));
}
BENCHMARK_CAPTURE(BM_StemTokens, full, Options(kFull, false))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_StemTokens, light, Options(kLight, false))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_StemTokens, all_layers, Options(kFull, true))
    ->Unit(benchmark::kMillisecond);

// As the build does it: a form gets a number when it is first seen, and the
// stem's number stands under it. An iteration begins with no form known.
void BM_StemThroughFormCache(benchmark::State& state) {
  const IndonesianStemmer stemmer(Options(kFull, false));
  const std::vector<absl::string_view>& forms = Forms();
  uint64_t num_forms = 0;
  for (auto _ : state) {
    SurfaceTable form_table;
    SurfaceTable stem_table;
    std::vector<uint32_t> stem_of_form;
    std::string stem;
    uint64_t sum = 0;
    for (size_t begin = 0; begin < forms.size();) {
      uint32_t ids[SurfaceTable::kMaxBatch];
      const int n = static_cast<int>(
          std::min<size_t>(SurfaceTable::kMaxBatch, forms.size() - begin));
      form_table.InternBatch(&forms[begin], n, ids);
      while (stem_of_form.size() < form_table.size()) {
        const auto id = static_cast<uint32_t>(stem_of_form.size());
        stemmer.Stem(form_table.key(id), &stem);
        stem_of_form.push_back(stem_table.Intern(stem));
      }
      for (int i = 0; i < n; ++i) sum += stem_of_form[ids[i]];
      begin += n;
    }
    benchmark::DoNotOptimize(sum);
    num_forms = form_table.size();
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<int64_t>(forms.size()));
  state.counters["forms"] = static_cast<double>(num_forms);
}
BENCHMARK(BM_StemThroughFormCache)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace telusur
