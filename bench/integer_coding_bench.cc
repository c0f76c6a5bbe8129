// Blocks of integers: unpacking by width, and the gaps and tfs of a collection
// by code. An item is an integer.

#include <cstdint>
#include <string>
#include <vector>

#include "bench/bench_data.h"
#include "bench/pseudo_random.h"
#include "benchmark/benchmark.h"
#include "index/segment/bit_packing.h"
#include "index/segment/integer_coding.h"
#include "index/segment/lanes.h"

namespace telusur {
namespace {

using Block = std::vector<uint32_t>;

enum Source { kGaps, kTfs };

// The full blocks of the collection's lists: gaps, or tf - 1 where they are not
// all zero.
std::vector<Block> BlocksOf(Source source) {
  std::vector<Block> blocks;
  for (const TermPostings& term : GetBenchPostings().terms) {
    DocId next_doc_id = 0;
    for (size_t begin = 0; begin + kBlockSize <= term.doc_ids.size();
         begin += kBlockSize) {
      Block block;
      uint32_t all = 0;
      for (size_t i = begin; i < begin + kBlockSize; ++i) {
        block.push_back(source == kGaps ? term.doc_ids[i] - next_doc_id
                                        : term.tfs[i] - 1);
        next_doc_id = term.doc_ids[i] + 1;
        all |= block.back();
      }
      if (all != 0) blocks.push_back(block);
    }
  }
  return blocks;
}

const std::vector<Block>& Blocks(Source source) {
  static const auto* const gaps = new std::vector<Block>(BlocksOf(kGaps));
  static const auto* const tfs = new std::vector<Block>(BlocksOf(kTfs));
  return source == kGaps ? *gaps : *tfs;
}

// What UnpackBlock would be without a function for every width: a loop that
// does not know it.
void UnpackBlockOfAnyWidth(const char* packed, int width, uint32_t* values) {
  constexpr int kLanes = 4;
  const uint32_t mask = width == 32 ? ~uint32_t{0} : (uint32_t{1} << width) - 1;
  for (int row = 0; row < kBlockSize / kLanes; ++row) {
    const int bit = row * width;
    const int shift = bit % 32;
    const char* word = packed + bit / 32 * sizeof(Lanes32);
    Lanes32 lanes = LoadLanes<Lanes32>(word) >> shift;
    if (shift + width > 32) {
      lanes |= LoadLanes<Lanes32>(word + sizeof(Lanes32)) << (32 - shift);
    }
    StoreLanes(lanes & mask, values + row * kLanes);
  }
}

void BM_UnpackBlock(benchmark::State& state,
                    void (*unpack)(const char*, int, uint32_t*)) {
  const int width = static_cast<int>(state.range(0));
  PseudoRandom random(1);
  Block values(kBlockSize);
  std::string packed;
  constexpr int kNumBlocks = 64;  // stays in the second-level cache
  for (int i = 0; i < kNumBlocks; ++i) {
    for (uint32_t& value : values) value = static_cast<uint32_t>(random.Next());
    AppendPackedBlock(values.data(), width, &packed);
  }
  int i = 0;
  for (auto _ : state) {
    unpack(packed.data() + i * PackedBlockBytes(width), width, values.data());
    benchmark::DoNotOptimize(values.data());
    benchmark::ClobberMemory();
    i = (i + 1) % kNumBlocks;
  }
  state.SetItemsProcessed(state.iterations() * kBlockSize);
}

void Widths(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("width");
  for (const int width : {1, 4, 7, 8, 12, 17, 25, 31}) benchmark->Arg(width);
}
BENCHMARK_CAPTURE(BM_UnpackBlock, of_its_width, UnpackBlock)->Apply(Widths);
BENCHMARK_CAPTURE(BM_UnpackBlock, of_any_width, UnpackBlockOfAnyWidth)
    ->Apply(Widths);

IntegerCode ChooseCode(const Block& block, const char* code) {
  if (*code == 'r') return ChooseRiceCode(block.data(), kBlockSize);
  return ChooseBlockCode(block.data());
}

// `code` is "rice" or "best".
void BM_DecodeBlocks(benchmark::State& state, Source source,
                     const char* code_name) {
  struct Encoded {
    size_t begin;
    IntegerCode code;
  };
  std::string bytes;
  std::vector<Encoded> encoded;
  uint64_t num_patched = 0;
  for (const Block& block : Blocks(source)) {
    const IntegerCode code = ChooseCode(block, code_name);
    encoded.push_back({bytes.size(), code});
    AppendBlock(block.data(), code, &bytes);
    num_patched += code.patched;
  }
  const char* end = bytes.data() + bytes.size();
  uint32_t values[kBlockSize];
  size_t i = 0;
  for (auto _ : state) {
    const Encoded& block = encoded[i];
    benchmark::DoNotOptimize(DecodeBlock(bytes.data() + block.begin, end,
                                         block.code.patched, block.code.width,
                                         values));
    benchmark::ClobberMemory();
    i = i + 1 == encoded.size() ? 0 : i + 1;
  }
  state.SetItemsProcessed(state.iterations() * kBlockSize);
  const double num_blocks = static_cast<double>(encoded.size());
  state.counters["bits_per_integer"] =
      8.0 * static_cast<double>(bytes.size()) / (num_blocks * kBlockSize);
  state.counters["patched_share"] =
      static_cast<double>(num_patched) / num_blocks;
}
BENCHMARK_CAPTURE(BM_DecodeBlocks, gaps_rice, kGaps, "rice");
BENCHMARK_CAPTURE(BM_DecodeBlocks, gaps_best, kGaps, "best");
BENCHMARK_CAPTURE(BM_DecodeBlocks, tfs_rice, kTfs, "rice");
BENCHMARK_CAPTURE(BM_DecodeBlocks, tfs_best, kTfs, "best");

void BM_ChooseBlockCode(benchmark::State& state, Source source) {
  const std::vector<Block>& blocks = Blocks(source);
  size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(ChooseBlockCode(blocks[i].data()));
    i = i + 1 == blocks.size() ? 0 : i + 1;
  }
  state.SetItemsProcessed(state.iterations() * kBlockSize);
}
BENCHMARK_CAPTURE(BM_ChooseBlockCode, gaps, kGaps);
BENCHMARK_CAPTURE(BM_ChooseBlockCode, tfs, kTfs);

void BM_AppendBlock(benchmark::State& state, Source source) {
  const std::vector<Block>& blocks = Blocks(source);
  std::vector<IntegerCode> codes;
  for (const Block& block : blocks) {
    codes.push_back(ChooseBlockCode(block.data()));
  }
  std::string bytes;
  size_t i = 0;
  for (auto _ : state) {
    bytes.clear();
    AppendBlock(blocks[i].data(), codes[i], &bytes);
    benchmark::DoNotOptimize(bytes.data());
    i = i + 1 == blocks.size() ? 0 : i + 1;
  }
  state.SetItemsProcessed(state.iterations() * kBlockSize);
}
BENCHMARK_CAPTURE(BM_AppendBlock, gaps, kGaps);
BENCHMARK_CAPTURE(BM_AppendBlock, tfs, kTfs);

}  // namespace
}  // namespace telusur
