#include "index/segment/term_dictionary.h"

#include <algorithm>
#include <cassert>

#include "index/io/coding.h"
#include "index/io/status_macros.h"
#include "index/segment/postings_list.h"

namespace telusur {
namespace {

// Sorts a form's key directly behind its term's; no analyzed term holds it.
constexpr char kFormSeparator = '\x1f';

constexpr uint64_t kNumTermsBytes = 8;
constexpr uint64_t kBlockEndBytes = 8;
constexpr uint64_t kSeparatorEndBytes = 4;

constexpr char kPlainBlock = 0;
constexpr char kSnappyBlock = 1;

// A block of the largest keys and infos stays below this.
constexpr uint32_t kMaxContentBytes = 64 * 1024;

constexpr uint64_t kCfIsDf = 1;
constexpr uint64_t kIsForm = 2;
constexpr uint64_t kIsSpelled = 4;
constexpr int kDfShift = 3;

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

// Replaces what `*text` has behind its shared prefix. nullptr at damage.
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

const char* DecodeImpacts(const char* p, const char* end, TermInfo* info) {
  if (end - p < 1 + static_cast<int>(kPrimedK.size())) return nullptr;
  info->max_impact = static_cast<uint8_t>(*p++);
  for (uint8_t& impact : info->kth_impact) {
    impact = static_cast<uint8_t>(*p++);
  }
  return p;
}

// Decodes the info of `entry->term`. `entry->info` holds the offsets.
const char* DecodeInfo(const char* p, const char* end, uint32_t num_docs,
                       TermEntry* entry) {
  TermInfo& info = entry->info;
  uint64_t head = 0;
  p = DecodeVarint64(p, end, &head);
  if (p == nullptr || head >> kDfShift >= num_docs) return nullptr;
  info.df = static_cast<uint32_t>(head >> kDfShift) + 1;
  info.is_form = (head & kIsForm) != 0;
  info.cf = info.df;
  if ((head & kCfIsDf) == 0) {
    uint64_t more = 0;
    p = DecodeVarint64(p, end, &more);
    if (p == nullptr || more > uint64_t{info.df} * ~uint32_t{0}) return nullptr;
    info.cf += more;
    if (info.df == 1 && info.cf > ~uint32_t{0}) return nullptr;
  }
  info.postings_bytes = 0;
  p = info.df == 1 ? DecodeVarint32(p, end, &info.doc_id)
                   : DecodeVarint64(p, end, &info.postings_bytes);
  if (p == nullptr || (info.df == 1 && info.doc_id >= num_docs)) return nullptr;
  info.positions_bytes = 0;
  p = info.cf == 1 ? DecodeVarint32(p, end, &info.position)
                   : DecodeVarint64(p, end, &info.positions_bytes);
  if (p == nullptr) return nullptr;
  info.max_impact = 0;
  if (info.df >= kMinDfForImpacts) p = DecodeImpacts(p, end, &info);
  if (p == nullptr) return nullptr;
  entry->form.clear();
  if ((head & kIsSpelled) != 0) {
    entry->form = entry->term;
    p = DecodeFrontCoded(p, end, &entry->form);
  }
  return p;
}

// Moves the offsets of a list past it, to those of the next list.
void Advance(const TermInfo& info, TermInfo* offsets) {
  offsets->postings_offset = info.postings_offset + info.postings_bytes;
  offsets->positions_offset = info.positions_offset + info.positions_bytes;
  offsets->skip_offset = info.skip_offset + SkipBytes(info);
}

// The shortest string in (before, first].
absl::string_view Separator(absl::string_view before, absl::string_view first) {
  return first.substr(0, SharedPrefix(before, first) + 1);
}

}  // namespace

std::string FormKey(absl::string_view term, absl::string_view form) {
  std::string key(term);
  key.push_back(kFormSeparator);
  key.append(form.data(), form.size());
  return key;
}

absl::string_view FormOfKey(absl::string_view key) {
  return key.substr(key.find(kFormSeparator) + 1);
}

void TermDictionaryWriter::Add(absl::string_view term, const TermInfo& info,
                               absl::string_view single_form) {
  assert(num_terms_ == 0 || absl::string_view(last_term_) < term);
  if (num_in_block_ == 0) {
    AppendVarint64(info.postings_offset, &bases_);
    AppendVarint64(info.positions_offset, &bases_);
    AppendVarint64(info.skip_offset, &bases_);
    const absl::string_view separator = Separator(last_term_, term);
    separators_.append(separator.data(), separator.size());
    AppendFixed32(static_cast<uint32_t>(separators_.size()), &separator_ends_);
    last_term_.clear();
  }
  AppendFrontCoded(last_term_, term, &terms_);
  AppendInfo(term, info, single_form, &infos_);
  last_term_.assign(term.data(), term.size());
  ++num_terms_;
  if (++num_in_block_ == kTermsPerBlock) FlushBlock();
}

void TermDictionaryWriter::FlushBlock() {
  AppendVarint32(static_cast<uint32_t>(num_in_block_), &bases_);
  AppendVarint32(static_cast<uint32_t>(terms_.size()), &bases_);
  std::string content = bases_ + terms_ + infos_;
  std::string compressed;
  if (compression_ != PostingsCompression::kOff) {
    AppendVarint32(static_cast<uint32_t>(content.size()), &compressed);
    AppendCompressed(content, &compressed);
  }
  const bool keep = compression_ == PostingsCompression::kAlways ||
                    (compression_ == PostingsCompression::kAuto &&
                     CompressionPays(compressed.size(), content.size()));
  const std::string& kept = keep ? compressed : content;
  blocks_->push_back(keep ? kSnappyBlock : kPlainBlock);
  blocks_->append(kept);
  total_bytes_ += 1 + kept.size();
  AppendFixed64(total_bytes_, &block_ends_);
  ++statistics_.num_frames;
  statistics_.num_snappy_frames += keep;
  statistics_.bytes_without_snappy += content.size();
  statistics_.bytes += kept.size();
  num_in_block_ = 0;
  bases_.clear();
  terms_.clear();
  infos_.clear();
}

void TermDictionaryWriter::Finish(std::string* index) {
  if (num_in_block_ > 0) FlushBlock();
  AppendFixed64(num_terms_, index);
  index->append(block_ends_);
  index->append(separator_ends_);
  index->append(separators_);
}

absl::StatusOr<TermDictionary> TermDictionary::Open(const Section* blocks,
                                                    const Section* index,
                                                    uint32_t num_docs) {
  TermDictionary dictionary;
  dictionary.blocks_ = blocks;
  dictionary.index_ = index;
  dictionary.num_docs_ = num_docs;
  ASSIGN_OR_RETURN(const absl::string_view head,
                   index->Read(0, kNumTermsBytes));
  dictionary.num_keys_ = DecodeFixed64(head.data());
  const uint64_t num_blocks =
      dictionary.num_keys_ / kTermsPerBlock +
      (dictionary.num_keys_ % kTermsPerBlock != 0 ? 1 : 0);
  dictionary.separators_begin_ =
      kNumTermsBytes + num_blocks * (kBlockEndBytes + kSeparatorEndBytes);
  if (num_blocks > index->size() ||
      dictionary.separators_begin_ > index->size()) {
    return index->Damage(0, kNumTermsBytes, "too many terms");
  }
  dictionary.num_blocks_ = static_cast<uint32_t>(num_blocks);
  return dictionary;
}

absl::StatusOr<absl::string_view> TermDictionary::Separator(
    uint32_t block) const {
  const uint64_t end_offset = kNumTermsBytes + num_blocks_ * kBlockEndBytes +
                              kSeparatorEndBytes * uint64_t{block};
  const uint64_t first =
      block == 0 ? end_offset : end_offset - kSeparatorEndBytes;
  const uint64_t size = end_offset + kSeparatorEndBytes - first;
  if (!index_->Verify(first, size)) {
    return index_->Damage(first, size, "bad separator");
  }
  const uint64_t begin = block == 0 ? 0 : DecodeFixed32(index_->data() + first);
  const uint64_t end = DecodeFixed32(index_->data() + end_offset);
  const uint64_t offset = separators_begin_ + begin;
  if (begin >= end || !index_->Verify(offset, end - begin)) {
    return index_->Damage(first, size, "bad separator");
  }
  return absl::string_view(index_->data() + offset, end - begin);
}

absl::StatusOr<uint32_t> TermDictionary::FindBlock(
    absl::string_view key) const {
  // The last block whose separator is not greater than `key`.
  uint32_t begin = 0;
  uint32_t end = num_blocks_;
  while (begin < end) {
    const uint32_t middle = begin + (end - begin) / 2;
    ASSIGN_OR_RETURN(const absl::string_view separator, Separator(middle));
    if (separator <= key) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin == 0 ? 0 : begin - 1;
}

absl::StatusOr<TermDictionary::Block> TermDictionary::GetBlock(
    uint32_t block) const {
  const uint64_t end_offset = kNumTermsBytes + kBlockEndBytes * uint64_t{block};
  const uint64_t first = block == 0 ? end_offset : end_offset - kBlockEndBytes;
  ASSIGN_OR_RETURN(const absl::string_view ends,
                   index_->Read(first, end_offset + kBlockEndBytes - first));
  Block result;
  result.begin = block == 0 ? 0 : DecodeFixed64(ends.data());
  result.end = DecodeFixed64(ends.data() + ends.size() - kBlockEndBytes);
  if (result.begin >= result.end ||
      result.end - result.begin > kMaxContentBytes) {
    return index_->Damage(first, ends.size(), "bad block bounds");
  }
  return result;
}

absl::Status TermDictionary::ReadBlock(uint32_t block,
                                       std::string* content) const {
  ASSIGN_OR_RETURN(const Block bounds, GetBlock(block));
  const uint64_t block_bytes = bounds.end - bounds.begin;
  ASSIGN_OR_RETURN(const absl::string_view bytes,
                   blocks_->Read(bounds.begin, block_bytes));
  const char form = bytes[0];
  const char* p = bytes.data() + 1;
  const char* bytes_end = bytes.data() + bytes.size();
  if (form == kPlainBlock) {
    content->assign(p, bytes_end - p);
    return absl::OkStatus();
  }
  uint32_t length = 0;
  p = DecodeVarint32(p, bytes_end, &length);
  if (form != kSnappyBlock || p == nullptr || length > kMaxContentBytes) {
    return blocks_->Damage(bounds.begin, block_bytes, "bad dictionary block");
  }
  content->resize(length);
  if (!Uncompress(absl::string_view(p, bytes_end - p), length,
                  &(*content)[0])) {
    return blocks_->Damage(bounds.begin, block_bytes, "bad Snappy block");
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> TermDictionary::Find(absl::string_view key,
                                          TermEntry* entry) const {
  Iterator iterator(this);
  RETURN_IF_ERROR(iterator.Seek(key));
  if (!iterator.Valid() || iterator.entry().term != key) return false;
  *entry = iterator.entry();
  return true;
}

absl::Status TermDictionary::Iterator::Damage(absl::string_view what) const {
  ASSIGN_OR_RETURN(const Block block, dictionary_->GetBlock(block_));
  return dictionary_->blocks_->Damage(block.begin, block.end - block.begin,
                                      what);
}

absl::Status TermDictionary::Iterator::LoadBlock(uint32_t block) {
  valid_ = false;
  block_ = block;
  num_left_ = 0;
  RETURN_IF_ERROR(dictionary_->ReadBlock(block, &content_));
  const char* p = content_.data();
  end_ = p + content_.size();
  uint32_t num_terms = 0;
  uint32_t terms_bytes = 0;
  next_offsets_ = TermInfo();
  if ((p = DecodeVarint64(p, end_, &next_offsets_.postings_offset)) ==
          nullptr ||
      (p = DecodeVarint64(p, end_, &next_offsets_.positions_offset)) ==
          nullptr ||
      (p = DecodeVarint64(p, end_, &next_offsets_.skip_offset)) == nullptr ||
      (p = DecodeVarint32(p, end_, &num_terms)) == nullptr ||
      (p = DecodeVarint32(p, end_, &terms_bytes)) == nullptr ||
      num_terms == 0 || num_terms > kTermsPerBlock ||
      terms_bytes > static_cast<size_t>(end_ - p)) {
    return Damage("bad dictionary block");
  }
  term_ = p;
  terms_end_ = p + terms_bytes;
  info_ = terms_end_;
  num_left_ = num_terms;
  entry_.term.clear();
  return ReadEntry();
}

absl::Status TermDictionary::Iterator::ReadEntry() {
  valid_ = false;
  entry_.info = next_offsets_;
  term_ = DecodeFrontCoded(term_, terms_end_, &entry_.term);
  if (term_ != nullptr) {
    info_ = DecodeInfo(info_, end_, dictionary_->num_docs_, &entry_);
  }
  if (term_ == nullptr || info_ == nullptr) {
    num_left_ = 0;
    return Damage("bad dictionary entry");
  }
  Advance(entry_.info, &next_offsets_);
  --num_left_;
  valid_ = true;
  return absl::OkStatus();
}

absl::Status TermDictionary::Iterator::Seek(absl::string_view key) {
  valid_ = false;
  if (dictionary_->num_blocks_ == 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(const uint32_t block, dictionary_->FindBlock(key));
  RETURN_IF_ERROR(LoadBlock(block));
  while (valid_ && absl::string_view(entry_.term) < key) {
    RETURN_IF_ERROR(Next());
  }
  return absl::OkStatus();
}

absl::Status TermDictionary::Iterator::Next() {
  if (num_left_ > 0) return ReadEntry();
  valid_ = false;
  if (block_ + 1 >= dictionary_->num_blocks_) return absl::OkStatus();
  return LoadBlock(block_ + 1);
}

}  // namespace telusur
