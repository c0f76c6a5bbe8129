// Frames of postings, with Snappy off, auto and always. An item is a posting.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "bench/bench_data.h"
#include "bench/snappy_arg.h"
#include "benchmark/benchmark.h"
#include "index/io/coding.h"
#include "index/segment/compressed_block.h"
#include "index/segment/posting_block.h"

namespace telusur {
namespace {

enum Size { kFull, kShort };

struct Frame {
  DocId base = 0;
  std::vector<uint32_t> gaps;
  std::vector<uint32_t> tfs_minus_one;

  int n() const { return static_cast<int>(gaps.size()); }
};

// The frames of the collection's lists that are full, or not.
std::vector<Frame> FramesOf(Size size) {
  std::vector<Frame> frames;
  for (const TermPostings& term : GetBenchPostings().terms) {
    if (term.doc_ids.size() == 1) continue;  // stands in the dictionary
    DocId next_doc_id = 0;
    for (size_t begin = 0; begin < term.doc_ids.size(); begin += kBlockSize) {
      const size_t end =
          std::min<size_t>(begin + kBlockSize, term.doc_ids.size());
      Frame frame;
      frame.base = next_doc_id;
      for (size_t i = begin; i < end; ++i) {
        frame.gaps.push_back(term.doc_ids[i] - next_doc_id);
        frame.tfs_minus_one.push_back(term.tfs[i] - 1);
        next_doc_id = term.doc_ids[i] + 1;
      }
      if ((size == kFull) == (frame.n() == kBlockSize)) frames.push_back(frame);
    }
  }
  return frames;
}

const std::vector<Frame>& Frames(Size size) {
  static const auto* const full = new std::vector<Frame>(FramesOf(kFull));
  static const auto* const others = new std::vector<Frame>(FramesOf(kShort));
  return size == kFull ? *full : *others;
}

// Frames as bytes.
struct EncodedFrames {
  std::string bytes;
  std::vector<size_t> ends;
  uint64_t num_postings = 0;
  FrameStatistics statistics;
};

EncodedFrames EncodeFrames(Size size, PostingsCompression compression) {
  EncodedFrames encoded;
  PostingsFrameEncoder encoder(compression);
  for (const Frame& frame : Frames(size)) {
    encoder.Append(frame.gaps.data(), frame.tfs_minus_one.data(), frame.n(),
                   &encoded.bytes);
    encoded.ends.push_back(encoded.bytes.size());
    encoded.num_postings += frame.gaps.size();
  }
  encoded.statistics = encoder.statistics();
  return encoded;
}

void SetCounters(const EncodedFrames& encoded, benchmark::State* state) {
  const FrameStatistics& statistics = encoded.statistics;
  state->counters["bits_per_posting"] =
      8.0 * static_cast<double>(encoded.bytes.size()) /
      static_cast<double>(encoded.num_postings);
  state->counters["snappy_share"] =
      static_cast<double>(statistics.num_snappy_frames) /
      static_cast<double>(statistics.num_frames);
}

void BM_DecodeFrames(benchmark::State& state, Size size, bool with_tfs) {
  const std::vector<Frame>& frames = Frames(size);
  const EncodedFrames encoded = EncodeFrames(size, SnappyArg(&state));
  PostingsFrameDecoder decoder;
  DocId doc_ids[kBlockSize];
  uint32_t tfs[kBlockSize];
  size_t i = 0;
  size_t begin = 0;
  uint64_t num_postings = 0;
  for (auto _ : state) {
    const Frame& frame = frames[i];
    const absl::string_view bytes(encoded.bytes.data() + begin,
                                  encoded.ends[i] - begin);
    bool ok = decoder.DecodeDocIds(bytes, frame.n(), frame.base,
                                   kMaxDocsPerSegment, doc_ids);
    if (with_tfs) ok = ok && decoder.DecodeTfs(tfs);
    if (!ok) {
      state.SkipWithError("damaged frame");
      break;
    }
    benchmark::ClobberMemory();
    num_postings += frame.n();
    begin = encoded.ends[i];
    if (++i == frames.size()) i = begin = 0;
  }
  state.SetItemsProcessed(static_cast<int64_t>(num_postings));
  SetCounters(encoded, &state);
}
BENCHMARK_CAPTURE(BM_DecodeFrames, full_doc_ids, kFull, false)
    ->Apply(SnappyArgs);
BENCHMARK_CAPTURE(BM_DecodeFrames, full_with_tfs, kFull, true)
    ->Apply(SnappyArgs);
BENCHMARK_CAPTURE(BM_DecodeFrames, short_doc_ids, kShort, false)
    ->Apply(SnappyArgs);
BENCHMARK_CAPTURE(BM_DecodeFrames, short_with_tfs, kShort, true)
    ->Apply(SnappyArgs);

void BM_EncodeFrames(benchmark::State& state, Size size) {
  const std::vector<Frame>& frames = Frames(size);
  PostingsFrameEncoder encoder(SnappyArg(&state));
  std::string bytes;
  size_t i = 0;
  uint64_t num_postings = 0;
  for (auto _ : state) {
    bytes.clear();
    const Frame& frame = frames[i];
    encoder.Append(frame.gaps.data(), frame.tfs_minus_one.data(), frame.n(),
                   &bytes);
    benchmark::DoNotOptimize(bytes.data());
    num_postings += frame.n();
    if (++i == frames.size()) i = 0;
  }
  state.SetItemsProcessed(static_cast<int64_t>(num_postings));
}
BENCHMARK_CAPTURE(BM_EncodeFrames, full, kFull)->Apply(SnappyArgs);
BENCHMARK_CAPTURE(BM_EncodeFrames, short, kShort)->Apply(SnappyArgs);

// What Snappy makes of lists as varints alone, by the number of postings that
// are compressed together: why frames are packed first.
void BM_UncompressVarints(benchmark::State& state) {
  const size_t postings_per_frame = static_cast<size_t>(state.range(0));
  std::string bytes;
  std::vector<size_t> ends;
  std::vector<uint32_t> lengths;
  std::string varints;
  uint64_t num_postings = 0;
  for (const TermPostings& term : GetBenchPostings().terms) {
    if (term.doc_ids.size() < kBlockSize) continue;
    DocId next_doc_id = 0;
    for (size_t i = 0; i < term.doc_ids.size(); ++i) {
      AppendVarint32(term.doc_ids[i] - next_doc_id, &varints);
      AppendVarint32(term.tfs[i] - 1, &varints);
      next_doc_id = term.doc_ids[i] + 1;
      if ((i + 1) % postings_per_frame != 0 && i + 1 < term.doc_ids.size()) {
        continue;
      }
      AppendCompressed(varints, &bytes);
      ends.push_back(bytes.size());
      lengths.push_back(static_cast<uint32_t>(varints.size()));
      varints.clear();
    }
    num_postings += term.doc_ids.size();
  }
  std::string out(*std::max_element(lengths.begin(), lengths.end()), '\0');
  const uint64_t num_frames = ends.size();
  size_t i = 0;
  size_t begin = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        Uncompress(absl::string_view(bytes.data() + begin, ends[i] - begin),
                   lengths[i], &out[0]));
    benchmark::ClobberMemory();
    begin = ends[i];
    if (++i == ends.size()) i = begin = 0;
  }
  state.SetItemsProcessed(
      static_cast<int64_t>(state.iterations() * num_postings / num_frames));
  state.counters["bits_per_posting"] = 8.0 * static_cast<double>(bytes.size()) /
                                       static_cast<double>(num_postings);
}
BENCHMARK(BM_UncompressVarints)
    ->ArgName("postings_per_frame")
    ->Arg(128)
    ->Arg(1024)
    ->Arg(8192);

}  // namespace
}  // namespace telusur
