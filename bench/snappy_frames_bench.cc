// Snappy by the size of its frames: bytes and time per posting for each
// encoding at frames of 128, 512 and 4,096 postings, with Snappy off, auto and
// always. An item is a posting; `--corpus=FILE` picks the collection.
//
// An encoding writes a frame in its own way. Under auto, Snappy over the
// frame's varints is kept when that is at least 5% smaller; under always,
// Snappy over the frame itself.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "bench/bench_data.h"
#include "bench/snappy_arg.h"
#include "benchmark/benchmark.h"
#include "index/io/coding.h"
#include "index/segment/compressed_block.h"
#include "index/segment/positions.h"
#include "index/segment/posting_block.h"
#include "index/segment/varint_list.h"

namespace telusur {
namespace {

enum class Encoding { kVarints, kPacked, kPositionVarints, kPackedPositions };

bool IsOfPositions(Encoding encoding) {
  return encoding == Encoding::kPositionVarints ||
         encoding == Encoding::kPackedPositions;
}

bool IsPacked(Encoding encoding) {
  return encoding == Encoding::kPacked ||
         encoding == Encoding::kPackedPositions;
}

// Consecutive postings of a list.
struct Frame {
  DocId base = 0;
  std::vector<uint32_t> gaps;
  std::vector<uint32_t> tfs_minus_one;
  std::vector<uint32_t> position_numbers;

  size_t n() const { return gaps.size(); }
};

// The frames of all lists of at least one block.
std::vector<Frame> MakeFrames(size_t postings_per_frame) {
  std::vector<Frame> frames;
  for (const TermPostings& term : GetBenchPostings().terms) {
    if (term.doc_ids.size() < kBlockSize) continue;
    const uint32_t* position = term.positions.data();
    DocId next_doc_id = 0;
    for (size_t i = 0; i < term.doc_ids.size(); ++i) {
      if (i % postings_per_frame == 0) {
        frames.emplace_back();
        frames.back().base = next_doc_id;
      }
      Frame& frame = frames.back();
      frame.gaps.push_back(term.doc_ids[i] - next_doc_id);
      frame.tfs_minus_one.push_back(term.tfs[i] - 1);
      next_doc_id = term.doc_ids[i] + 1;
      uint32_t next = 0;
      for (uint32_t j = 0; j < term.tfs[i]; ++j, ++position) {
        frame.position_numbers.push_back(*position - next);
        next = *position + 1;
      }
    }
  }
  return frames;
}

// A frame as the format's own frames of up to kBlockSize postings, each behind
// its length.
class PackedFrame {
 public:
  static void Append(const Frame& frame, bool positions, std::string* out) {
    PostingsFrameEncoder postings_encoder(PostingsCompression::kOff);
    PositionsFrameEncoder positions_encoder(PostingsCompression::kOff);
    std::string block;
    size_t first_number = 0;
    for (size_t begin = 0; begin < frame.n(); begin += kBlockSize) {
      const size_t n = std::min<size_t>(kBlockSize, frame.n() - begin);
      const auto tfs =
          absl::MakeConstSpan(frame.tfs_minus_one).subspan(begin, n);
      block.clear();
      if (positions) {
        size_t num_numbers = n;
        for (const uint32_t tf_minus_one : tfs) num_numbers += tf_minus_one;
        positions_encoder.Append(absl::MakeConstSpan(frame.position_numbers)
                                     .subspan(first_number, num_numbers),
                                 tfs, &block);
        first_number += num_numbers;
      } else {
        postings_encoder.Append(&frame.gaps[begin], tfs.data(),
                                static_cast<int>(n), &block);
      }
      AppendVarint32(static_cast<uint32_t>(block.size()), out);
      out->append(block);
    }
  }

  bool Decode(const Frame& frame, bool positions, absl::string_view bytes) {
    const char* p = bytes.data();
    const char* const end = p + bytes.size();
    DocId base = frame.base;
    for (size_t begin = 0; begin < frame.n(); begin += kBlockSize) {
      const size_t n = std::min<size_t>(kBlockSize, frame.n() - begin);
      uint32_t size = 0;
      p = DecodeVarint32(p, end, &size);
      if (p == nullptr) return false;
      const absl::string_view block(p, size);
      const auto tfs =
          absl::MakeConstSpan(frame.tfs_minus_one).subspan(begin, n);
      if (!(positions ? DecodePositions(tfs, block)
                      : DecodePostings(static_cast<int>(n), block, &base))) {
        return false;
      }
      p += size;
    }
    return true;
  }

 private:
  bool DecodePostings(int n, absl::string_view block, DocId* base) {
    if (!postings_decoder_.DecodeDocIds(block, n, *base, kMaxDocsPerSegment,
                                        doc_ids_) ||
        !postings_decoder_.DecodeTfs(tfs_)) {
      return false;
    }
    *base = doc_ids_[n - 1] + 1;
    return true;
  }

  bool DecodePositions(absl::Span<const uint32_t> tfs_minus_one,
                       absl::string_view block) {
    const int n = static_cast<int>(tfs_minus_one.size());
    uint64_t num_numbers = n;
    uint32_t max_tf = 1;
    for (const uint32_t tf_minus_one : tfs_minus_one) {
      num_numbers += tf_minus_one;
      max_tf = std::max(max_tf, tf_minus_one + 1);
    }
    positions_.resize(max_tf);
    if (!positions_decoder_.Open(block, n, num_numbers)) return false;
    uint64_t first = 0;
    for (int i = 0; i < n; ++i) {
      const uint32_t tf = tfs_minus_one[i] + 1;
      if (!positions_decoder_.Decode(i, first, tf, positions_.data())) {
        return false;
      }
      first += tf;
    }
    return true;
  }

  PostingsFrameDecoder postings_decoder_;
  PositionsFrameDecoder positions_decoder_;
  DocId doc_ids_[kBlockSize];
  uint32_t tfs_[kBlockSize];
  std::vector<uint32_t> positions_;
};

void AppendFrameVarints(const Frame& frame, bool positions, std::string* out) {
  if (positions) {
    AppendVarints(frame.position_numbers.data(), frame.position_numbers.size(),
                  out);
    return;
  }
  AppendVarints(frame.gaps.data(), frame.n(), out);
  AppendVarints(frame.tfs_minus_one.data(), frame.n(), out);
}

struct EncodedFrame {
  size_t begin = 0;
  uint32_t plain_bytes = 0;  // what Snappy's block holds; 0 without Snappy
  bool packed = false;
};

struct EncodedFrames {
  std::string bytes;
  std::vector<EncodedFrame> frames;
  uint64_t num_postings = 0;
  uint64_t num_snappy = 0;
  uint32_t max_plain_bytes = 0;
};

EncodedFrames Encode(const std::vector<Frame>& frames, Encoding encoding,
                     PostingsCompression compression) {
  const bool positions = IsOfPositions(encoding);
  EncodedFrames encoded;
  std::string varints;
  std::string plain;
  std::string snappy;
  for (const Frame& frame : frames) {
    varints.clear();
    plain.clear();
    snappy.clear();
    AppendFrameVarints(frame, positions, &varints);
    if (IsPacked(encoding)) {
      PackedFrame::Append(frame, positions, &plain);
    } else {
      plain = varints;
    }
    const bool always = compression == PostingsCompression::kAlways;
    const std::string& candidate = always ? plain : varints;
    if (compression != PostingsCompression::kOff) {
      AppendCompressed(candidate, &snappy);
    }
    const bool keep = always || (compression == PostingsCompression::kAuto &&
                                 CompressionPays(snappy.size(), plain.size()));
    EncodedFrame entry;
    entry.begin = encoded.bytes.size();
    entry.packed = IsPacked(encoding) && (always || !keep);
    entry.plain_bytes = keep ? static_cast<uint32_t>(candidate.size()) : 0;
    encoded.bytes += keep ? snappy : plain;
    encoded.frames.push_back(entry);
    encoded.num_postings += frame.n();
    encoded.num_snappy += keep;
    encoded.max_plain_bytes =
        std::max(encoded.max_plain_bytes, entry.plain_bytes);
  }
  encoded.frames.push_back({encoded.bytes.size(), 0, false});
  return encoded;
}

void BM_Frames(benchmark::State& state, Encoding encoding) {
  const std::vector<Frame> frames =
      MakeFrames(static_cast<size_t>(state.range(1)));
  const EncodedFrames encoded = Encode(frames, encoding, SnappyArg(&state));
  const bool positions = IsOfPositions(encoding);
  std::string plain(encoded.max_plain_bytes, '\0');
  std::vector<uint32_t> numbers;
  PackedFrame packed;
  uint64_t num_postings = 0;
  size_t i = 0;
  for (auto _ : state) {
    const Frame& frame = frames[i];
    const EncodedFrame& entry = encoded.frames[i];
    absl::string_view bytes(&encoded.bytes[entry.begin],
                            encoded.frames[i + 1].begin - entry.begin);
    bool ok = true;
    if (entry.plain_bytes > 0) {
      ok = Uncompress(bytes, entry.plain_bytes, &plain[0]);
      bytes = absl::string_view(plain.data(), entry.plain_bytes);
    }
    if (entry.packed) {
      ok = ok && packed.Decode(frame, positions, bytes);
    } else {
      numbers.resize(positions ? frame.position_numbers.size() : 2 * frame.n());
      ok = ok && DecodeVarints(bytes.data(), bytes.data() + bytes.size(),
                               numbers.size(), numbers.data()) != nullptr;
    }
    if (!ok) {
      state.SkipWithError("damaged frame");
      break;
    }
    benchmark::ClobberMemory();
    num_postings += frame.n();
    if (++i == frames.size()) i = 0;
  }
  state.SetItemsProcessed(static_cast<int64_t>(num_postings));
  state.counters["ns_per_posting"] = benchmark::Counter(
      static_cast<double>(num_postings) / 1e9,
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["bytes_per_posting"] =
      static_cast<double>(encoded.bytes.size()) /
      static_cast<double>(encoded.num_postings);
  state.counters["snappy_share"] = static_cast<double>(encoded.num_snappy) /
                                   static_cast<double>(frames.size());
}

void FrameArgs(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"snappy", "frame"});
  for (const int postings_per_frame : {128, 512, 4096}) {
    for (const PostingsCompression compression :
         {PostingsCompression::kOff, PostingsCompression::kAuto,
          PostingsCompression::kAlways}) {
      benchmark->Args({static_cast<int>(compression), postings_per_frame});
    }
  }
}

BENCHMARK_CAPTURE(BM_Frames, varints, Encoding::kVarints)->Apply(FrameArgs);
BENCHMARK_CAPTURE(BM_Frames, packed, Encoding::kPacked)->Apply(FrameArgs);
BENCHMARK_CAPTURE(BM_Frames, position_varints, Encoding::kPositionVarints)
    ->Apply(FrameArgs);
BENCHMARK_CAPTURE(BM_Frames, packed_positions, Encoding::kPackedPositions)
    ->Apply(FrameArgs);

}  // namespace
}  // namespace telusur
