// Evaluators and cursors over an index of the collection: queries that are
// compiled already, so that no dictionary and no parser is measured. An item is
// a query, or a document that a cursor moves to.

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "bench/bench_data.h"
#include "bench/pseudo_random.h"
#include "benchmark/benchmark.h"
#include "index/index_reader.h"
#include "index/index_writer.h"
#include "index/io/file.h"
#include "query/query.h"
#include "query/query_compiler.h"
#include "query/searcher.h"
#include "query/term_cursor.h"

namespace telusur {
namespace {

constexpr int kNumQueries = 400;
constexpr int kMaxWords = 6;

template <typename T>
T Must(absl::StatusOr<T> value) {
  if (!value.ok()) std::abort();
  return *std::move(value);
}

// Builds the index in a folder that is gone as soon as it is mapped.
std::unique_ptr<IndexReader> BuildIndex() {
  std::string folder =
      (std::filesystem::temp_directory_path() / "benchXXXXXX").string();
  if (mkdtemp(&folder[0]) == nullptr) std::abort();
  const std::string path = folder + "/index";
  IndexOptions options;
  options.analyzer.name = "whitespace";
  const auto writer =
      Must(IndexWriter::Create(FileSystem::Posix(), path, options));
  for (const Document& document : BenchDocuments()) {
    if (!writer->Add(document).ok()) std::abort();
  }
  if (!writer->Finish().ok()) std::abort();
  std::unique_ptr<IndexReader> reader =
      Must(IndexReader::Open(FileSystem::Posix(), path));
  std::filesystem::remove_all(folder);
  return reader;
}

const IndexReader& Reader() {
  static const IndexReader* const reader = BuildIndex().release();
  return *reader;
}

enum Shape { kOr, kAnd, kPhrase };

// The i-th query: words of one document, or two that are neighbours.
Query MakeQuery(int i, Shape shape) {
  PseudoRandom random(1, i);
  const std::vector<TermPostings>& terms = GetBenchPostings().terms;
  Query query;
  QueryNode root;
  root.kind = QueryKind::kBoolean;
  const std::string& text =
      BenchDocuments()[random.Below(BenchDocuments().size())].text;
  const uint32_t num_words = shape == kPhrase ? 2 : 1 + random.Below(kMaxWords);
  size_t at = text.find(' ', random.Below(text.size() / 2 + 1));
  std::string phrase;
  for (uint32_t word = 0; word < num_words; ++word) {
    const size_t begin = text.find_first_not_of(' ', at);
    const size_t end = text.find(' ', begin);
    QueryNode node;
    node.text = begin == std::string::npos
                    ? terms[random.Below(terms.size())].term
                    : text.substr(begin, end - begin);
    phrase += node.text + " ";
    root.clauses.push_back({shape == kOr ? Occur::kShould : Occur::kMust,
                            static_cast<int>(query.nodes.size())});
    query.nodes.push_back(std::move(node));
    at = end;
  }
  if (shape == kPhrase) {
    root = QueryNode();
    root.quoted = true;
    root.text = phrase;
    query.nodes.clear();
  }
  query.nodes.push_back(std::move(root));
  return query;
}

struct BenchQueries {
  std::vector<CompiledQuery> queries;
  double postings_per_query = 0;
};

BenchQueries CompileQueries(Shape shape) {
  BenchQueries bench;
  CompileOptions options;
  options.keep_stop_words = true;
  for (int i = 0; i < kNumQueries; ++i) {
    bench.queries.push_back(
        Must(CompileQuery(Reader(), MakeQuery(i, shape), options)));
    for (const QueryTerm& term : bench.queries.back().terms()) {
      bench.postings_per_query += static_cast<double>(term.df) / kNumQueries;
    }
  }
  return bench;
}

void RunQueries(benchmark::State* state, Shape shape,
                const SearchOptions& options) {
  const BenchQueries bench = CompileQueries(shape);
  size_t i = 0;
  for (auto _ : *state) {
    benchmark::DoNotOptimize(Search(Reader(), bench.queries[i], options));
    i = i + 1 == bench.queries.size() ? 0 : i + 1;
  }
  state->SetItemsProcessed(state->iterations());
  state->counters["postings_per_query"] = bench.postings_per_query;
}

void BM_Top(benchmark::State& state, Shape shape) {
  SearchOptions options;
  options.k = static_cast<uint32_t>(state.range(0));
  RunQueries(&state, shape, options);
}
BENCHMARK_CAPTURE(BM_Top, or, kOr)->ArgName("k")->Arg(10)->Arg(100)->Arg(1000);
BENCHMARK_CAPTURE(BM_Top, and, kAnd)->ArgName("k")->Arg(10)->Arg(1000);
BENCHMARK_CAPTURE(BM_Top, phrase, kPhrase)->ArgName("k")->Arg(10);

void BM_Count(benchmark::State& state, Shape shape) {
  SearchOptions options;
  options.k = 0;
  options.count = true;
  RunQueries(&state, shape, options);
}
BENCHMARK_CAPTURE(BM_Count, or, kOr);
BENCHMARK_CAPTURE(BM_Count, and, kAnd);
BENCHMARK_CAPTURE(BM_Count, phrase, kPhrase);

// The oracle of the others.
void BM_Exhaustive(benchmark::State& state, Shape shape) {
  SearchOptions options;
  options.exhaustive = true;
  RunQueries(&state, shape, options);
}
BENCHMARK_CAPTURE(BM_Exhaustive, or, kOr);
BENCHMARK_CAPTURE(BM_Exhaustive, and, kAnd);

// Moves a cursor over a frequent term's documents, about `documents` at a time;
// 0 goes to the next posting.
void BM_TermCursor(benchmark::State& state) {
  const SegmentReader& segment = Reader().segment(0);
  TermDictionary::Iterator term(&segment.dictionary());
  TermInfo longest;
  for (bool ok = term.Seek("").ok(); ok && term.Valid();
       ok = term.Next().ok()) {
    const TermInfo& info = term.entry().info;
    if (info.df > longest.df && info.df < segment.num_docs() / 4) {
      longest = info;
    }
  }
  const uint32_t step = static_cast<uint32_t>(state.range(0));
  const TermScorer scorer(1, Bm25Parameters(),
                          Reader().statistics().avg_doc_length());
  PseudoRandom random(1);
  auto cursor = std::make_unique<TermCursor>(&segment, longest, scorer);
  for (auto _ : state) {
    if (cursor->doc_id() == kNoMoreDocs) {
      cursor = std::make_unique<TermCursor>(&segment, longest, scorer);
    } else if (step == 0) {
      cursor->Next();
    } else {
      cursor->Seek(cursor->doc_id() + 1 + random.Below(2 * step));
    }
    benchmark::DoNotOptimize(cursor->doc_id());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_TermCursor)->ArgName("documents")->Arg(0)->Arg(10)->Arg(1000);

}  // namespace
}  // namespace telusur
