#include "index/segment/dictionary_block.h"

#include <algorithm>

#include "index/io/coding.h"
#include "index/segment/postings_list.h"

namespace telusur {
namespace {

constexpr uint64_t kCfIsDf = 1;
constexpr uint64_t kIsForm = 2;
constexpr uint64_t kIsSpelled = 4;
constexpr int kDfShift = 3;

// max_impact and kth_impact.
constexpr int kImpactBytes = 1 + static_cast<int>(kPrimedK.size());

const char* DecodeImpacts(const char* p, const char* end, TermInfo* info) {
  if (end - p < kImpactBytes) return nullptr;
  info->max_impact = static_cast<uint8_t>(*p++);
  for (uint8_t& impact : info->kth_impact) {
    impact = static_cast<uint8_t>(*p++);
  }
  return p;
}

// DecodeVarint64 for numbers that are mostly of one or two bytes.
inline const char* DecodeShortVarint(const char* p, const char* end,
                                     uint64_t* value) {
  if (end - p < 2 || static_cast<int8_t>(p[0]) >= 0 ||
      static_cast<int8_t>(p[1]) <= 0) {
    return DecodeVarint64(p, end, value);
  }
  *value = (p[0] & 0x7f) | static_cast<uint64_t>(p[1]) << 7;
  return p + 2;
}

const char* SkipForm(const char* p, const char* end) {
  uint32_t shared = 0;
  uint32_t size = 0;
  p = DecodeVarint32(p, end, &shared);
  if (p != nullptr) p = DecodeVarint32(p, end, &size);
  return p == nullptr || size > static_cast<size_t>(end - p) ? nullptr
                                                             : p + size;
}

// Passes over an info with its form, and moves `*offsets` past its list.
// nullptr at damage, as far as it is met.
const char* SkipInfo(const char* p, const char* end, TermInfo* offsets) {
  uint64_t head = 0;
  uint64_t more = 0;
  p = DecodeShortVarint(p, end, &head);
  if (p != nullptr && (head & kCfIsDf) == 0) {
    p = DecodeShortVarint(p, end, &more);
  }
  if (p == nullptr) return nullptr;
  TermInfo info;
  info.df = static_cast<uint32_t>(head >> kDfShift) + 1;
  uint64_t doc_id_or_bytes = 0;
  p = DecodeShortVarint(p, end, &doc_id_or_bytes);
  if (p == nullptr) return nullptr;
  uint64_t position_or_bytes = 0;
  p = DecodeShortVarint(p, end, &position_or_bytes);
  if (p == nullptr) return nullptr;
  if (info.df > 1) info.postings_bytes = doc_id_or_bytes;
  if (info.df + more > 1) info.positions_bytes = position_or_bytes;
  offsets->postings_offset += info.postings_bytes;
  offsets->positions_offset += info.positions_bytes;
  if (info.df > kBlockSize) offsets->skip_offset += SkipBytes(info);
  if (info.df >= kMinDfForImpacts) {
    if (end - p < kImpactBytes) return nullptr;
    p += kImpactBytes;
  }
  return (head & kIsSpelled) != 0 ? SkipForm(p, end) : p;
}

// Looks for `key` among front-coded terms, without putting any of them
// together: what a term shares with the one before decides, or else its suffix.
FindResult FindTerm(const DictionaryBlock& block, absl::string_view key,
                    uint32_t* index) {
  const char* p = block.terms;
  size_t size_before = 0;
  size_t matched = 0;  // bytes that `key` shares with the term before
  for (uint32_t i = 0; i < block.num_terms; ++i) {
    uint32_t shared = 0;
    uint32_t size = 0;
    p = DecodeVarint32(p, block.infos, &shared);
    if (p == nullptr) return FindResult::kDamage;
    p = DecodeVarint32(p, block.infos, &size);
    if (p == nullptr || shared > size_before || size > kMaxKeyBytes ||
        size > static_cast<size_t>(block.infos - p)) {
      return FindResult::kDamage;
    }
    size_before = shared + size;
    // The term before is less than the key, and so is one that differs from it
    // later than the key does. One that differs earlier is greater.
    if (shared < matched) return FindResult::kAbsent;
    if (shared == matched) {
      const absl::string_view suffix(p, size);
      const absl::string_view rest = key.substr(matched);
      const size_t same = SharedPrefix(suffix, rest);
      matched += same;
      if (same == rest.size()) {
        *index = i;
        return same == size ? FindResult::kFound : FindResult::kAbsent;
      }
      if (same<size&& static_cast<uint8_t>(suffix[same])> static_cast<uint8_t>(
              rest[same])) {
        return FindResult::kAbsent;
      }
    }
    p += size;
  }
  return FindResult::kAbsent;
}

}  // namespace

size_t SharedPrefix(absl::string_view a, absl::string_view b) {
  const size_t size = std::min(a.size(), b.size());
  size_t i = 0;
  while (i < size && a[i] == b[i]) ++i;
  return i;
}

void AppendFrontCoded(absl::string_view before, absl::string_view text,
                      std::string* out) {
  const size_t shared = SharedPrefix(before, text);
  AppendVarint32(static_cast<uint32_t>(shared), out);
  AppendVarint32(static_cast<uint32_t>(text.size() - shared), out);
  out->append(text.data() + shared, text.size() - shared);
}

const char* DecodeFrontCoded(const char* p, const char* end,
                             std::string* text) {
  uint32_t shared = 0;
  uint32_t size = 0;
  p = DecodeVarint32(p, end, &shared);
  if (p == nullptr) return nullptr;
  p = DecodeVarint32(p, end, &size);
  if (p == nullptr || shared > text->size() || size > kMaxKeyBytes ||
      shared + size > kMaxKeyBytes || size > static_cast<size_t>(end - p)) {
    return nullptr;
  }
  text->resize(shared);
  text->append(p, size);
  return p + size;
}

void AppendInfo(absl::string_view term, const TermInfo& info,
                absl::string_view form, std::string* out) {
  const bool spelled = !form.empty() && form != term;
  AppendVarint64(uint64_t{info.df - 1} << kDfShift |
                     (spelled ? kIsSpelled : 0) | (info.is_form ? kIsForm : 0) |
                     (info.cf == info.df ? kCfIsDf : 0),
                 out);
  if (info.cf != info.df) AppendVarint64(info.cf - info.df, out);
  if (info.df == 1) {
    AppendVarint32(info.doc_id, out);
  } else {
    AppendVarint64(info.postings_bytes, out);
  }
  if (info.cf == 1) {
    AppendVarint32(info.position, out);
  } else {
    AppendVarint64(info.positions_bytes, out);
  }
  if (info.df >= kMinDfForImpacts) {
    out->push_back(static_cast<char>(info.max_impact));
    for (const uint8_t impact : info.kth_impact) {
      out->push_back(static_cast<char>(impact));
    }
  }
  if (spelled) AppendFrontCoded(term, form, out);
}

const char* DecodeInfo(const char* p, const char* end, uint32_t num_docs,
                       TermInfo* info, bool* spelled) {
  uint64_t head = 0;
  p = DecodeVarint64(p, end, &head);
  if (p == nullptr || head >> kDfShift >= num_docs) return nullptr;
  info->df = static_cast<uint32_t>(head >> kDfShift) + 1;
  info->is_form = (head & kIsForm) != 0;
  *spelled = (head & kIsSpelled) != 0;
  info->cf = info->df;
  if ((head & kCfIsDf) == 0) {
    uint64_t more = 0;
    p = DecodeVarint64(p, end, &more);
    if (p == nullptr || more > uint64_t{info->df} * ~uint32_t{0}) {
      return nullptr;
    }
    info->cf += more;
    if (info->df == 1 && info->cf > ~uint32_t{0}) return nullptr;
  }
  info->postings_bytes = 0;
  p = info->df == 1 ? DecodeVarint32(p, end, &info->doc_id)
                    : DecodeVarint64(p, end, &info->postings_bytes);
  if (p == nullptr || (info->df == 1 && info->doc_id >= num_docs)) {
    return nullptr;
  }
  info->positions_bytes = 0;
  p = info->cf == 1 ? DecodeVarint32(p, end, &info->position)
                    : DecodeVarint64(p, end, &info->positions_bytes);
  if (p == nullptr) return nullptr;
  info->max_impact = 0;
  return info->df >= kMinDfForImpacts ? DecodeImpacts(p, end, info) : p;
}

const char* DecodeForm(const char* p, const char* end, absl::string_view term,
                       bool spelled, std::string* form) {
  form->clear();
  if (!spelled) return p;
  form->assign(term.data(), term.size());
  return DecodeFrontCoded(p, end, form);
}

void AdvanceOffsets(const TermInfo& info, TermInfo* offsets) {
  offsets->postings_offset = info.postings_offset + info.postings_bytes;
  offsets->positions_offset = info.positions_offset + info.positions_bytes;
  offsets->skip_offset = info.skip_offset + SkipBytes(info);
}

bool ParseDictionaryBlock(absl::string_view content, DictionaryBlock* block) {
  const char* p = content.data();
  block->end = p + content.size();
  uint32_t terms_bytes = 0;
  TermInfo& offsets = block->offsets;
  if ((p = DecodeVarint64(p, block->end, &offsets.postings_offset)) ==
          nullptr ||
      (p = DecodeVarint64(p, block->end, &offsets.positions_offset)) ==
          nullptr ||
      (p = DecodeVarint64(p, block->end, &offsets.skip_offset)) == nullptr ||
      (p = DecodeVarint32(p, block->end, &block->num_terms)) == nullptr ||
      (p = DecodeVarint32(p, block->end, &terms_bytes)) == nullptr ||
      block->num_terms == 0 || block->num_terms > kTermsPerBlock ||
      terms_bytes > static_cast<size_t>(block->end - p)) {
    return false;
  }
  block->terms = p;
  block->infos = p + terms_bytes;
  return true;
}

FindResult FindInBlock(absl::string_view content, absl::string_view key,
                       uint32_t num_docs, TermInfo* info, std::string* form) {
  DictionaryBlock block;
  if (!ParseDictionaryBlock(content, &block)) return FindResult::kDamage;
  uint32_t index = 0;
  const FindResult result = FindTerm(block, key, &index);
  if (result != FindResult::kFound) return result;
  const char* p = block.infos;
  for (uint32_t i = 0; i < index && p != nullptr; ++i) {
    p = SkipInfo(p, block.end, &block.offsets);
  }
  *info = block.offsets;
  bool spelled = false;
  if (p != nullptr) p = DecodeInfo(p, block.end, num_docs, info, &spelled);
  if (p != nullptr) p = DecodeForm(p, block.end, key, spelled, form);
  return p == nullptr ? FindResult::kDamage : FindResult::kFound;
}

}  // namespace telusur
