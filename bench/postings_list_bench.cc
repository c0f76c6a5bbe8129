// Whole postings lists, with Snappy off, auto and always. An item is a posting,
// or a seek.

#include <cstdint>
#include <vector>

#include "bench/bench_data.h"
#include "bench/bench_segment.h"
#include "bench/pseudo_random.h"
#include "bench/snappy_arg.h"
#include "benchmark/benchmark.h"
#include "index/segment/postings_list.h"

namespace telusur {
namespace {

const BenchLists& Lists(PostingsCompression compression) {
  static BenchLists* lists[3] = {};
  BenchLists*& made = lists[static_cast<int>(compression)];
  if (made == nullptr) made = new BenchLists(WriteBenchLists(compression));
  return *made;
}

uint32_t NumDocs() {
  return static_cast<uint32_t>(GetBenchPostings().doc_lengths.size());
}

double BitsPer(uint64_t bytes, uint64_t n) {
  return 8.0 * static_cast<double>(bytes) / static_cast<double>(n);
}

void BM_WriteLists(benchmark::State& state) {
  const PostingsCompression compression = SnappyArg(&state);
  const BenchPostings& collection = GetBenchPostings();
  for (auto _ : state) {
    const BenchLists lists = WriteBenchLists(compression);
    benchmark::DoNotOptimize(lists.infos.data());
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<int64_t>(collection.num_postings));
  const BenchLists& lists = Lists(compression);
  state.counters["bits_per_posting"] =
      BitsPer(lists.postings->section().size(), collection.num_postings);
  state.counters["bits_per_position"] =
      BitsPer(lists.positions->section().size(), collection.num_positions);
  state.counters["skip_bits_per_posting"] =
      BitsPer(lists.skips->section().size(), collection.num_postings);
}
BENCHMARK(BM_WriteLists)->Apply(SnappyArgs)->Unit(benchmark::kMillisecond);

enum Parts { kDocIds, kTfs, kPositions };

// Reads every list of at least `min_df` documents from its begin to its end.
void BM_ReadLists(benchmark::State& state, uint32_t min_df, Parts parts) {
  const BenchLists& lists = Lists(SnappyArg(&state));
  std::vector<TermInfo> infos;
  for (const TermInfo& info : lists.infos) {
    if (info.df >= min_df) infos.push_back(info);
  }
  BlockReader reader;
  std::vector<uint32_t> positions;
  uint64_t num_postings = 0;
  size_t i = 0;
  for (auto _ : state) {
    bool ok = reader.Open(lists.sections(), infos[i], NumDocs()).ok();
    for (uint32_t block = 0; ok && block < reader.num_blocks(); ++block) {
      ok = reader.Load(block);
      if (parts != kDocIds) ok = ok && reader.tfs() != nullptr;
      for (int j = 0; ok && parts == kPositions && j < reader.size(); ++j) {
        ok = reader.ReadPositions(j, &positions);
      }
      num_postings += reader.size();
      benchmark::ClobberMemory();
    }
    if (!ok) {
      state.SkipWithError("damaged list");
      break;
    }
    i = i + 1 == infos.size() ? 0 : i + 1;
  }
  state.SetItemsProcessed(static_cast<int64_t>(num_postings));
}
BENCHMARK_CAPTURE(BM_ReadLists, all_doc_ids, 1, kDocIds)->Apply(SnappyArgs);
BENCHMARK_CAPTURE(BM_ReadLists, frequent_doc_ids, 1000, kDocIds)
    ->Apply(SnappyArgs);
BENCHMARK_CAPTURE(BM_ReadLists, frequent_tfs, 1000, kTfs)->Apply(SnappyArgs);
BENCHMARK_CAPTURE(BM_ReadLists, frequent_positions, 1000, kPositions)
    ->Apply(SnappyArgs);

// Seeks through a frequent list in steps of about `documents` documents.
void BM_Seek(benchmark::State& state) {
  const uint32_t step = static_cast<uint32_t>(state.range(0));
  const BenchLists& lists = Lists(PostingsCompression::kAuto);
  TermInfo longest;
  for (const TermInfo& info : lists.infos) {
    if (info.df > longest.df && info.df < NumDocs() / 4) longest = info;
  }
  BlockReader reader;
  if (!reader.Open(lists.sections(), longest, NumDocs()).ok()) {
    state.SkipWithError("damaged list");
    return;
  }
  PseudoRandom random(1);
  DocId target = 0;
  uint32_t block = 0;
  for (auto _ : state) {
    target += 1 + random.Below(2 * step);
    block = reader.FindBlock(block, target);
    if (block == reader.num_blocks()) {
      target = 0;
      block = 0;
    }
    if (block != reader.block() && !reader.Load(block)) {
      state.SkipWithError("damaged list");
      break;
    }
    benchmark::DoNotOptimize(reader.doc_ids());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Seek)->ArgName("documents")->Arg(10)->Arg(300)->Arg(5000);

}  // namespace
}  // namespace telusur
