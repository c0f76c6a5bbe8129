#include "index/posting_chunk.h"

#include <cassert>

#include "index/io/coding.h"

namespace telusur {
namespace {

// Most numbers of a chunk take one byte.
inline char* Encode(uint64_t value, char* out) {
  while (value >= 0x80) {
    *out++ = static_cast<char>(value | 0x80);
    value >>= 7;
  }
  *out++ = static_cast<char>(value);
  return out;
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
  const char* p = DecodeVarint64(p_, end_, &head);
  if (p == nullptr || head >> 33 != 0) return Damaged();
  doc_id_ += static_cast<DocId>(head >> 1);
  tf_ = 1;
  if ((head & 1) == 0) {
    p = DecodeVarint32(p, end_, &tf_);
    if (p == nullptr || tf_ > kMaxChunkOccurrences - 2) return Damaged();
    tf_ += 2;
  }
  if (positions_.size() < tf_) positions_.resize(tf_);
  uint32_t position = 0;
  for (uint32_t i = 0; i < tf_; ++i) {
    uint32_t step = 0;
    p = DecodeVarint32(p, end_, &step);
    if (p == nullptr) return Damaged();
    position += step;
    positions_[i] = position;
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

}  // namespace telusur
