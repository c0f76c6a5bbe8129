// What evaluators do with the postings they read: scoring, intersecting,
// keeping the best. An item is a posting, or a document.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "bench/bench_data.h"
#include "bench/pseudo_random.h"
#include "benchmark/benchmark.h"
#include "index/types.h"
#include "query/bm25.h"
#include "query/list_intersection.h"
#include "query/top_k.h"

namespace telusur {
namespace {

constexpr uint32_t kNumBlocks = 256;

// Tfs and lengths of the collection's postings, as blocks.
struct ScoringInput {
  std::vector<uint32_t> tfs;
  std::vector<uint32_t> lengths;
};

const ScoringInput& Input() {
  static const auto* const input = [] {
    auto* const made = new ScoringInput;
    const BenchPostings& postings = GetBenchPostings();
    for (const TermPostings& term : postings.terms) {
      if (term.doc_ids.size() < kBlockSize) continue;
      for (size_t i = 0; i < kBlockSize; ++i) {
        made->tfs.push_back(term.tfs[i]);
        made->lengths.push_back(postings.doc_lengths[term.doc_ids[i]]);
      }
      if (made->tfs.size() == kNumBlocks * kBlockSize) break;
    }
    return made;
  }();
  return *input;
}

void BM_ScorePostings(benchmark::State& state) {
  const ScoringInput& input = Input();
  const TermScorer scorer(5, Bm25Parameters(),
                          GetBenchPostings().avg_doc_length);
  uint32_t scores[kBlockSize];
  size_t at = 0;
  for (auto _ : state) {
    ScorePostings(scorer.scale(), scorer.model(), &input.tfs[at],
                  &input.lengths[at], kBlockSize, scores);
    benchmark::DoNotOptimize(scores[0]);
    benchmark::ClobberMemory();
    at = at + kBlockSize == input.tfs.size() ? 0 : at + kBlockSize;
  }
  state.SetItemsProcessed(state.iterations() * kBlockSize);
}
BENCHMARK(BM_ScorePostings);

// `n` increasing doc_ids, every `gap`-th on average.
std::vector<DocId> RandomList(uint64_t seed, int n, uint32_t gap) {
  PseudoRandom random(seed);
  std::vector<DocId> doc_ids;
  DocId next = 0;
  for (int i = 0; i < n; ++i) {
    next += 1 + random.Below(2 * gap - 1);
    doc_ids.push_back(next);
  }
  return doc_ids;
}

// A block against `few` documents of the same range.
void BM_IntersectLists(benchmark::State& state) {
  constexpr int kNumPairs = 64;
  const int few = static_cast<int>(state.range(0));
  std::vector<std::vector<DocId>> a;
  std::vector<std::vector<DocId>> b;
  for (int i = 0; i < kNumPairs; ++i) {
    a.push_back(RandomList(2 * i, few, 4 * kBlockSize / few));
    b.push_back(RandomList(2 * i + 1, kBlockSize, 4));
  }
  uint8_t in_a[kBlockSize];
  uint8_t in_b[kBlockSize];
  int i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        IntersectLists(a[i].data(), few, b[i].data(), kBlockSize, in_a, in_b));
    benchmark::ClobberMemory();
    i = i + 1 == kNumPairs ? 0 : i + 1;
  }
  state.SetItemsProcessed(state.iterations() * (few + kBlockSize));
}
BENCHMARK(BM_IntersectLists)->ArgName("few")->Arg(1)->Arg(8)->Arg(32)->Arg(128);

// Keeps the k best of 20,000 documents, whose scores come in no order, and
// ranks them.
void BM_TopK(benchmark::State& state) {
  constexpr uint64_t kNumDocs = 20000;
  constexpr uint32_t kNumStarts = 1000;
  PseudoRandom random(1);
  std::vector<Score> scores(kNumDocs + kNumStarts);
  for (Score& score : scores) score = 1 + random.Below(1 << 24);
  uint32_t start = 0;
  for (auto _ : state) {
    TopK top(static_cast<size_t>(state.range(0)));
    for (uint64_t doc = 0; doc < kNumDocs; ++doc) {
      top.Add(scores[start + doc], doc);
    }
    benchmark::DoNotOptimize(top.Finish());
    start = start + 1 == kNumStarts ? 0 : start + 1;
  }
  state.SetItemsProcessed(state.iterations() * kNumDocs);
}
BENCHMARK(BM_TopK)->ArgName("k")->Arg(10)->Arg(100)->Arg(1000);

}  // namespace
}  // namespace telusur
