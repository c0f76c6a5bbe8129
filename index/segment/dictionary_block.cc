#include "index/segment/dictionary_block.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <iterator>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "index/io/coding.h"
#include "index/segment/postings_list.h"

namespace telusur {
namespace {

constexpr uint32_t kHeadBytes = 6;

// A shape's larger numbers go on in the suffix.
constexpr uint32_t kLargeShape = 15;

constexpr int kBytesBits = 3;
constexpr uint32_t kBytesMask = (1 << kBytesBits) - 1;
constexpr uint32_t kIsSpelled = 1 << 12;
constexpr uint32_t kIsForm = 1 << 13;
constexpr uint32_t kHasImpacts = 1 << 14;

// max_impact and kth_impact.
constexpr int kImpactBytes = 1 + static_cast<int>(kPrimedK.size());

// The number of bytes with which both begin.
inline size_t SharedPrefix(absl::string_view a, absl::string_view b) {
  const size_t size = std::min(a.size(), b.size());
  size_t i = 0;
  while (i < size && a[i] == b[i]) ++i;
  return i;
}

// Appends `value` and returns the bytes that it takes.
uint32_t AppendNumber(uint64_t value, std::string* out) {
  uint32_t bytes = 0;
  for (; value != 0; value >>= 8, ++bytes) {
    out->push_back(static_cast<char>(value));
  }
  // No file is large enough for more.
  assert(bytes <= kBytesMask);
  return bytes;
}

// The number of so many bytes. REQUIRES: bytes <= 7; p + bytes <= end.
inline uint64_t LoadNumber(const char* p, uint32_t bytes, const char* end) {
  if (end - p >= 8) {
    return DecodeFixed64(p) & ((uint64_t{1} << (8 * bytes)) - 1);
  }
  uint64_t value = 0;
  for (uint32_t i = bytes; i-- > 0;) {
    value = value << 8 | static_cast<uint8_t>(p[i]);
  }
  return value;
}

// Takes a number of so many bytes. False at one that needs fewer.
inline bool TakeNumber(uint32_t bytes, const char** p, const char* end,
                       uint64_t* value) {
  *value = LoadNumber(*p, bytes, end);
  *p += bytes;
  return bytes == 0 || *value >> (8 * (bytes - 1)) != 0;
}

// The bytes of an info's numbers.
struct InfoBytes {
  explicit InfoBytes(uint32_t shape)
      : df(shape & kBytesMask),
        cf(shape >> kBytesBits & kBytesMask),
        postings(shape >> 2 * kBytesBits & kBytesMask),
        positions(shape >> 3 * kBytesBits & kBytesMask),
        impacts((shape & kHasImpacts) != 0 ? kImpactBytes : 0) {}

  uint32_t total() const { return df + cf + postings + positions + impacts; }

  uint32_t df;
  uint32_t cf;
  uint32_t postings;
  uint32_t positions;
  uint32_t impacts;
};

// Appends `text` as it differs from `before`.
void AppendFrontCoded(absl::string_view before, absl::string_view text,
                      std::string* shapes, std::string* suffixes) {
  const uint32_t shared = static_cast<uint32_t>(SharedPrefix(before, text));
  const uint32_t size = static_cast<uint32_t>(text.size()) - shared;
  shapes->push_back(static_cast<char>(std::min(shared, kLargeShape) << 4 |
                                      std::min(size, kLargeShape)));
  if (shared >= kLargeShape) AppendVarint32(shared - kLargeShape, suffixes);
  if (size >= kLargeShape) AppendVarint32(size - kLargeShape, suffixes);
  suffixes->append(text.data() + shared, size);
}

// A text as it differs from the one before.
struct FrontCoded {
  uint32_t shared;
  uint32_t size;
  const char* suffix;
};

// What a suffix begins with if its shape has a large number. nullptr at damage.
const char* DecodeLargeShape(const char* p, const char* end, FrontCoded* text) {
  for (uint32_t* const number : {&text->shared, &text->size}) {
    if (*number < kLargeShape) continue;
    uint32_t more = 0;
    p = DecodeVarint32(p, end, &more);
    if (p == nullptr || more > kMaxKeyBytes) return nullptr;
    *number += more;
  }
  return p;
}

// Decodes the text of `shape` after one of `size_before` bytes. False at
// damage; the next suffix is at text->suffix + text->size.
inline bool DecodeFrontCoded(char shape, const char* p, const char* end,
                             size_t size_before, FrontCoded* text) {
  text->shared = static_cast<uint8_t>(shape) >> 4;
  text->size = static_cast<uint8_t>(shape) & kLargeShape;
  if (text->shared == kLargeShape || text->size == kLargeShape) {
    p = DecodeLargeShape(p, end, text);
    if (p == nullptr) return false;
  }
  text->suffix = p;
  return text->shared <= size_before &&
         text->shared + text->size <= kMaxKeyBytes &&
         text->size <= static_cast<size_t>(end - p);
}

// Makes `*text`, the one before, the text that is coded.
void Assemble(const FrontCoded& coded, std::string* text) {
  text->resize(coded.shared);
  text->append(coded.suffix, coded.size);
}

// The shapes of a block's terms, all at once.
class ShapeColumn {
 public:
  // Reads the shapes of `n` terms. False if one is large, shares more than the
  // term before has, or if the suffixes take more than `suffixes_bytes`.
  // REQUIRES: n <= kTermsPerBlock, and so many bytes at `shapes`.
  bool Read(const char* shapes, uint32_t n, size_t suffixes_bytes);

  // The first term from `i` on that shares at most so many bytes with the one
  // before, or kTermsPerBlock. REQUIRES: i < n.
  uint32_t NextThatSharesAtMost(uint32_t shared, uint32_t i) const;

  uint32_t shared(uint32_t i) const { return shared_[i]; }

  // A suffix: where it begins, from the first one's begin, and its bytes.
  uint32_t begin(uint32_t i) const { return i == 0 ? 0 : ends_[i - 1]; }
  uint32_t size(uint32_t i) const { return ends_[i] - begin(i); }

 private:
  uint32_t n_ = 0;
  uint8_t shared_[kTermsPerBlock];
  uint8_t ends_[kTermsPerBlock];  // of suffixes; their sum fits in a byte
};

#if defined(__SSE2__)
static_assert(kTermsPerBlock == sizeof(__m128i), "a shape a lane");

bool ShapeColumn::Read(const char* shapes, uint32_t n, size_t suffixes_bytes) {
  const __m128i lanes =
      _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const __m128i large = _mm_set1_epi8(kLargeShape);
  const __m128i all =
      _mm_and_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(shapes)),
                    _mm_cmplt_epi8(lanes, _mm_set1_epi8(static_cast<char>(n))));
  const __m128i shared = _mm_and_si128(_mm_srli_epi16(all, 4), large);
  const __m128i sizes = _mm_and_si128(all, large);
  const __m128i sizes_before = _mm_slli_si128(_mm_add_epi8(shared, sizes), 1);
  const __m128i are_odd =
      _mm_or_si128(_mm_cmpeq_epi8(_mm_max_epu8(shared, sizes), large),
                   _mm_cmpgt_epi8(shared, sizes_before));
  __m128i ends = sizes;
  ends = _mm_add_epi8(ends, _mm_slli_si128(ends, 1));
  ends = _mm_add_epi8(ends, _mm_slli_si128(ends, 2));
  ends = _mm_add_epi8(ends, _mm_slli_si128(ends, 4));
  ends = _mm_add_epi8(ends, _mm_slli_si128(ends, 8));
  n_ = n;
  _mm_storeu_si128(reinterpret_cast<__m128i*>(shared_), shared);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(ends_), ends);
  return _mm_movemask_epi8(are_odd) == 0 &&
         ends_[kTermsPerBlock - 1] <= suffixes_bytes;
}

uint32_t ShapeColumn::NextThatSharesAtMost(uint32_t shared, uint32_t i) const {
  const __m128i all =
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(shared_));
  const __m128i most = _mm_set1_epi8(static_cast<char>(shared));
  const auto mask = static_cast<uint32_t>(
      _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(all, most), all)));
  const uint32_t found = (mask & ((1u << n_) - 1)) >> i << i;
  return found == 0 ? kTermsPerBlock : __builtin_ctz(found);
}
#else
bool ShapeColumn::Read(const char*, uint32_t, size_t) { return false; }

uint32_t ShapeColumn::NextThatSharesAtMost(uint32_t, uint32_t) const {
  return kTermsPerBlock;
}
#endif

}  // namespace

void DictionaryBlockWriter::Add(absl::string_view term, const TermInfo& info,
                                absl::string_view single_form) {
  assert(num_terms_ < kTermsPerBlock);
  if (num_terms_ == 0) first_ = info;
  AppendFrontCoded(last_term_, term, &shapes_, &suffixes_);
  last_term_.assign(term.data(), term.size());
  const bool is_spelled = !single_form.empty() && single_form != term;
  uint32_t shape = (is_spelled ? kIsSpelled : 0) | (info.is_form ? kIsForm : 0);
  shape |= AppendNumber(info.df - 1, &infos_);
  shape |= AppendNumber(info.cf - info.df, &infos_) << kBytesBits;
  shape |=
      AppendNumber(info.df == 1 ? info.doc_id : info.postings_bytes, &infos_)
      << 2 * kBytesBits;
  shape |=
      AppendNumber(info.cf == 1 ? info.position : info.positions_bytes, &infos_)
      << 3 * kBytesBits;
  if (info.df >= kMinDfForImpacts) {
    shape |= kHasImpacts;
    infos_.push_back(static_cast<char>(info.max_impact));
    for (const uint8_t impact : info.kth_impact) {
      infos_.push_back(static_cast<char>(impact));
    }
  }
  AppendFixed16(static_cast<uint16_t>(shape), &info_shapes_);
  if (is_spelled) {
    std::string form_shape;
    std::string suffix;
    AppendFrontCoded(term, single_form, &form_shape, &suffix);
    forms_ += form_shape + suffix;
  }
  ++num_terms_;
}

void DictionaryBlockWriter::Finish(std::string* content) {
  assert(num_terms_ > 0);
  std::string offsets;
  uint32_t head = static_cast<uint32_t>(num_terms_ - 1) << 12;
  head |= AppendNumber(first_.postings_offset, &offsets);
  head |= AppendNumber(first_.positions_offset, &offsets) << 4;
  head |= AppendNumber(first_.skip_offset, &offsets) << 8;
  AppendFixed16(static_cast<uint16_t>(head), content);
  AppendFixed16(static_cast<uint16_t>(infos_.size()), content);
  AppendFixed16(static_cast<uint16_t>(suffixes_.size()), content);
  content->append(offsets);
  for (std::string* const part :
       {&shapes_, &info_shapes_, &infos_, &suffixes_, &forms_}) {
    content->append(*part);
    part->clear();
  }
  last_term_.clear();
  num_terms_ = 0;
}

bool DictionaryBlockReader::Open(absl::string_view content) {
  if (content.size() < kHeadBytes) return false;
  const char* p = content.data();
  end_ = p + content.size();
  const uint32_t head = DecodeFixed16(p);
  const uint32_t infos_bytes = DecodeFixed16(p + 2);
  const uint32_t suffixes_bytes = DecodeFixed16(p + 4);
  const uint32_t offset_bytes[] = {head & 15, head >> 4 & 15, head >> 8 & 15};
  num_terms_ = (head >> 12) + 1;
  next_ = 0;
  p += kHeadBytes;
  const uint32_t columns_bytes = 3 * num_terms_;
  if (*std::max_element(std::begin(offset_bytes), std::end(offset_bytes)) >
          kBytesMask ||
      offset_bytes[0] + offset_bytes[1] + offset_bytes[2] + columns_bytes +
              infos_bytes + suffixes_bytes >
          static_cast<size_t>(end_ - p)) {
    return false;
  }
  offsets_ = TermInfo();
  if (!TakeNumber(offset_bytes[0], &p, end_, &offsets_.postings_offset) ||
      !TakeNumber(offset_bytes[1], &p, end_, &offsets_.positions_offset) ||
      !TakeNumber(offset_bytes[2], &p, end_, &offsets_.skip_offset)) {
    return false;
  }
  shapes_ = p;
  info_shapes_ = shapes_ + num_terms_;
  info_ = info_shapes_ + 2 * num_terms_;
  infos_end_ = info_ + infos_bytes;
  suffix_ = infos_end_;
  suffixes_end_ = suffix_ + suffixes_bytes;
  form_ = suffixes_end_;
  return true;
}

uint16_t DictionaryBlockReader::InfoShape(uint32_t place) const {
  return DecodeFixed16(info_shapes_ + 2 * place);
}

bool DictionaryBlockReader::ReadInfo(uint32_t num_docs, TermInfo* info) {
  const uint32_t shape = InfoShape(next_);
  const InfoBytes bytes(shape);
  if (bytes.total() > static_cast<size_t>(infos_end_ - info_)) return false;
  uint64_t df_minus_one = 0;
  uint64_t cf_minus_df = 0;
  uint64_t doc_id_or_bytes = 0;
  uint64_t position_or_bytes = 0;
  const bool are_numbers =
      TakeNumber(bytes.df, &info_, end_, &df_minus_one) &&
      TakeNumber(bytes.cf, &info_, end_, &cf_minus_df) &&
      TakeNumber(bytes.postings, &info_, end_, &doc_id_or_bytes) &&
      TakeNumber(bytes.positions, &info_, end_, &position_or_bytes);
  if (!are_numbers || df_minus_one >= num_docs) return false;
  *info = offsets_;
  info->is_form = (shape & kIsForm) != 0;
  info->df = static_cast<uint32_t>(df_minus_one) + 1;
  if (cf_minus_df > uint64_t{info->df} * ~uint32_t{0}) return false;
  info->cf = info->df + cf_minus_df;
  if (info->df == 1) {
    if (doc_id_or_bytes >= num_docs || info->cf > ~uint32_t{0}) return false;
    info->doc_id = static_cast<DocId>(doc_id_or_bytes);
  } else {
    info->postings_bytes = doc_id_or_bytes;
  }
  if (info->cf == 1) {
    if (position_or_bytes > ~uint32_t{0}) return false;
    info->position = static_cast<uint32_t>(position_or_bytes);
  } else {
    info->positions_bytes = position_or_bytes;
  }
  const bool has_impacts = (shape & kHasImpacts) != 0;
  if (has_impacts != (info->df >= kMinDfForImpacts)) return false;
  if (has_impacts) {
    info->max_impact = static_cast<uint8_t>(*info_++);
    for (uint8_t& impact : info->kth_impact) {
      impact = static_cast<uint8_t>(*info_++);
    }
  }
  offsets_.postings_offset += info->postings_bytes;
  offsets_.positions_offset += info->positions_bytes;
  offsets_.skip_offset += SkipBytes(*info);
  return true;
}

bool DictionaryBlockReader::ReadForm(absl::string_view term,
                                     std::string* form) {
  form->clear();
  if ((InfoShape(next_) & kIsSpelled) == 0) return true;
  FrontCoded coded;
  if (form_ == end_ ||
      !DecodeFrontCoded(*form_, form_ + 1, end_, term.size(), &coded)) {
    return false;
  }
  form->assign(term.data(), term.size());
  Assemble(coded, form);
  form_ = coded.suffix + coded.size;
  return true;
}

bool DictionaryBlockReader::Next(uint32_t num_docs, TermEntry* entry) {
  assert(next_ < num_terms_);
  if (next_ == 0) entry->term.clear();
  FrontCoded coded;
  if (!DecodeFrontCoded(shapes_[next_], suffix_, suffixes_end_,
                        entry->term.size(), &coded)) {
    return false;
  }
  Assemble(coded, &entry->term);
  suffix_ = coded.suffix + coded.size;
  if (!ReadInfo(num_docs, &entry->info) ||
      !ReadForm(entry->term, &entry->form)) {
    return false;
  }
  ++next_;
  return true;
}

// Puts no term together: what a term shares with the one before decides, or
// else its suffix.
DictionaryBlockReader::FindResult DictionaryBlockReader::FindTerm(
    absl::string_view key, uint32_t* place) const {
  ShapeColumn shapes;
  if (end_ - shapes_ < kTermsPerBlock ||
      !shapes.Read(shapes_, num_terms_, suffixes_end_ - suffix_)) {
    return FindTermByTerm(key, place);
  }
  uint32_t matched = 0;  // bytes that `key` shares with the term before
  for (uint32_t i = 0; i < num_terms_; ++i) {
    // Terms are less than the key as long as they differ from the one before
    // later than it does.
    i = shapes.NextThatSharesAtMost(matched, i);
    if (i == kTermsPerBlock || shapes.shared(i) < matched) break;
    const absl::string_view suffix(suffix_ + shapes.begin(i), shapes.size(i));
    const absl::string_view rest = key.substr(matched);
    const auto same = static_cast<uint32_t>(SharedPrefix(suffix, rest));
    matched += same;
    if (same == rest.size()) {
      *place = i;
      return same == suffix.size() ? FindResult::kFound : FindResult::kAbsent;
    }
    if (same < suffix.size() &&
        static_cast<uint8_t>(suffix[same]) > static_cast<uint8_t>(rest[same])) {
      break;
    }
  }
  return FindResult::kAbsent;
}

DictionaryBlockReader::FindResult DictionaryBlockReader::FindTermByTerm(
    absl::string_view key, uint32_t* place) const {
  const char* p = suffix_;
  size_t size_before = 0;
  size_t matched = 0;  // bytes that `key` shares with the term before
  for (uint32_t i = 0; i < num_terms_; ++i) {
    FrontCoded text;
    if (!DecodeFrontCoded(shapes_[i], p, suffixes_end_, size_before, &text)) {
      return FindResult::kDamage;
    }
    size_before = text.shared + text.size;
    p = text.suffix + text.size;
    // The term before is less than the key, and so is one that differs from it
    // later than the key does. One that differs earlier is greater.
    if (text.shared < matched) return FindResult::kAbsent;
    if (text.shared > matched) continue;
    const absl::string_view suffix(text.suffix, text.size);
    const absl::string_view rest = key.substr(matched);
    const size_t same = SharedPrefix(suffix, rest);
    matched += same;
    if (same == rest.size()) {
      *place = i;
      return same == suffix.size() ? FindResult::kFound : FindResult::kAbsent;
    }
    if (same < suffix.size() &&
        static_cast<uint8_t>(suffix[same]) > static_cast<uint8_t>(rest[same])) {
      return FindResult::kAbsent;
    }
  }
  return FindResult::kAbsent;
}

bool DictionaryBlockReader::SkipInfos(uint32_t n) {
  uint64_t postings_bytes = 0;
  uint64_t positions_bytes = 0;
  for (uint32_t i = 0; i < n; ++i) {
    const InfoBytes bytes(InfoShape(i));
    if (bytes.total() > static_cast<size_t>(infos_end_ - info_)) return false;
    const char* const postings = info_ + bytes.df + bytes.cf;
    const char* const positions = postings + bytes.postings;
    const uint64_t doc_id_or_bytes = LoadNumber(postings, bytes.postings, end_);
    const uint64_t position_or_bytes =
        LoadNumber(positions, bytes.positions, end_);
    postings_bytes += bytes.df > 0 ? doc_id_or_bytes : 0;
    positions_bytes += bytes.df + bytes.cf > 0 ? position_or_bytes : 0;
    if (bytes.impacts > 0) {
      TermInfo info;
      info.df = static_cast<uint32_t>(LoadNumber(info_, bytes.df, end_)) + 1;
      info.positions_bytes = position_or_bytes;
      offsets_.skip_offset += SkipBytes(info);
    }
    info_ += bytes.total();
  }
  offsets_.postings_offset += postings_bytes;
  offsets_.positions_offset += positions_bytes;
  next_ = n;
  return true;
}

bool DictionaryBlockReader::SkipForms(uint32_t n) {
  if ((InfoShape(n) & kIsSpelled) == 0) return true;
  for (uint32_t i = 0; i < n; ++i) {
    if ((InfoShape(i) & kIsSpelled) == 0) continue;
    FrontCoded coded;
    if (form_ == end_ ||
        !DecodeFrontCoded(*form_, form_ + 1, end_, kMaxKeyBytes, &coded)) {
      return false;
    }
    form_ = coded.suffix + coded.size;
  }
  return true;
}

DictionaryBlockReader::FindResult DictionaryBlockReader::Find(
    absl::string_view key, uint32_t num_docs, TermInfo* info,
    std::string* form) {
  uint32_t place = 0;
  const FindResult result = FindTerm(key, &place);
  if (result != FindResult::kFound) return result;
  const bool is_sound = SkipInfos(place) && ReadInfo(num_docs, info) &&
                        SkipForms(place) && ReadForm(key, form);
  return is_sound ? FindResult::kFound : FindResult::kDamage;
}

}  // namespace telusur
