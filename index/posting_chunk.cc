#include "index/posting_chunk.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "index/io/coding.h"
#include "index/segment/bit_packing.h"

namespace telusur {
namespace {

constexpr uint64_t kForms = 1;
constexpr uint64_t kRepeats = 2;
constexpr uint64_t kWide = 4;
constexpr int kFormShift = 3;

constexpr size_t BitBytes(size_t num_bits) { return (num_bits + 7) / 8; }

// As ChunkCoding, for a chunk whose numbers take two or four bytes.
char* EncodeWide(const uint32_t* numbers, size_t n, char* bits, char* out) {
  std::memset(bits, 0, BitBytes(n));
  for (size_t i = 0; i < n; ++i) {
    const bool is_long = numbers[i] > 0xffff;
    bits[i / 8] = static_cast<char>(bits[i / 8] | is_long << i % 8);
    EncodeFixed32(numbers[i], out);
    out += is_long ? 4 : 2;
  }
  return out;
}

// Reads the i-th number, at `*p`, which moves behind it.
uint32_t DecodeNumber(const uint8_t* bits, uint32_t i, bool is_wide,
                      const char** p) {
  const bool is_long = (bits[i / 8] >> i % 8 & 1) != 0;
  const int num_bytes = (is_long ? 2 : 1) * (is_wide ? 2 : 1);
  uint32_t value = 0;
  for (int byte = 0; byte < num_bytes; ++byte) {
    value |= uint32_t{static_cast<uint8_t>(*(*p)++)} << 8 * byte;
  }
  return value;
}

// The one bits among the first `n`.
uint32_t NumOnesOf(const uint8_t* bits, uint32_t n) {
  constexpr uint32_t kWordBits = 64;
  uint64_t ones = 0;
  for (; n >= kWordBits; n -= kWordBits, bits += kWordBits / 8) {
    uint64_t word;
    std::memcpy(&word, bits, sizeof(word));
    ones += NumOnes(word);
  }
  uint64_t rest = 0;
  for (uint32_t i = 0; i < BitBytes(n); ++i) rest |= uint64_t{bits[i]} << 8 * i;
  return static_cast<uint32_t>(ones + NumOnes(rest & ((uint64_t{1} << n) - 1)));
}

// A position that stands twice has the number -1: makes all numbers but those
// of starts greater by one.
void AddOnes(size_t n, ChunkNumbers* numbers) {
  numbers->all_bits = 0;
  for (size_t i = 0; i < n; ++i) {
    numbers->numbers[i] += ~numbers->starts[i / 8] >> i % 8 & 1;
    numbers->all_bits |= numbers->numbers[i];
  }
  for (uint32_t i = 0; i < numbers->num_gaps; ++i) {
    numbers->all_bits |= numbers->gaps[i];
  }
}

}  // namespace

char* EncodeChunk(const PackedOccurrences& occurrences,
                  absl::Span<const uint32_t> forms, uint32_t form, char* out) {
  assert(occurrences.size() >= 1 && occurrences.size() <= kMaxChunkOccurrences);
  assert(forms.empty() || forms.size() == occurrences.size());
  const ChunkCoding& coding = FastestChunkCoding();
  const size_t n = occurrences.size() - 1;
  ChunkNumbers numbers;
  coding.list(occurrences, &numbers);
  if (numbers.repeats) AddOnes(n, &numbers);
  const bool is_wide = numbers.all_bits > 0xffff;
  out = EncodeVarint64((forms.empty() ? uint64_t{form} << kFormShift : kForms) |
                           (numbers.repeats ? kRepeats : 0) |
                           (is_wide ? kWide : 0),
                       out);
  out = EncodeVarint32(static_cast<uint32_t>(n), out);
  const Occurrence first = occurrences[0];
  out = EncodeVarint32(first.doc_id, out);
  out = EncodeVarint32(first.position, out);
  std::memcpy(out, numbers.starts, BitBytes(n));
  char* const long_gaps = out + BitBytes(n);
  char* const long_numbers = long_gaps + BitBytes(numbers.num_gaps);
  out = long_numbers + BitBytes(n);
  const auto encode = is_wide ? EncodeWide : coding.encode;
  out = encode(numbers.gaps, numbers.num_gaps, long_gaps, out);
  out = encode(numbers.numbers, n, long_numbers, out);
  for (const uint32_t f : forms) out = EncodeVarint32(f, out);
  return out;
}

bool DecodeFirstOccurrence(absl::string_view chunk, Occurrence* first) {
  const char* p = chunk.data();
  const char* const end = p + chunk.size();
  uint64_t code = 0;
  uint32_t num_further = 0;
  p = DecodeVarint64(p, end, &code);
  if (p != nullptr) p = DecodeVarint32(p, end, &num_further);
  if (p != nullptr) p = DecodeVarint32(p, end, &first->doc_id);
  if (p != nullptr) p = DecodeVarint32(p, end, &first->position);
  return p != nullptr;
}

void ChunkReader::Open(absl::string_view chunk) { ok_ = ReadHeader(chunk); }

// Finds the parts of the chunk. All that lies in them can then be read.
bool ChunkReader::ReadHeader(absl::string_view chunk) {
  num_read_ = 0;
  num_gaps_read_ = 0;
  end_ = chunk.data() + chunk.size();
  uint64_t code = 0;
  uint32_t n = 0;
  const char* p = DecodeVarint64(chunk.data(), end_, &code);
  if (p == nullptr || code >> (32 + kFormShift) != 0) return false;
  has_forms_ = (code & kForms) != 0;
  may_repeat_ = (code & kRepeats) != 0;
  is_wide_ = (code & kWide) != 0;
  form_ = static_cast<uint32_t>(code >> kFormShift);
  p = DecodeVarint32(p, end_, &n);
  if (p == nullptr || n >= kMaxChunkOccurrences) return false;
  num_occurrences_ = n + 1;
  p = DecodeVarint32(p, end_, &doc_id_);
  if (p != nullptr) p = DecodeVarint32(p, end_, &positions_[0]);
  if (p == nullptr) return false;
  starts_ = reinterpret_cast<const uint8_t*>(p);
  size_t left = end_ - p;
  if (left < 2 * BitBytes(n)) return false;
  const uint32_t num_gaps = NumOnesOf(starts_, n);
  const size_t bit_bytes = 2 * BitBytes(n) + BitBytes(num_gaps);
  if (left < bit_bytes) return false;
  left -= bit_bytes;
  long_gaps_ = starts_ + BitBytes(n);
  long_numbers_ = long_gaps_ + BitBytes(num_gaps);
  const uint32_t scale = is_wide_ ? 2 : 1;
  const size_t gap_bytes = scale * (num_gaps + NumOnesOf(long_gaps_, num_gaps));
  const size_t number_bytes = scale * (n + NumOnesOf(long_numbers_, n));
  if (left < gap_bytes + number_bytes) return false;
  next_gap_ = p + bit_bytes;
  next_number_ = next_gap_ + gap_bytes;
  next_form_ = next_number_ + number_bytes;
  return has_forms_ || next_form_ == end_;
}

bool ChunkReader::Next() {
  if (!ok_ || is_last()) return false;
  const auto next_number = [this] {
    return DecodeNumber(long_numbers_, num_read_ - 1, is_wide_, &next_number_);
  };
  if (num_read_ > 0) {
    doc_id_ += DecodeNumber(long_gaps_, num_gaps_read_++, is_wide_, &next_gap_);
    positions_[0] = next_number();
  }
  ++num_read_;
  tf_ = 1;
  has_repeats_ = false;
  const uint32_t least = may_repeat_ ? 0 : 1;
  for (; !is_last() && !IsStart(num_read_); ++num_read_, ++tf_) {
    if (positions_.size() == tf_) positions_.resize(2 * tf_);
    const uint32_t step = next_number() + least;
    has_repeats_ |= step == 0;
    positions_[tf_] = positions_[tf_ - 1] + step;
  }
  if (!has_forms_) return true;
  if (forms_.size() < tf_) forms_.resize(2 * tf_);
  for (uint32_t i = 0; i < tf_; ++i) {
    next_form_ = DecodeVarint32(next_form_, end_, &forms_[i]);
    if (next_form_ == nullptr) return SetDamagedAndStop();
  }
  return true;
}

const char* ChunkReader::ReadNumbers(const uint8_t* bits, uint32_t i,
                                     uint32_t n, const char* p,
                                     uint32_t* numbers) const {
  if (!is_wide_) return coding_.decode(bits, i, n, p, end_, numbers);
  for (uint32_t k = 0; k < n; ++k) {
    numbers[k] = DecodeNumber(bits, i + k, is_wide_, &p);
  }
  return p;
}

int ChunkReader::NextPlain(const PostingRoom& room, uint32_t* num_numbers) {
  static_assert(PostingRoom::kTfSlack >= kChunkCodingSlack, "");
  if (has_forms_ || may_repeat_ || is_last()) return 0;
  // The last posting has no start behind it.
  const int n = coding_.list_zeros(
      starts_, num_read_, num_occurrences_ - 1, end_,
      std::min(room.num_postings, kBlockSize), room.tfs_minus_one, num_numbers);
  if (n == 0) return 0;
  uint32_t gaps[kBlockSize + kChunkCodingSlack];
  next_gap_ = ReadNumbers(long_gaps_, num_gaps_read_, n, next_gap_, gaps);
  uint64_t doc_id = doc_id_;
  bool increases = true;
  for (int i = 0; i < n; ++i) {
    doc_id += gaps[i];
    increases &= gaps[i] != 0;
    room.doc_ids[i] = static_cast<DocId>(doc_id);
  }
  next_number_ = ReadNumbers(long_numbers_, num_read_ - 1, *num_numbers,
                             next_number_, room.numbers);
  if (!increases || doc_id >> 32 != 0) {
    SetDamaged();
    return 0;
  }
  num_gaps_read_ += n;
  num_read_ += *num_numbers;
  doc_id_ = room.doc_ids[n - 1];
  return n;
}

}  // namespace telusur
