#include "index/posting_chunk.h"

#include <cassert>

#include "index/io/coding.h"

namespace telusur {
namespace {

// Most numbers of a chunk take one byte or two, which cannot be predicted: both
// are written and read without a branch.

// As EncodeVarint64, with room for a byte more.
inline char* Encode(uint64_t value, char* out) {
  if (value >> 14 != 0) return EncodeVarint64(value, out);
  const bool is_long = value >= 0x80;
  out[0] = static_cast<char>(value | (is_long ? 0x80 : 0));
  out[1] = static_cast<char>(value >> 7);
  return out + 1 + is_long;
}

// As DecodeVarint64.
inline const char* Decode(const char* p, const char* end, uint64_t* value) {
  if (end - p < 2) return DecodeVarint64(p, end, value);
  const uint32_t first = static_cast<uint8_t>(p[0]);
  const uint32_t second = static_cast<uint8_t>(p[1]);
  const uint32_t is_long = first >> 7;
  // Longer ones, and those that are longer than needed.
  if ((is_long & (second >> 7 | (second == 0))) != 0) {
    return DecodeVarint64(p, end, value);
  }
  *value = (first & 0x7f) | (second & -is_long) << 7;
  return p + 1 + is_long;
}

// The same for a number below 2^32; nullptr when it is not.
inline const char* Decode32(const char* p, const char* end, uint32_t* value) {
  uint64_t wide = 0;
  p = Decode(p, end, &wide);
  *value = static_cast<uint32_t>(wide);
  return wide >> 32 == 0 ? p : nullptr;
}

}  // namespace

char* EncodeChunk(absl::Span<const Occurrence> occurrences,
                  absl::Span<const uint32_t> forms, uint32_t form, char* out) {
  assert(!occurrences.empty() && occurrences.size() <= kMaxChunkOccurrences);
  assert(forms.empty() || forms.size() == occurrences.size());
  out = Encode(forms.empty() ? uint64_t{form} << 1 : 1, out);
  const Occurrence* const all = occurrences.data();
  const size_t n = occurrences.size();
  DocId before = 0;
  for (size_t i = 0; i < n;) {
    const DocId doc_id = all[i].doc_id;
    size_t end = i + 1;
    while (end < n && all[end].doc_id == doc_id) ++end;
    const bool single = end == i + 1;
    out = Encode(uint64_t{doc_id - before} << 1 | (single ? 1 : 0), out);
    before = doc_id;
    if (!single) out = Encode(end - i - 2, out);
    uint32_t position = 0;
    for (size_t j = i; j < end; ++j) {
      out = Encode(all[j].position - position, out);
      position = all[j].position;
    }
    if (!forms.empty()) {
      for (size_t j = i; j < end; ++j) out = Encode(forms[j], out);
    }
    i = end;
  }
  return out;
}

bool DecodeFirstOccurrence(absl::string_view chunk, Occurrence* first) {
  const char* p = chunk.data();
  const char* const end = p + chunk.size();
  uint64_t code = 0;
  uint64_t head = 0;
  uint32_t tf = 0;
  p = DecodeVarint64(p, end, &code);
  if (p != nullptr) p = DecodeVarint64(p, end, &head);
  if (p != nullptr && (head & 1) == 0) p = DecodeVarint32(p, end, &tf);
  if (p != nullptr) p = DecodeVarint32(p, end, &first->position);
  first->doc_id = static_cast<DocId>(head >> 1);
  return p != nullptr && head >> 33 == 0;
}

void ChunkReader::Open(absl::string_view chunk) {
  end_ = chunk.data() + chunk.size();
  doc_id_ = 0;
  uint64_t code = 0;
  p_ = DecodeVarint64(chunk.data(), end_, &code);
  ok_ = p_ != nullptr && code >> 33 == 0;
  has_forms_ = (code & 1) != 0;
  form_ = static_cast<uint32_t>(code >> 1);
}

bool ChunkReader::Next() {
  if (!ok_ || p_ == end_) return false;
  uint64_t head = 0;
  const char* p = Decode(p_, end_, &head);
  if (p == nullptr || head >> 33 != 0) return Damaged();
  doc_id_ += static_cast<DocId>(head >> 1);
  if ((head & 1) != 0 && !has_forms_) {  // most postings
    uint64_t position = 0;
    p_ = Decode(p, end_, &position);
    if (p_ == nullptr || position >> 32 != 0) return Damaged();
    tf_ = 1;
    has_repeats_ = false;
    positions_[0] = static_cast<uint32_t>(position);
    return true;
  }
  tf_ = 1;
  if ((head & 1) == 0) {
    p = DecodeVarint32(p, end_, &tf_);
    if (p == nullptr || tf_ > kMaxChunkOccurrences - 2) return Damaged();
    tf_ += 2;
  }
  if (positions_.size() < tf_) positions_.resize(tf_);
  has_repeats_ = false;
  uint32_t* const positions = positions_.data();
  uint32_t position = 0;
  for (uint32_t i = 0; i < tf_; ++i) {
    uint64_t step = 0;
    p = Decode(p, end_, &step);
    if (p == nullptr || step >> 32 != 0) return Damaged();
    position += static_cast<uint32_t>(step);
    has_repeats_ |= step == 0 && i > 0;
    positions[i] = position;
  }
  if (has_forms_) {
    if (forms_.size() < tf_) forms_.resize(tf_);
    for (uint32_t i = 0; i < tf_; ++i) {
      p = DecodeVarint32(p, end_, &forms_[i]);
      if (p == nullptr) return Damaged();
    }
  }
  p_ = p;
  return true;
}

// Positions become position numbers: the gaps of a chunk less 1.
inline const char* DecodePlainPositions(const char* p, const char* end,
                                        uint32_t tf, uint32_t* numbers) {
  p = Decode32(p, end, &numbers[0]);
  bool repeats = false;
  for (uint32_t i = 1; i < tf && p != nullptr; ++i) {
    uint32_t step;
    p = Decode32(p, end, &step);
    repeats |= step == 0;
    numbers[i] = step - 1;
  }
  return repeats ? nullptr : p;
}

int ChunkReader::NextPlain(const PostingRoom& room, uint32_t* num_numbers) {
  *num_numbers = 0;
  if (has_forms_) return 0;
  uint32_t* numbers = room.numbers;
  const uint32_t* const last = numbers + kMaxChunkOccurrences;
  uint64_t doc_id = doc_id_;
  const char* begin = p_;  // of the posting
  int n = 0;
  for (; n < room.num_postings; ++n) {
    uint64_t head = 0;
    const char* p = Decode(begin, end_, &head);
    if (p == nullptr) break;
    const uint64_t step = head >> 1;
    doc_id += step;
    uint32_t tf = 1;
    if ((head & 1) != 0) {  // most postings
      p = Decode32(p, end_, numbers);
    } else {
      p = Decode32(p, end_, &tf);
      if (p == nullptr || tf > kMaxChunkOccurrences - 2) break;
      tf += 2;
      if (tf > last - numbers) break;
      p = DecodePlainPositions(p, end_, tf, numbers);
    }
    if (p == nullptr || p == end_ || step == 0 || doc_id >> 32 != 0) break;
    room.doc_ids[n] = static_cast<DocId>(doc_id);
    room.tfs_minus_one[n] = tf - 1;
    numbers += tf;
    begin = p;
  }
  if (n == 0) return 0;
  p_ = begin;
  doc_id_ = room.doc_ids[n - 1];
  *num_numbers = static_cast<uint32_t>(numbers - room.numbers);
  return n;
}

}  // namespace telusur
