#include "index/segment/positions.h"

#include <algorithm>
#include <cassert>

#include "absl/strings/str_cat.h"
#include "index/io/coding.h"
#include "index/segment/bit_packing.h"
#include "index/segment/bit_unpacking.h"
#include "index/segment/integer_coding.h"
#include "index/segment/snappy_bound.h"
#include "index/segment/varint_list.h"

namespace telusur {
namespace {

constexpr int kWidthMask = 0x1f;
constexpr int kFormShift = 6;

enum Form {
  kPlain = 0,
  kSnappyVarints = 1,
  kSnappyPlain = 2,
  kSnappyFirstPositions = 3
};

// Under kAuto a smaller frame is not offered to Snappy.
constexpr size_t kMinBytesToCompress = 32;

// Under kAuto first positions are offered to Snappy on their own when one of so
// many repeats the one before: Snappy gains nothing from fewer.
constexpr int kPostingsPerRepeat = 4;

// Larger frames are read in parts only. In a frame of so many numbers no unary
// part is longer than kMaxUnaryBytes.
constexpr uint64_t kMaxNumbersAtOnce = 4096;

// A number takes at most five bytes as a varint.
constexpr uint64_t kMaxNumberBytes = 5;

char Header(Form form, int width) {
  return static_cast<char>(form << kFormShift | width);
}

// Appends the bit stream of `numbers` and returns its width.
int AppendBits(absl::Span<const uint32_t> numbers, std::string* out) {
  const int width = ChooseRiceCode(numbers.data(), numbers.size()).width;
  BitWriter writer(out);
  writer.AppendAll(numbers, width);
  writer.AppendAllUnary(numbers, width);
  writer.Finish();
  return width;
}

void AppendPlain(absl::Span<const uint32_t> numbers, std::string* out) {
  const size_t header = out->size();
  out->push_back(0);
  (*out)[header] = Header(kPlain, AppendBits(numbers, out));
}

// How many of the postings have the first position of the one before.
int NumRepeated(absl::Span<const uint32_t> first_positions) {
  int num_repeated = 0;
  for (size_t i = 1; i < first_positions.size(); ++i) {
    num_repeated += first_positions[i] == first_positions[i - 1];
  }
  return num_repeated;
}

// The bit after the `num_ones`-th one bit at or after bit `from`, or ~0 when
// there are fewer. Counts by words.
uint64_t SkipOnes(const char* bytes, uint64_t num_bits, uint64_t from,
                  uint64_t num_ones) {
  while (num_ones > 0) {
    if (from >= num_bits) return ~uint64_t{0};
    const uint64_t byte = from / 8;
    const uint64_t available = num_bits / 8 - byte;
    uint64_t word = 0;
    std::memcpy(&word, bytes + byte, available < 8 ? available : 8);
    word &= ~uint64_t{0} << (from % 8);
    const uint64_t ones = NumOnes(word);
    if (ones < num_ones) {
      num_ones -= ones;
      from = (byte + 8) * 8;
      continue;
    }
    for (; num_ones > 1; --num_ones) word &= word - 1;
    return byte * 8 + __builtin_ctzll(word) + 1;
  }
  return from;
}

}  // namespace

std::string DescribePositionsFrame(absl::string_view frame) {
  if (frame.empty()) return "damaged";
  const int header = static_cast<uint8_t>(frame[0]);
  switch (header >> kFormShift) {
    case kPlain:
      return absl::StrCat("rice ", header & kWidthMask);
    case kSnappyVarints:
      return "Snappy of varints";
    case kSnappyPlain:
      return "Snappy of a packed frame";
    default:
      return absl::StrCat("Snappy of first positions, gaps rice ",
                          header & kWidthMask);
  }
}

bool IsSnappyPositionsFrame(absl::string_view frame) {
  return !frame.empty() &&
         static_cast<uint8_t>(frame[0]) >> kFormShift != kPlain;
}

void PositionsFrameEncoder::CompressVarints(
    absl::Span<const uint32_t> numbers) {
  varints_.clear();
  AppendVarints(numbers.data(), numbers.size(), &varints_);
  if (varints_.size() > kMaxUncompressedBytes ||
      !SnappyMayMakeFewer(varints_, LeastNotPaying(plain_.size()))) {
    return;
  }
  snappy_.push_back(Header(kSnappyVarints, 0));
  AppendVarint32(static_cast<uint32_t>(varints_.size()), &snappy_);
  AppendCompressed(varints_, &snappy_);
}

void PositionsFrameEncoder::CompressFirstPositions(
    absl::Span<const uint32_t> numbers,
    absl::Span<const uint32_t> tfs_minus_one) {
  const size_t num_postings = tfs_minus_one.size();
  // Without gaps it is form 1 with a longer header.
  if (numbers.size() == num_postings) return;
  uint32_t first_positions[kBlockSize];
  const uint32_t* number = numbers.data();
  for (size_t i = 0; i < num_postings; ++i) {
    first_positions[i] = *number;
    number += 1 + tfs_minus_one[i];
  }
  if (NumRepeated(absl::MakeConstSpan(first_positions, num_postings)) *
          kPostingsPerRepeat <
      static_cast<int>(num_postings)) {
    return;
  }
  gaps_.clear();
  number = numbers.data();
  for (size_t i = 0; i < num_postings; ++i) {
    ++number;
    gaps_.insert(gaps_.end(), number, number + tfs_minus_one[i]);
    number += tfs_minus_one[i];
  }
  varints_.clear();
  AppendVarints(first_positions, num_postings, &varints_);
  compressed_.clear();
  AppendCompressed(varints_, &compressed_);
  std::string split(1, 0);
  AppendVarint32(static_cast<uint32_t>(varints_.size()), &split);
  AppendVarint32(static_cast<uint32_t>(compressed_.size()), &split);
  split.append(compressed_);
  split[0] = Header(kSnappyFirstPositions, AppendBits(gaps_, &split));
  if (snappy_.empty() || split.size() < snappy_.size()) snappy_.swap(split);
}

void PositionsFrameEncoder::Append(absl::Span<const uint32_t> numbers,
                                   absl::Span<const uint32_t> tfs_minus_one,
                                   std::string* out) {
  assert(!numbers.empty() && tfs_minus_one.size() <= kBlockSize);
  plain_.clear();
  AppendPlain(numbers, &plain_);
  snappy_.clear();
  if (compression_ == PostingsCompression::kAlways &&
      plain_.size() <= kMaxUncompressedBytes) {
    snappy_.push_back(Header(kSnappyPlain, 0));
    AppendVarint32(static_cast<uint32_t>(plain_.size()), &snappy_);
    AppendCompressed(plain_, &snappy_);
  } else if (compression_ == PostingsCompression::kAuto &&
             plain_.size() >= kMinBytesToCompress) {
    CompressVarints(numbers);
    CompressFirstPositions(numbers, tfs_minus_one);
    if (!CompressionPays(snappy_.size(), plain_.size())) snappy_.clear();
  }
  const std::string& frame = snappy_.empty() ? plain_ : snappy_;
  out->append(frame);
  ++statistics_.num_frames;
  statistics_.num_snappy_frames += !snappy_.empty();
  statistics_.bytes_without_snappy += plain_.size();
  statistics_.bytes += frame.size();
}

bool PositionsFrameDecoder::Open(absl::string_view frame, int num_postings,
                                 uint64_t num_numbers) {
  assert(num_postings >= 1 && num_postings <= kBlockSize &&
         static_cast<uint64_t>(num_postings) <= num_numbers);
  if (frame.empty()) return false;
  num_numbers_ = num_numbers;
  num_reads_ = 0;
  state_ = State::kInParts;
  is_split_ = false;
  bits_ = nullptr;
  const int header = static_cast<uint8_t>(frame[0]);
  const int form = header >> kFormShift;
  if (form != kPlain) return OpenSnappy(form, frame, num_postings);
  return OpenBits(header & kWidthMask, frame.data() + 1,
                  frame.data() + frame.size());
}

bool PositionsFrameDecoder::OpenBits(int width, const char* begin,
                                     const char* end) {
  width_ = width;
  bits_ = begin;
  end_ = end;
  unary_number_ = 0;
  unary_bit_ = num_numbers_ * width_;
  return unary_bit_ + num_numbers_ <= static_cast<uint64_t>(end - begin) * 8;
}

bool PositionsFrameDecoder::OpenSnappy(int form, absl::string_view frame,
                                       int num_postings) {
  const char* const end = frame.data() + frame.size();
  const uint64_t num_compressed =
      form == kSnappyFirstPositions ? num_postings : num_numbers_;
  uint32_t length = 0;
  const char* p = DecodeVarint32(frame.data() + 1, end, &length);
  if (p == nullptr || length == 0 || length > kMaxUncompressedBytes ||
      length > num_compressed * kMaxNumberBytes + 1) {
    return false;
  }
  uint32_t compressed_bytes = static_cast<uint32_t>(end - p);
  if (form == kSnappyFirstPositions) {
    p = DecodeVarint32(p, end, &compressed_bytes);
    if (p == nullptr || compressed_bytes > end - p) return false;
  }
  const absl::string_view compressed(p, compressed_bytes);
  uint32_t claimed = 0;
  if (!UncompressedLength(compressed, &claimed) || claimed != length) {
    return false;
  }
  uncompressed_.resize(length);
  if (!Uncompress(compressed, length, &uncompressed_[0])) return false;
  const char* const content = uncompressed_.data();
  if (form == kSnappyVarints) {
    if (length < num_numbers_) return false;
    varints_ = content;
    end_ = content + length;
    num_numbers_before_varints_ = 0;
    return true;
  }
  if (form == kSnappyPlain) {
    const int header = static_cast<uint8_t>(content[0]);
    return header >> kFormShift == kPlain &&
           OpenBits(header & kWidthMask, content + 1, content + length);
  }
  if (DecodeVarints(content, content + length, num_postings,
                    first_positions_) == nullptr) {
    return false;
  }
  is_split_ = true;
  num_numbers_ -= num_postings;
  return OpenBits(static_cast<uint8_t>(frame[0]) & kWidthMask,
                  p + compressed_bytes, end);
}

bool PositionsFrameDecoder::DecodeNumbers(uint64_t first, uint64_t n,
                                          uint32_t* numbers) {
  if (bits_ == nullptr) {
    if (first < num_numbers_before_varints_) {
      varints_ = uncompressed_.data();
      num_numbers_before_varints_ = 0;
    }
    uint32_t skipped;
    for (; num_numbers_before_varints_ < first; ++num_numbers_before_varints_) {
      varints_ = DecodeVarint32(varints_, end_, &skipped);
      if (varints_ == nullptr) return false;
    }
    varints_ = DecodeVarints(varints_, end_, n, numbers);
    num_numbers_before_varints_ += n;
    return varints_ != nullptr;
  }
  if (first < unary_number_) {
    unary_number_ = 0;
    unary_bit_ = num_numbers_ * width_;
  }
  const uint64_t num_bits = static_cast<uint64_t>(end_ - bits_) * 8;
  unary_bit_ = SkipOnes(bits_, num_bits, unary_bit_, first - unary_number_);
  unary_number_ = first;
  if (unary_bit_ > num_bits) return false;
  BitReader low(bits_, end_);
  low.Skip(first * width_);
  BitReader unary(bits_, end_);
  unary.Skip(unary_bit_);
  uint64_t all = 0;
  for (uint64_t i = 0; i < n; ++i) {
    const uint64_t high = uint64_t{unary.ReadUnary()} << width_;
    all |= high;
    numbers[i] = low.Read(width_) | static_cast<uint32_t>(high);
  }
  unary_number_ += n;
  unary_bit_ = unary.position();
  return low.ok() && unary.ok() && all >> 32 == 0;
}

// Decodes the whole frame into `numbers_`.
bool PositionsFrameDecoder::DecodeAll() {
  const size_t n = num_numbers_;
  numbers_.resize(n);
  if (bits_ == nullptr) {
    return DecodeVarints(uncompressed_.data(), end_, n, numbers_.data()) !=
           nullptr;
  }
  const BitUnpacking& unpacking = FastestBitUnpacking();
  unpacking.unpack_bits(bits_, end_, 0, static_cast<int>(n), width_,
                        numbers_.data());
  uint64_t bit = n * width_;
  for (size_t begin = 0; begin < n; begin += kBlockSize) {
    const int size = static_cast<int>(std::min<size_t>(n - begin, kBlockSize));
    uint16_t ones[1 + kBlockSize + kOnesSlack];
    ones[0] = static_cast<uint16_t>(bit % 8 - 1);
    if (!unpacking.list_ones(bits_ + bit / 8, end_, bit % 8, size, ones + 1) ||
        !unpacking.add_unary(ones + 1, size, width_, &numbers_[begin])) {
      return false;
    }
    bit = bit / 8 * 8 + ones[size] + 1;
  }
  return true;
}

bool PositionsFrameDecoder::Decode(int index, uint64_t first, uint32_t tf,
                                   uint32_t* positions) {
  assert(tf >= 1 && static_cast<uint64_t>(index) <= first);
  if (state_ == State::kDamaged) return false;
  if (state_ == State::kInParts && num_numbers_ <= kMaxNumbersAtOnce &&
      ++num_reads_ * FastestBitUnpacking().numbers_per_read >= num_numbers_) {
    state_ = DecodeAll() ? State::kDecoded : State::kDamaged;
  }
  uint64_t next = 0;
  if (is_split_) {
    *positions++ = first_positions_[index];
    next = uint64_t{first_positions_[index]} + 1;
    first -= index;
    --tf;
  }
  assert(first + tf <= num_numbers_);
  const uint32_t* numbers = positions;
  if (state_ == State::kDecoded) {
    numbers = numbers_.data() + first;
  } else if (state_ == State::kDamaged ||
             !DecodeNumbers(first, tf, positions)) {
    state_ = State::kDamaged;
    return false;
  }
  for (uint32_t i = 0; i < tf; ++i) {
    next += numbers[i];
    positions[i] = static_cast<uint32_t>(next);
    ++next;
  }
  return next <= uint64_t{1} << 32;
}

}  // namespace telusur
