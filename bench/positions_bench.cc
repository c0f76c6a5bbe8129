// Position frames, with Snappy off, auto and always. An item is a position, or
// a document where one document of a frame is read.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "bench/bench_data.h"
#include "bench/snappy_arg.h"
#include "benchmark/benchmark.h"
#include "index/segment/positions.h"

namespace telusur {
namespace {

struct Frame {
  std::vector<uint32_t> tfs_minus_one;
  std::vector<uint32_t> numbers;
};

std::vector<Frame> MakeFrames() {
  std::vector<Frame> frames;
  for (const TermPostings& term : GetBenchPostings().terms) {
    if (term.positions.size() == 1) continue;  // stands in the dictionary
    const uint32_t* position = term.positions.data();
    for (size_t begin = 0; begin < term.doc_ids.size(); begin += kBlockSize) {
      const size_t end =
          std::min<size_t>(begin + kBlockSize, term.doc_ids.size());
      Frame frame;
      for (size_t i = begin; i < end; ++i) {
        frame.tfs_minus_one.push_back(term.tfs[i] - 1);
        uint32_t next = 0;
        for (uint32_t j = 0; j < term.tfs[i]; ++j, ++position) {
          frame.numbers.push_back(*position - next);
          next = *position + 1;
        }
      }
      frames.push_back(frame);
    }
  }
  return frames;
}

const std::vector<Frame>& Frames() {
  static const auto* const frames = new std::vector<Frame>(MakeFrames());
  return *frames;
}

struct EncodedFrames {
  std::string bytes;
  std::vector<size_t> ends;
  uint64_t num_positions = 0;
  FrameStatistics statistics;
};

EncodedFrames EncodeFrames(PostingsCompression compression) {
  EncodedFrames encoded;
  PositionsFrameEncoder encoder(compression);
  for (const Frame& frame : Frames()) {
    encoder.Append(frame.numbers, frame.tfs_minus_one, &encoded.bytes);
    encoded.ends.push_back(encoded.bytes.size());
    encoded.num_positions += frame.numbers.size();
  }
  encoded.statistics = encoder.statistics();
  return encoded;
}

void SetCounters(const EncodedFrames& encoded, benchmark::State* state) {
  const FrameStatistics& statistics = encoded.statistics;
  state->counters["bits_per_position"] =
      8.0 * static_cast<double>(encoded.bytes.size()) /
      static_cast<double>(encoded.num_positions);
  state->counters["snappy_share"] =
      static_cast<double>(statistics.num_snappy_frames) /
      static_cast<double>(statistics.num_frames);
}

// Decodes one document in `step` of every frame, from a different one on in
// every frame.
void BM_DecodePositions(benchmark::State& state, size_t step) {
  const std::vector<Frame>& frames = Frames();
  const EncodedFrames encoded = EncodeFrames(SnappyArg(&state));
  PositionsFrameDecoder decoder;
  std::vector<uint32_t> positions(1 << 20);
  uint64_t num_items = 0;
  size_t i = 0;
  size_t begin = 0;
  for (auto _ : state) {
    const Frame& frame = frames[i];
    bool ok = decoder.Open(absl::string_view(encoded.bytes.data() + begin,
                                             encoded.ends[i] - begin),
                           static_cast<int>(frame.tfs_minus_one.size()),
                           frame.numbers.size());
    uint64_t first = 0;
    for (size_t j = 0; j < frame.tfs_minus_one.size(); ++j) {
      const uint32_t tf = frame.tfs_minus_one[j] + 1;
      if ((i + j) % step == 0 && tf <= positions.size()) {
        ok = ok &&
             decoder.Decode(static_cast<int>(j), first, tf, positions.data());
        num_items += step == 1 ? tf : 1;
      }
      first += tf;
    }
    if (!ok) {
      state.SkipWithError("damaged frame");
      break;
    }
    benchmark::ClobberMemory();
    begin = encoded.ends[i];
    if (++i == frames.size()) i = begin = 0;
  }
  state.SetItemsProcessed(static_cast<int64_t>(num_items));
  SetCounters(encoded, &state);
}
BENCHMARK_CAPTURE(BM_DecodePositions, all, 1)->Apply(SnappyArgs);
BENCHMARK_CAPTURE(BM_DecodePositions, one_document_of_8, 8)->Apply(SnappyArgs);
BENCHMARK_CAPTURE(BM_DecodePositions, one_document_of_64, 64)
    ->Apply(SnappyArgs);

void BM_EncodePositions(benchmark::State& state) {
  const std::vector<Frame>& frames = Frames();
  PositionsFrameEncoder encoder(SnappyArg(&state));
  std::string bytes;
  uint64_t num_positions = 0;
  size_t i = 0;
  for (auto _ : state) {
    bytes.clear();
    encoder.Append(frames[i].numbers, frames[i].tfs_minus_one, &bytes);
    benchmark::DoNotOptimize(bytes.data());
    num_positions += frames[i].numbers.size();
    if (++i == frames.size()) i = 0;
  }
  state.SetItemsProcessed(static_cast<int64_t>(num_positions));
}
BENCHMARK(BM_EncodePositions)->Apply(SnappyArgs);

}  // namespace
}  // namespace telusur
