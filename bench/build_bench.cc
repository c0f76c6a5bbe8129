// The steps of a build, one after the other on one thread, over the texts of
// the collection as the whitespace analyzer sees them: each benchmark does one
// step with what the one before makes. bytes/s are of text.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "bench/bench_data.h"
#include "benchmark/benchmark.h"
#include "index/analysis/analyzer.h"
#include "index/analysis/token.h"
#include "index/doc_id_map.h"
#include "index/document.h"
#include "index/io/file.h"
#include "index/memory_index.h"
#include "index/ordered_workers.h"
#include "index/parallel_term_sink.h"
#include "index/run.h"
#include "index/run_merger.h"
#include "index/segment/segment_writer.h"
#include "index/surface_table.h"

namespace telusur {
namespace {

const Analyzer& TheAnalyzer() {
  static const Analyzer* const analyzer = [] {
    AnalyzerOptions options;
    options.name = "whitespace";
    return Analyzer::Create(options).value().release();
  }();
  return *analyzer;
}

int64_t TextBytes() {
  int64_t bytes = 0;
  for (const Document& document : BenchDocuments()) {
    bytes += static_cast<int64_t>(document.text.size());
  }
  return bytes;
}

void SetRates(benchmark::State& state, int64_t num_tokens) {
  state.SetBytesProcessed(state.iterations() * TextBytes());
  state.SetItemsProcessed(state.iterations() * num_tokens);
}

void BM_Tokenise(benchmark::State& state) {
  uint64_t num_tokens = 0;
  for (auto _ : state) {
    num_tokens = 0;
    for (const Document& document : BenchDocuments()) {
      TheAnalyzer().Tokenize(document.text, [&](absl::Span<const Token> batch) {
        num_tokens += batch.size();
        benchmark::DoNotOptimize(batch.data());
      });
    }
  }
  SetRates(state, static_cast<int64_t>(num_tokens));
}
BENCHMARK(BM_Tokenise)->Unit(benchmark::kMillisecond);

// All tokens of the collection.
const std::vector<absl::string_view>& Tokens() {
  static const auto* const tokens = [] {
    auto* all = new std::vector<absl::string_view>;
    for (const Document& document : BenchDocuments()) {
      TheAnalyzer().Tokenize(document.text, [&](absl::Span<const Token> batch) {
        for (const Token& token : batch) all->push_back(token.surface);
      });
    }
    return all;
  }();
  return *tokens;
}

void BM_Number(benchmark::State& state) {
  const std::vector<absl::string_view>& tokens = Tokens();
  for (auto _ : state) {
    SurfaceTable table;
    uint32_t ids[SurfaceTable::kMaxBatch];
    for (size_t i = 0; i < tokens.size(); i += SurfaceTable::kMaxBatch) {
      const size_t n =
          std::min<size_t>(SurfaceTable::kMaxBatch, tokens.size() - i);
      table.InternBatch(&tokens[i], static_cast<int>(n), ids);
      benchmark::DoNotOptimize(ids);
    }
  }
  SetRates(state, static_cast<int64_t>(tokens.size()));
}
BENCHMARK(BM_Number)->Unit(benchmark::kMillisecond);

void AddDocuments(MemoryIndex* index) {
  DocId doc_id = 0;
  for (const Document& document : BenchDocuments()) {
    index->StartDocument(doc_id++);
    TheAnalyzer().Tokenize(document.text, [&](absl::Span<const Token> batch) {
      index->AddTokens(batch, 0);
    });
  }
  index->EndBlock();
}

// All of what happens while documents are read, with blocks of so many tokens.
void BM_Invert(benchmark::State& state) {
  uint64_t num_tokens = 0;
  for (auto _ : state) {
    MemoryIndex index(&TheAnalyzer(), size_t{1} << state.range(0));
    AddDocuments(&index);
    num_tokens = index.num_tokens();
  }
  SetRates(state, static_cast<int64_t>(num_tokens));
}
BENCHMARK(BM_Invert)
    ->ArgName("log_block_tokens")
    ->DenseRange(16, 22, 1)
    ->Unit(benchmark::kMillisecond);

// From an index in memory to a segment's sections.
void BM_Encode(benchmark::State& state) {
  MemoryIndex index(&TheAnalyzer(), size_t{1} << state.range(0));
  AddDocuments(&index);
  OrderedWorkers workers(/*num_threads=*/1);
  const auto num_docs = static_cast<uint32_t>(BenchDocuments().size());
  for (auto _ : state) {
    SegmentWriterOptions options;
    options.memory_bytes = uint64_t{1} << 30;
    SegmentWriter writer(FileSystem::Posix(), options);
    for (const Document& document : BenchDocuments()) {
      DocumentEntry entry;
      entry.doc_length = static_cast<uint32_t>(document.text.size() / 7);
      if (!writer.AddDocument(entry).ok()) state.SkipWithError("document");
    }
    if (!writer.BeginTerms().ok()) state.SkipWithError("terms");
    const DocIdMap all;
    ParallelTermSink sink(num_docs, &all, &writer, &workers, 1 << 20);
    std::vector<std::unique_ptr<RunCursor>> runs;
    runs.push_back(index.NewCursor());
    if (!MergeRuns(std::move(runs), &sink).ok() || !sink.Finish().ok()) {
      state.SkipWithError("merge");
    }
  }
  SetRates(state, static_cast<int64_t>(index.num_tokens()));
}
BENCHMARK(BM_Encode)
    ->ArgName("log_block_tokens")
    ->Arg(18)
    ->Arg(21)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace telusur
