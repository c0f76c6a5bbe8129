// The term dictionary, with Snappy off, auto and always. An item is a term.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bench/bench_data.h"
#include "bench/bench_segment.h"
#include "bench/pseudo_random.h"
#include "bench/snappy_arg.h"
#include "benchmark/benchmark.h"
#include "index/segment/term_dictionary.h"

namespace telusur {
namespace {

struct WrittenDictionary {
  std::unique_ptr<OwnedSection> blocks;
  std::unique_ptr<OwnedSection> index;
  FrameStatistics statistics;
};

const std::vector<TermInfo>& Infos() {
  static const auto* const infos = new std::vector<TermInfo>(
      WriteBenchLists(PostingsCompression::kAuto).infos);
  return *infos;
}

WrittenDictionary WriteDictionary(PostingsCompression compression) {
  const std::vector<TermPostings>& terms = GetBenchPostings().terms;
  std::string blocks;
  std::string index;
  TermDictionaryWriter writer(compression, &blocks);
  for (size_t i = 0; i < terms.size(); ++i) {
    writer.Add(terms[i].term, Infos()[i], "");
  }
  writer.Finish(&index);
  WrittenDictionary written;
  written.statistics = writer.statistics();
  written.blocks = std::make_unique<OwnedSection>(std::move(blocks));
  written.index = std::make_unique<OwnedSection>(std::move(index));
  return written;
}

// A dictionary and what it stands on.
class OpenDictionary {
 public:
  explicit OpenDictionary(PostingsCompression compression)
      : written_(WriteDictionary(compression)),
        dictionary_(TermDictionary::Open(
            &written_.blocks->section(), &written_.index->section(),
            static_cast<uint32_t>(GetBenchPostings().doc_lengths.size()))) {}

  bool ok() const { return dictionary_.ok(); }
  const TermDictionary& operator*() const { return *dictionary_; }
  const WrittenDictionary& written() const { return written_; }

 private:
  WrittenDictionary written_;
  absl::StatusOr<TermDictionary> dictionary_;
};

void SetCounters(const WrittenDictionary& written, benchmark::State* state) {
  const double num_terms = static_cast<double>(Infos().size());
  state->counters["bytes_per_term"] =
      static_cast<double>(written.blocks->section().size() +
                          written.index->section().size()) /
      num_terms;
  state->counters["snappy_share"] =
      static_cast<double>(written.statistics.num_snappy_frames) /
      static_cast<double>(written.statistics.num_frames);
}

void BM_WriteDictionary(benchmark::State& state) {
  const PostingsCompression compression = SnappyArg(&state);
  const size_t num_terms = Infos().size();
  for (auto _ : state) {
    const WrittenDictionary written = WriteDictionary(compression);
    benchmark::DoNotOptimize(written.blocks->section().data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(num_terms));
  SetCounters(WriteDictionary(compression), &state);
}
BENCHMARK(BM_WriteDictionary)->Apply(SnappyArgs)->Unit(benchmark::kMillisecond);

// Looks terms up in random order; a `miss` has a byte more than a term.
void BM_Find(benchmark::State& state, bool miss) {
  const OpenDictionary dictionary(SnappyArg(&state));
  if (!dictionary.ok()) {
    state.SkipWithError("damaged dictionary");
    return;
  }
  const std::vector<TermPostings>& terms = GetBenchPostings().terms;
  PseudoRandom random(1);
  std::vector<std::string> keys;
  for (int i = 0; i < 10000; ++i) {
    keys.push_back(terms[random.Below(terms.size())].term);
    if (miss) keys.back() += '\x02';
  }
  TermEntry entry;
  size_t i = 0;
  for (auto _ : state) {
    const absl::StatusOr<bool> found = (*dictionary).Find(keys[i], &entry);
    if (!found.ok() || *found == miss) {
      state.SkipWithError("wrong answer");
      break;
    }
    i = i + 1 == keys.size() ? 0 : i + 1;
  }
  state.SetItemsProcessed(state.iterations());
  SetCounters(dictionary.written(), &state);
}
BENCHMARK_CAPTURE(BM_Find, hit, false)->Apply(SnappyArgs);
BENCHMARK_CAPTURE(BM_Find, miss, true)->Apply(SnappyArgs);

void BM_IterateDictionary(benchmark::State& state) {
  const OpenDictionary dictionary(SnappyArg(&state));
  if (!dictionary.ok()) {
    state.SkipWithError("damaged dictionary");
    return;
  }
  for (auto _ : state) {
    TermDictionary::Iterator iterator(&*dictionary);
    uint64_t num_terms = 0;
    bool ok = iterator.Seek("").ok();
    for (; ok && iterator.Valid(); ok = iterator.Next().ok()) ++num_terms;
    if (num_terms != Infos().size()) {
      state.SkipWithError("wrong number of terms");
      break;
    }
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<int64_t>(Infos().size()));
}
BENCHMARK(BM_IterateDictionary)->Apply(SnappyArgs);

}  // namespace
}  // namespace telusur
