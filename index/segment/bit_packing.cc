#include "index/segment/bit_packing.h"

#include <algorithm>
#include <array>
#include <utility>

#include "index/segment/lanes.h"
#include "index/segment/ones_of_bytes.h"

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

// The loops keep the pending bits in registers: the object's own are in memory,
// because writing the buffer may read them.
void BitWriter::AppendAll(absl::Span<const uint32_t> values, int width) {
  const uint64_t mask = (uint64_t{1} << width) - 1;
  uint64_t pending = pending_;
  int num_pending = num_pending_;
  for (const uint32_t value : values) {
    pending |= (value & mask) << num_pending;
    num_pending += width;
    if (num_pending < 32) continue;
    AppendWord(static_cast<uint32_t>(pending));
    pending >>= 32;
    num_pending -= 32;
  }
  pending_ = pending;
  num_pending_ = num_pending;
}

void BitWriter::AppendAllUnary(absl::Span<const uint32_t> values, int width) {
  uint64_t pending = pending_;
  int num_pending = num_pending_;
  for (const uint32_t value : values) {
    uint32_t zeros = value >> width;
    for (; zeros >= 32; zeros -= 32) {
      AppendWord(static_cast<uint32_t>(pending));
      pending >>= 32;
    }
    pending |= uint64_t{1} << (num_pending + zeros);
    num_pending += static_cast<int>(zeros) + 1;
    if (num_pending < 32) continue;
    AppendWord(static_cast<uint32_t>(pending));
    pending >>= 32;
    num_pending -= 32;
  }
  pending_ = pending;
  num_pending_ = num_pending;
}

void BitWriter::FlushBuffer() {
  out_->append(buffer_, num_buffered_);
  num_buffered_ = 0;
}

void UnpackBits(const char* begin, const char* end, uint64_t from, int n,
                int width, uint32_t* values) {
  const uint64_t size = static_cast<uint64_t>(end - begin);
  const uint64_t mask = LowBits(width);
  int i = 0;
  for (; i < n && from / 8 + 8 <= size; ++i) {
    uint64_t word;
    std::memcpy(&word, begin + from / 8, sizeof(word));
    values[i] = static_cast<uint32_t>(word >> (from % 8) & mask);
    from += width;
  }
  BitReader reader(begin, end);
  reader.Skip(from);
  for (; i < n; ++i) values[i] = reader.Read(width);
}

// A byte at a time: eight positions are written, as many of them as the byte
// has ones are kept. A hundred times ctz takes five times as long.
bool ListOnes(const char* begin, const char* end, int from, int n,
              uint16_t* ones) {
  end = begin + std::min<int64_t>(end - begin, kMaxUnaryBytes);
  uint32_t first_bits = 0xff << from;
  Lanes16 first_bit = {};
  for (int found = 0; found < n;) {
    if (begin == end) return false;
    const uint32_t byte = static_cast<uint8_t>(*begin++) & first_bits;
    first_bits = 0xff;
    StoreLanes(LoadLanes<Lanes16>(kOnesOfBytes.places[byte]) + first_bit,
               ones + found);
    first_bit += 8;
    found += kOnesOfBytes.num_ones[byte];
  }
  return true;
}

bool AddUnary(const uint16_t* ones, int n, int width, uint32_t* values) {
  const Lanes16 zero = {};
  Lanes16 all_lanes = {};
  int i = 0;
  for (; i + 8 <= n; i += 8) {
    const Lanes16 numbers =
        LoadLanes<Lanes16>(ones + i) - LoadLanes<Lanes16>(ones + i - 1) - 1;
    all_lanes |= numbers;
    const auto low = reinterpret_cast<Lanes32>(
        __builtin_shufflevector(numbers, zero, 0, 8, 1, 9, 2, 10, 3, 11));
    const auto high = reinterpret_cast<Lanes32>(
        __builtin_shufflevector(numbers, zero, 4, 12, 5, 13, 6, 14, 7, 15));
    uint32_t* to = values + i;
    StoreLanes(LoadLanes<Lanes32>(to) | low << width, to);
    StoreLanes(LoadLanes<Lanes32>(to + 4) | high << width, to + 4);
  }
  uint16_t all = 0;
  for (int lane = 0; lane < 8; ++lane) all |= all_lanes[lane];
  for (; i < n; ++i) {
    const uint16_t number = static_cast<uint16_t>(ones[i] - ones[i - 1] - 1);
    all |= number;
    values[i] |= uint32_t{number} << width;
  }
  return uint64_t{all} << width >> 32 == 0;
}

}  // namespace telusur
