#include "index/segment/posting_block.h"

#include <cassert>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "index/io/coding.h"
#include "index/segment/bit_packing.h"
#include "index/segment/doc_id_block.h"
#include "index/segment/integer_coding.h"
#include "index/segment/lanes.h"
#include "index/segment/snappy_bound.h"
#include "index/segment/varint_list.h"

namespace telusur {
namespace {

constexpr int kWidthMask = 0x1f;
constexpr int kPatchedBit = 0x20;
constexpr int kAllOnesBit = 0x40;
constexpr int kFormShift = 6;
constexpr int kShortTfShift = 5;
constexpr int kWideTf = 7;

// Under kAuto a smaller frame is not offered to Snappy: its header and varints
// eat the gain.
constexpr size_t kMinBytesToCompress = 32;

constexpr int kLanes = 4;  // of Lanes32

enum Form { kPlain = 0, kSnappyVarints = 1, kSnappyPlain = 2 };

bool AllZero(const uint32_t* values, int n) {
  uint32_t all = 0;
  for (int i = 0; i < n; ++i) all |= values[i];
  return all == 0;
}

char BlockCodeByte(const IntegerCode& code) {
  return static_cast<char>(code.width | (code.patched ? kPatchedBit : 0));
}

// Whether the gaps of a full frame are written as patched packing, and how:
// when the block of doc_ids cannot be had, or takes a ninth more bits. It can
// be searched, they cannot.
bool ChoosePatchedGaps(const uint32_t* gaps, uint64_t last_offset,
                       IntegerCode* code) {
  uint64_t bits_to_beat = ~uint64_t{0};
  if (last_offset <= kMaxDocIdOffset) {
    const DocIdCode searchable =
        ChooseDocIdCode(static_cast<uint32_t>(last_offset));
    bits_to_beat = 8 * searchable.bytes * 9 / 10;
  }
  *code = ChoosePatchedCode(gaps, bits_to_beat);
  return code->bits < bits_to_beat;
}

// Appends the doc_ids of a full frame, and returns their code.
char AppendDocIds(const uint32_t* gaps, std::string* out) {
  uint32_t offsets[kBlockSize];
  uint64_t next = 0;
  for (int i = 0; i < kBlockSize; ++i) {
    next += gaps[i];
    offsets[i] = static_cast<uint32_t>(next++);
  }
  IntegerCode patched;
  if (ChoosePatchedGaps(gaps, next - 1, &patched)) {
    AppendBlock(gaps, patched, out);
    return BlockCodeByte(patched);
  }
  const int width = ChooseDocIdCode(offsets[kBlockSize - 1]).width;
  AppendDocIdBlock(offsets, width, out);
  return static_cast<char>(width);
}

void AppendFullFrame(const uint32_t* gaps, const uint32_t* tfs_minus_one,
                     std::string* out) {
  const size_t header = out->size();
  out->append(2, static_cast<char>(kAllOnesBit));
  (*out)[header] = AppendDocIds(gaps, out);
  if (AllZero(tfs_minus_one, kBlockSize)) return;
  const IntegerCode tf_code = ChooseBlockCode(tfs_minus_one);
  (*out)[header + 1] = BlockCodeByte(tf_code);
  AppendBlock(tfs_minus_one, tf_code, out);
}

// Sets wide[i] to ones[i] + 1, for kBlockSize of them.
void WidenAfter(const uint16_t* ones, uint64_t* wide) {
  const Lanes16 zero = {};
  const auto store = [&](Lanes32 lanes, uint64_t* to) {
    const Lanes32 none = {};
    StoreLanes(__builtin_shufflevector(lanes, none, 0, 4, 1, 5), to);
    StoreLanes(__builtin_shufflevector(lanes, none, 2, 6, 3, 7), to + 2);
  };
  for (int i = 0; i < kBlockSize; i += 2 * kLanes) {
    const Lanes16 after = LoadLanes<Lanes16>(ones + i) + 1;
    const auto low = reinterpret_cast<Lanes32>(
        __builtin_shufflevector(after, zero, 0, 8, 1, 9, 2, 10, 3, 11));
    const auto high = reinterpret_cast<Lanes32>(
        __builtin_shufflevector(after, zero, 4, 12, 5, 13, 6, 14, 7, 15));
    store(low, wide + i);
    store(high, wide + i + kLanes);
  }
}

void AppendShortFrame(const uint32_t* gaps, const uint32_t* tfs_minus_one,
                      int n, std::string* out) {
  const int gap_width = ChooseRiceCode(gaps, n).width;
  const bool all_ones = AllZero(tfs_minus_one, n);
  const int tf_width = all_ones ? 0 : ChooseRiceCode(tfs_minus_one, n).width;
  const int tf_code =
      all_ones ? 0 : (tf_width + 1 < kWideTf ? tf_width + 1 : kWideTf);
  out->push_back(static_cast<char>(gap_width | tf_code << kShortTfShift));
  if (tf_code == kWideTf) out->push_back(static_cast<char>(tf_width));
  BitWriter writer(out);
  const auto all_gaps = absl::MakeConstSpan(gaps, n);
  const auto all_tfs = absl::MakeConstSpan(tfs_minus_one, all_ones ? 0 : n);
  writer.AppendAll(all_gaps, gap_width);
  writer.AppendAll(all_tfs, tf_width);
  writer.AppendAllUnary(all_gaps, gap_width);
  writer.AppendAllUnary(all_tfs, tf_width);
  writer.Finish();
}

void AppendSnappyHeader(Form form, int n, uint32_t length, std::string* out) {
  const char form_byte = static_cast<char>(form << kFormShift);
  if (n == kBlockSize) {
    out->push_back(form_byte);
    out->push_back(0);
  } else {
    out->push_back(static_cast<char>(kWideTf << kShortTfShift));
    out->push_back(form_byte);
  }
  AppendVarint32(length, out);
}

// The form of a frame, and where the content of a Snappy frame begins.
int FrameForm(absl::string_view frame, int n) {
  if (n == kBlockSize) return static_cast<uint8_t>(frame[0]) >> kFormShift;
  if (static_cast<uint8_t>(frame[0]) >> kShortTfShift != kWideTf ||
      frame.size() < 2) {
    return kPlain;
  }
  return static_cast<uint8_t>(frame[1]) >> kFormShift;
}

// Whether gaps that were added up in 32 bits, from `base` on, gave `doc_ids`
// below `end_doc_id` without wrapping around.
bool DocIdsAreValid(int n, DocId base, DocId end_doc_id, const DocId* doc_ids) {
  uint64_t next = base;
  for (int i = 0; i < n; ++i) {
    const uint32_t step = doc_ids[i] + 1 - static_cast<DocId>(next);
    if (step == 0) return false;  // a gap of 2^32 - 1
    next += step;
    if (next > end_doc_id) return false;
  }
  return true;
}

// Turns `n` gaps into doc_ids from `base` on, four at a time. False when one is
// not below `end_doc_id`. REQUIRES: room for kBlockSize integers at `gaps`.
bool AddUpGaps(int n, DocId base, DocId end_doc_id, uint32_t* gaps) {
  constexpr Lanes32 kZero = {};
  constexpr Lanes32 kPlaces = {0, 1, 2, 3};
  for (int i = n; i % kLanes != 0; ++i) gaps[i] = 0;
  Lanes32 all = kZero;
  Lanes32 before = kZero + base;
  for (int i = 0; i < n; i += kLanes) {
    Lanes32 sums = LoadLanes<Lanes32>(gaps + i);
    all |= sums;
    sums += __builtin_shufflevector(kZero, sums, 0, 4, 5, 6);
    sums += __builtin_shufflevector(kZero, sums, 0, 1, 4, 5);
    StoreLanes(sums + before + kPlaces, gaps + i);
    before += __builtin_shufflevector(sums, sums, 3, 3, 3, 3) + kLanes;
  }
  // The sum of gaps below 2^24 fits in 32 bits. Larger gaps are rare.
  if (((all[0] | all[1] | all[2] | all[3]) >> 24) != 0) {
    return DocIdsAreValid(n, base, end_doc_id, gaps);
  }
  const uint32_t sum = gaps[n - 1] - base;
  return uint64_t{base} + sum < end_doc_id;
}

std::string DescribeCode(int code) {
  return absl::StrCat((code & kPatchedBit) != 0 ? "patched " : "rice ",
                      code & kWidthMask);
}

// The code of a full frame's doc_ids.
std::string DescribeIdCode(int code) {
  if ((code & kPatchedBit) != 0) return DescribeCode(code);
  const int width = code & kWidthMask;
  return width == 0 ? "bitmap" : absl::StrCat("Elias-Fano ", width);
}

}  // namespace

std::string DescribePostingsFrame(absl::string_view frame, int n) {
  if (frame.size() < 2) return "damaged";
  switch (FrameForm(frame, n)) {
    case kPlain:
      break;
    case kSnappyVarints:
      return "Snappy of varints";
    case kSnappyPlain:
      return "Snappy of a packed frame";
    default:
      return "damaged";
  }
  const int first = static_cast<uint8_t>(frame[0]);
  const int second = static_cast<uint8_t>(frame[1]);
  if (n == kBlockSize) {
    return absl::StrCat(
        DescribeIdCode(first), ", tfs ",
        (second & kAllOnesBit) != 0 ? "are ones" : DescribeCode(second));
  }
  const int tf_code = first >> kShortTfShift;
  const int tf_width = tf_code == kWideTf ? second & kWidthMask : tf_code - 1;
  return absl::StrCat(
      "rice ", first & kWidthMask, ", tfs ",
      tf_code == 0 ? "are ones" : absl::StrCat("rice ", tf_width));
}

bool IsSnappyPostingsFrame(absl::string_view frame, int n) {
  return !frame.empty() && FrameForm(frame, n) != kPlain;
}

void FrameStatistics::Add(const FrameStatistics& other) {
  num_frames += other.num_frames;
  num_snappy_frames += other.num_snappy_frames;
  bytes_without_snappy += other.bytes_without_snappy;
  bytes += other.bytes;
}

FrameStatistics FrameStatistics::Since(const FrameStatistics& before) const {
  FrameStatistics later;
  later.num_frames = num_frames - before.num_frames;
  later.num_snappy_frames = num_snappy_frames - before.num_snappy_frames;
  later.bytes_without_snappy =
      bytes_without_snappy - before.bytes_without_snappy;
  later.bytes = bytes - before.bytes;
  return later;
}

// Makes form 1 in `snappy_`. False when that does not pay.
bool PostingsFrameEncoder::CompressVarints(const uint32_t* gaps,
                                           const uint32_t* tfs_minus_one,
                                           int n) {
  varints_.clear();
  AppendVarints(gaps, n, &varints_);
  AppendVarints(tfs_minus_one, n, &varints_);
  if (!SnappyMayMakeFewer(varints_, LeastNotPaying(plain_.size()))) {
    return false;
  }
  snappy_.clear();
  AppendSnappyHeader(kSnappyVarints, n, varints_.size(), &snappy_);
  AppendCompressed(varints_, &snappy_);
  return CompressionPays(snappy_.size(), plain_.size());
}

void PostingsFrameEncoder::Append(const uint32_t* gaps,
                                  const uint32_t* tfs_minus_one, int n,
                                  std::string* out) {
  assert(n >= 1 && n <= kBlockSize);
  plain_.clear();
  if (n == kBlockSize) {
    AppendFullFrame(gaps, tfs_minus_one, &plain_);
  } else {
    AppendShortFrame(gaps, tfs_minus_one, n, &plain_);
  }
  const size_t before = out->size();
  if (compression_ == PostingsCompression::kAlways) {
    AppendSnappyHeader(kSnappyPlain, n, plain_.size(), out);
    AppendCompressed(plain_, out);
    ++statistics_.num_snappy_frames;
  } else {
    const bool compressed = compression_ == PostingsCompression::kAuto &&
                            plain_.size() >= kMinBytesToCompress &&
                            CompressVarints(gaps, tfs_minus_one, n);
    out->append(compressed ? snappy_ : plain_);
    statistics_.num_snappy_frames += compressed;
  }
  ++statistics_.num_frames;
  statistics_.bytes_without_snappy += plain_.size();
  statistics_.bytes += out->size() - before;
}

bool PostingsFrameDecoder::DecodeDocIds(absl::string_view frame, int n,
                                        DocId base, DocId end_doc_id,
                                        DocId* doc_ids) {
  assert(n >= 1 && n <= kBlockSize);
  n_ = n;
  const Range range = {base, end_doc_id};
  if (frame.empty()) return false;
  const int form = FrameForm(frame, n);
  if (form == kPlain) return DecodeFrame(frame, range, doc_ids);
  absl::string_view content;
  if (!UncompressFrame(frame, &content)) return false;
  if (form == kSnappyVarints) {
    return DecodeVarintFrame(content, range, doc_ids);
  }
  return form == kSnappyPlain && FrameForm(content, n) == kPlain &&
         DecodeFrame(content, range, doc_ids);
}

bool PostingsFrameDecoder::OpenForSearch(absl::string_view frame, int n,
                                         DocId base) {
  n_ = n;
  if (n != kBlockSize || frame.empty()) return false;
  const int form = FrameForm(frame, n);
  if (form != kPlain &&
      (form != kSnappyPlain || !UncompressFrame(frame, &frame) ||
       FrameForm(frame, n) != kPlain)) {
    return false;
  }
  int id_code;
  if (!OpenFullFrame(frame, &id_code) || (id_code & kPatchedBit) != 0) {
    return false;
  }
  block_ = {tfs_, end_, id_code & kWidthMask};
  base_ = base;
  tfs_ = search_.open(block_, &bits_);
  return tfs_ != nullptr && block_.width <= kMaxDocIdWidth;
}

// Sets where the doc_ids of a full frame stand, in `tfs_`, and how its tfs are
// written.
bool PostingsFrameDecoder::OpenFullFrame(absl::string_view frame,
                                         int* id_code) {
  if (frame.size() < 2) return false;
  *id_code = static_cast<uint8_t>(frame[0]);
  const int tf_code = static_cast<uint8_t>(frame[1]);
  tfs_ = frame.data() + 2;
  end_ = frame.data() + frame.size();
  pending_ = (tf_code & kAllOnesBit) != 0 ? Pending::kOnes : Pending::kBlock;
  tf_patched_ = (tf_code & kPatchedBit) != 0;
  tf_width_ = tf_code & kWidthMask;
  return true;
}

bool PostingsFrameDecoder::DecodeFrame(absl::string_view frame, Range range,
                                       DocId* doc_ids) {
  return n_ == kBlockSize ? DecodeFullFrame(frame, range, doc_ids)
                          : DecodeShortFrame(frame, range, doc_ids);
}

bool PostingsFrameDecoder::DecodeFullFrame(absl::string_view frame, Range range,
                                           DocId* doc_ids) {
  int id_code;
  if (!OpenFullFrame(frame, &id_code)) return false;
  const int width = id_code & kWidthMask;
  if ((id_code & kPatchedBit) == 0) {
    tfs_ = DecodeDocIdBlock(tfs_, end_, width, range.base, range.end_doc_id,
                            doc_ids);
    return tfs_ != nullptr;
  }
  tfs_ = DecodeBlock(tfs_, end_, true, width, doc_ids);
  return tfs_ != nullptr &&
         AddUpGaps(n_, range.base, range.end_doc_id, doc_ids);
}

bool PostingsFrameDecoder::DecodeShortFrame(absl::string_view frame,
                                            Range range, DocId* doc_ids) {
  const int code = static_cast<uint8_t>(frame[0]);
  const int gap_width = code & kWidthMask;
  const int tf_code = code >> kShortTfShift;
  size_t header_bytes = 1;
  if (tf_code == kWideTf) {
    if (frame.size() < 2) return false;
    tf_width_ = static_cast<uint8_t>(frame[1]) & kWidthMask;
    header_bytes = 2;
  } else {
    tf_width_ = tf_code - 1;
  }
  tfs_ = frame.data() + header_bytes;
  end_ = frame.data() + frame.size();
  pending_ = tf_code == 0 ? Pending::kOnes : Pending::kBitStream;
  tf_low_bit_ = n_ * gap_width;
  const int unary_bit = tf_low_bit_ + (tf_code == 0 ? 0 : n_ * tf_width_);
  unpacking_.unpack_bits(tfs_, end_, 0, n_, gap_width, doc_ids);
  return DecodeUnary(unary_bit, gap_width, doc_ids, &tf_unary_bit_) &&
         AddUpGaps(n_, range.base, range.end_doc_id, doc_ids);
}

// Adds the unary parts that begin at `bit` to the low parts in `values`.
bool PostingsFrameDecoder::DecodeUnary(int bit, int width, uint32_t* values,
                                       int* end_bit) const {
  if (end_ - tfs_ < bit / 8) return false;
  uint16_t ones[1 + kBlockSize + kOnesSlack];
  ones[0] = static_cast<uint16_t>(bit % 8 - 1);
  if (!unpacking_.list_ones(tfs_ + bit / 8, end_, bit % 8, n_, ones + 1)) {
    return false;
  }
  *end_bit = bit / 8 * 8 + ones[n_] + 1;
  return unpacking_.add_unary(ones + 1, n_, width, values);
}

// What a Snappy frame holds.
bool PostingsFrameDecoder::UncompressFrame(absl::string_view frame,
                                           absl::string_view* content) {
  const char* end = frame.data() + frame.size();
  uint32_t length = 0;
  if (frame.size() < 2) return false;
  const char* p = DecodeVarint32(frame.data() + 2, end, &length);
  if (p == nullptr || length == 0 || length > kMaxFrameBytes) return false;
  if (uncompressed_ == nullptr) {
    uncompressed_ = std::make_unique<char[]>(kMaxFrameBytes);
  }
  if (!Uncompress(absl::string_view(p, end - p), length, uncompressed_.get())) {
    return false;
  }
  *content = absl::string_view(uncompressed_.get(), length);
  return true;
}

bool PostingsFrameDecoder::DecodeVarintFrame(absl::string_view content,
                                             Range range, DocId* doc_ids) {
  end_ = content.data() + content.size();
  tfs_ = DecodeVarints(content.data(), end_, n_, doc_ids);
  pending_ = Pending::kVarints;
  return tfs_ != nullptr &&
         AddUpGaps(n_, range.base, range.end_doc_id, doc_ids);
}

bool PostingsFrameDecoder::DecodeTfs(uint32_t* tfs) {
  switch (pending_) {
    case Pending::kOnes:
      for (int i = 0; i < n_; i += kLanes) StoreLanes(Lanes32{} + 1, tfs + i);
      return true;
    case Pending::kBlock:
      if (DecodeBlock(tfs_, end_, tf_patched_, tf_width_, tfs) == nullptr) {
        return false;
      }
      break;
    case Pending::kBitStream: {
      int end_bit;
      unpacking_.unpack_bits(tfs_, end_, tf_low_bit_, n_, tf_width_, tfs);
      if (!DecodeUnary(tf_unary_bit_, tf_width_, tfs, &end_bit)) return false;
      break;
    }
    case Pending::kVarints:
      if (DecodeVarints(tfs_, end_, n_, tfs) == nullptr) return false;
      break;
  }
  for (int i = 0; i < n_; i += kLanes) {
    StoreLanes(LoadLanes<Lanes32>(tfs + i) + 1, tfs + i);
  }
  return true;
}

bool PostingsFrameDecoder::DecodeTfSums(uint64_t* before) {
  before[0] = 0;
  if (pending_ == Pending::kBlock && !tf_patched_ && tf_width_ == 0) {
    // In unary alone, the sums are where the ones stand.
    uint16_t ones[kBlockSize + kOnesSlack];
    if (!unpacking_.list_ones(tfs_, end_, 0, kBlockSize, ones)) return false;
    WidenAfter(ones, before + 1);
    return true;
  }
  uint32_t tfs[kBlockSize];
  if (!DecodeTfs(tfs)) return false;
  bool all_occur = true;
  for (int i = 0; i < n_; ++i) {
    before[i + 1] = before[i] + tfs[i];
    all_occur &= tfs[i] != 0;
  }
  return all_occur;
}

bool PostingsFrameDecoder::ReadTfs(const uint8_t* places, int n,
                                   uint32_t* tfs) {
  if (pending_ == Pending::kOnes) {
    for (int i = 0; i < n; ++i) tfs[i] = 1;
    return true;
  }
  if (pending_ != Pending::kBlock || tf_patched_ ||
      !search_.read({tfs_, end_, tf_width_}, places, n, tfs)) {
    return false;
  }
  for (int i = 0; i < n; ++i) ++tfs[i];
  return true;
}

}  // namespace telusur
