#include "index/segment/bit_packing.h"

#include <array>
#include <utility>

#include "index/segment/lanes.h"

namespace telusur {
namespace {

constexpr int kLanes = 4;
constexpr int kRows = kBlockSize / kLanes;
constexpr int kMaxWidth = 32;

constexpr uint32_t LowBits(int width) {
  return width == 32 ? ~uint32_t{0} : (uint32_t{1} << width) - 1;
}

// With the width known, shifts are constants and no branch is left: four to six
// times as fast as a loop for all widths
// (bench/results/2026-11-29-shared-2core/unpacking.md).
template <int width>
void UnpackBlockOfWidth(const char* packed, uint32_t* values) {
#pragma GCC unroll 32
  for (int row = 0; row < kRows; ++row) {
    const int bit = row * width;
    const int shift = bit % 32;
    const char* word = packed + bit / 32 * sizeof(Lanes32);
    Lanes32 lanes = LoadLanes<Lanes32>(word) >> shift;
    if (shift + width > 32) {
      lanes |= LoadLanes<Lanes32>(word + sizeof(Lanes32)) << (32 - shift);
    }
    StoreLanes(lanes & LowBits(width), values + row * kLanes);
  }
}

template <>
void UnpackBlockOfWidth<0>(const char* packed, uint32_t* values) {
  std::memset(values, 0, kBlockSize * sizeof(*values));
}

using Unpacker = void (*)(const char*, uint32_t*);

template <int... widths>
constexpr std::array<Unpacker, sizeof...(widths)> MakeUnpackers(
    std::integer_sequence<int, widths...>) {
  return {UnpackBlockOfWidth<widths>...};
}

constexpr std::array<Unpacker, kMaxWidth + 1> kUnpackers =
    MakeUnpackers(std::make_integer_sequence<int, kMaxWidth + 1>());

}  // namespace

void AppendPackedBlock(const uint32_t* values, int width, std::string* out) {
  if (width == 0) return;
  const uint32_t mask = LowBits(width);
  const size_t before = out->size();
  out->resize(before + PackedBlockBytes(width));
  char* to = &(*out)[before];
  Lanes32 word = {};
  int shift = 0;
  for (int row = 0; row < kRows; ++row) {
    const Lanes32 lanes = LoadLanes<Lanes32>(values + row * kLanes) & mask;
    word |= lanes << shift;
    shift += width;
    if (shift < 32) continue;
    StoreLanes(word, to);
    to += sizeof(word);
    shift -= 32;
    // The bits that did not fit; none, where a shift by 32 would be undefined.
    word = shift == 0 ? Lanes32{} : lanes >> (width - shift);
  }
}

void UnpackBlock(const char* packed, int width, uint32_t* values) {
  kUnpackers[width](packed, values);
}

// The bits of a writer during a loop: in registers, while the object's own are
// in memory, because writing the buffer may read them.
class BitWriter::Pending {
 public:
  explicit Pending(BitWriter* writer)
      : writer_(writer),
        bits_(writer->pending_),
        num_bits_(writer->num_pending_) {}
  ~Pending() {
    writer_->pending_ = bits_;
    writer_->num_pending_ = num_bits_;
  }

  // Appends `num_bits` (at most 32) bits. When a word is full cannot be
  // predicted: it is written in any case.
  void Append(uint64_t bits, int num_bits) {
    bits_ |= bits << num_bits_;
    num_bits_ += num_bits;
    const int num_words = num_bits_ >> 5;
    writer_->PutWord(static_cast<uint32_t>(bits_), num_words);
    bits_ >>= num_words << 5;
    num_bits_ &= 31;
  }

  void AppendUnary(uint32_t value) {
    for (; value >= 32; value -= 32) Append(0, 32);
    Append(uint64_t{1} << value, static_cast<int>(value) + 1);
  }

 private:
  BitWriter* const writer_;
  uint64_t bits_;
  int num_bits_;  // below 32
};

void BitWriter::AppendAll(absl::Span<const uint32_t> values, int width) {
  const uint64_t mask = (uint64_t{1} << width) - 1;
  const uint32_t* const v = values.data();
  const size_t n = values.size();
  const auto pair = [=](size_t i) {
    return (v[i] & mask) | (v[i + 1] & mask) << width;
  };
  Pending pending(this);
  size_t i = 0;
  if (width <= 8) {
    for (; i + 4 <= n; i += 4) {
      pending.Append(pair(i) | pair(i + 2) << 2 * width, 4 * width);
    }
  }
  if (width <= 16) {
    for (; i + 2 <= n; i += 2) pending.Append(pair(i), 2 * width);
  }
  for (; i < n; ++i) pending.Append(v[i] & mask, width);
}

void BitWriter::AppendAllUnary(absl::Span<const uint32_t> values, int width) {
  const uint32_t* const v = values.data();
  const size_t n = values.size();
  Pending pending(this);
  size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    const uint64_t a = v[i] >> width;
    const uint64_t b = v[i + 1] >> width;
    const uint64_t c = v[i + 2] >> width;
    const uint64_t d = v[i + 3] >> width;
    // Four numbers nearly always fit in a word.
    if (a + b + c + d > 28) {
      for (size_t k = i; k < i + 4; ++k) pending.AppendUnary(v[k] >> width);
      continue;
    }
    const uint64_t first = uint64_t{1} << a | uint64_t{2} << (a + b);
    const uint64_t second = uint64_t{1} << c | uint64_t{2} << (c + d);
    pending.Append(first | second << (a + b + 2),
                   static_cast<int>(a + b + c + d) + 4);
  }
  for (; i < n; ++i) pending.AppendUnary(v[i] >> width);
}

void BitWriter::FlushBuffer() {
  out_->append(buffer_, num_buffered_);
  num_buffered_ = 0;
}

}  // namespace telusur
