#include "index/segment/integer_coding.h"

#include <algorithm>

#include "absl/types/span.h"
#include "index/segment/bit_unpacking.h"
#include "index/segment/frame_writing.h"
#include "index/segment/lanes.h"

namespace telusur {
namespace {

// The widest Rice code and the widest patched packing: 5 bits in a header.
constexpr int kMaxWidth = 31;

constexpr int kLanes = 4;  // of Lanes32

// The sum of all values >> width.
uint64_t SumShifted(const uint32_t* values, size_t n, int width) {
  return FastestFrameWriting().sum_shifted(values, n, width);
}

uint64_t RiceBits(const uint32_t* values, size_t n, int width) {
  return uint64_t{n} * (width + 1) + SumShifted(values, n, width);
}

// Bits of the largest of kBlockSize values.
int MaxBitWidth(const uint32_t* values) {
  Lanes32 all = {};
  for (int i = 0; i < kBlockSize; i += kLanes) {
    all |= LoadLanes<Lanes32>(values + i);
  }
  return BitWidth(all[0] | all[1] | all[2] | all[3]);
}

// How many of kBlockSize values have more than `width` (0 to 31) bits.
int NumWider(const uint32_t* values, int width) {
  Lanes32 counts = {};
  for (int i = 0; i < kBlockSize; i += kLanes) {
    counts -=
        reinterpret_cast<Lanes32>(LoadLanes<Lanes32>(values + i) >> width != 0);
  }
  return static_cast<int>(counts[0] + counts[1] + counts[2] + counts[3]);
}

uint64_t PatchedBits(int width, int num_exceptions, int max_width) {
  return 8 * PackedBlockBytes(width) + 16 +
         8 * static_cast<uint64_t>(num_exceptions) +
         (num_exceptions * (max_width - width) + 7) / 8 * 8;
}

void AppendExceptions(const uint32_t* values, int width, std::string* out) {
  uint8_t indexes[kBlockSize];
  int count = 0;
  uint32_t all_high_bits = 0;
  for (int i = 0; i < kBlockSize; ++i) {
    const uint32_t high = values[i] >> width;
    if (high == 0) continue;
    indexes[count++] = static_cast<uint8_t>(i);
    all_high_bits |= high;
  }
  const int high_width = BitWidth(all_high_bits);
  out->push_back(static_cast<char>(count));
  out->push_back(static_cast<char>(high_width));
  out->append(reinterpret_cast<const char*>(indexes), count);
  BitWriter writer(out);
  for (int i = 0; i < count; ++i) {
    writer.Append(values[indexes[i]] >> width, high_width);
  }
  writer.Finish();
}

const char* DecodeExceptions(const char* p, const char* end, int width,
                             uint32_t* values) {
  if (end - p < 2) return nullptr;
  const int count = static_cast<uint8_t>(p[0]);
  const int high_width = static_cast<uint8_t>(p[1]);
  p += 2;
  const int high_bytes = (count * high_width + 7) / 8;
  if (count > kBlockSize || high_width + width > 32 ||
      end - p < count + high_bytes) {
    return nullptr;
  }
  BitReader reader(p + count, p + count + high_bytes);
  for (int i = 0; i < count; ++i) {
    const int index = static_cast<uint8_t>(p[i]);
    if (index >= kBlockSize) return nullptr;
    values[index] |= reader.Read(high_width) << width;
  }
  return p + count + high_bytes;
}

// Adds the unary numbers at `p`, shifted by `width`, to kBlockSize `values`.
const char* DecodeHighParts(const char* p, const char* end, int width,
                            uint32_t* values) {
  uint16_t ones[1 + kBlockSize + kOnesSlack];
  ones[0] = ~uint16_t{0};  // as if a one stood before the first bit
  const BitUnpacking& unpacking = FastestBitUnpacking();
  if (!unpacking.list_ones(p, end, 0, kBlockSize, ones + 1) ||
      !unpacking.add_unary(ones + 1, kBlockSize, width, values)) {
    return nullptr;
  }
  return p + ones[kBlockSize] / 8 + 1;
}

}  // namespace

IntegerCode ChooseRiceCode(const uint32_t* values, size_t n) {
  const uint32_t mean =
      n == 0 ? 0 : static_cast<uint32_t>(SumShifted(values, n, 0) / n);
  // The cost is convex in the width, and its minimum is next to log2(mean).
  int width = std::min(std::max(BitWidth(mean) - 1, 0), kMaxWidth);
  uint64_t bits = RiceBits(values, n, width);
  while (width > 0) {
    const uint64_t narrower = RiceBits(values, n, width - 1);
    if (narrower >= bits) break;
    bits = narrower;
    --width;
  }
  while (width < kMaxWidth) {
    const uint64_t wider = RiceBits(values, n, width + 1);
    if (wider > bits) break;
    bits = wider;
    ++width;
  }
  IntegerCode code;
  code.width = static_cast<uint8_t>(width);
  code.bits = bits;
  return code;
}

IntegerCode ChoosePatchedCode(const uint32_t* values, uint64_t bits_to_beat) {
  const int max_width = MaxBitWidth(values);
  IntegerCode best;
  best.patched = true;
  best.bits = bits_to_beat;
  const uint64_t widest = bits_to_beat / kBlockSize;
  for (int width = static_cast<int>(std::min<uint64_t>(
           {widest, static_cast<uint64_t>(max_width), kMaxWidth}));
       width >= 0; --width) {
    const int num_exceptions = NumWider(values, width);
    const uint64_t bits = PatchedBits(width, num_exceptions, max_width);
    if (bits < best.bits) {
      best.width = static_cast<uint8_t>(width);
      best.bits = bits;
    }
    // A narrower code has these exceptions and a bit more for each.
    if (PatchedBits(0, num_exceptions, max_width - width + 1) >= best.bits) {
      break;
    }
  }
  return best;
}

IntegerCode ChooseBlockCode(const uint32_t* values) {
  const IntegerCode rice = ChooseRiceCode(values, kBlockSize);
  const IntegerCode patched = ChoosePatchedCode(values, rice.bits);
  return patched.bits < rice.bits ? patched : rice;
}

void AppendBlock(const uint32_t* values, const IntegerCode& code,
                 std::string* out) {
  AppendPackedBlock(values, code.width, out);
  if (code.patched) {
    AppendExceptions(values, code.width, out);
    return;
  }
  BitWriter writer(out);
  writer.AppendAllUnary(absl::MakeConstSpan(values, kBlockSize), code.width);
  writer.Finish();
}

const char* DecodeBlock(const char* p, const char* end, bool patched, int width,
                        uint32_t* values) {
  if (width > kMaxWidth || end - p < PackedBlockBytes(width)) return nullptr;
  UnpackBlock(p, width, values);
  p += PackedBlockBytes(width);
  return patched ? DecodeExceptions(p, end, width, values)
                 : DecodeHighParts(p, end, width, values);
}

}  // namespace telusur
