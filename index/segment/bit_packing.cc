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

void BitWriter::AppendAll(absl::Span<const uint32_t> values, int width) {
  const FrameWriting& writing = FastestFrameWriting();
  while (!values.empty()) {
    const auto piece = values.subspan(0, kValuesPerPiece);
    MakeRoom();
    writing.append_low_bits(piece.data(), piece.size(), width, &end_);
    values.remove_prefix(piece.size());
  }
}

void BitWriter::AppendAllUnary(absl::Span<const uint32_t> values, int width) {
  const FrameWriting& writing = FastestFrameWriting();
  while (!values.empty()) {
    const auto piece = values.subspan(0, kValuesPerPiece);
    const uint64_t num_bits =
        piece.size() + writing.sum_shifted(piece.data(), piece.size(), width);
    if (num_bits <= 8 * kPieceBytes) {
      MakeRoom();
      writing.append_unary(piece.data(), piece.size(), width, &end_);
    } else {
      for (const uint32_t value : piece) AppendUnary(value >> width);
    }
    values.remove_prefix(piece.size());
  }
}

void BitWriter::Flush() {
  out_->append(buffer_, end_.to - buffer_);
  end_.to = buffer_;
}

}  // namespace telusur
