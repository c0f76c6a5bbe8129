#include "index/segment/term_dictionary.h"

#include <cassert>

#include "index/io/coding.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

// Sorts a form's key directly behind its term's; no analyzed term holds it.
constexpr char kFormSeparator = '\x1f';

constexpr uint64_t kNumTermsBytes = 8;
constexpr uint64_t kBlockEndBytes = 8;
constexpr uint64_t kPrefixBytes = 8;

constexpr char kPlainBlock = 0;
constexpr char kSnappyBlock = 1;

// A block of the largest keys and infos stays below this.
constexpr uint32_t kMaxContentBytes = 64 * 1024;

}  // namespace

uint64_t PrefixOf(absl::string_view term) {
  uint64_t prefix = 0;
  for (size_t i = 0; i < kPrefixBytes; ++i) {
    prefix =
        prefix << 8 | (i < term.size() ? static_cast<uint8_t>(term[i]) : 0);
  }
  return prefix;
}

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
    AppendFixed64(PrefixOf(term), &prefixes_);
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
  index->append(prefixes_);
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
  dictionary.prefixes_begin_ = kNumTermsBytes + num_blocks * kBlockEndBytes;
  if (num_blocks > ~uint32_t{0} ||
      dictionary.prefixes_begin_ + num_blocks * kPrefixBytes != index->size()) {
    return index->Damage(0, kNumTermsBytes,
                         "the number of terms is not that of the blocks");
  }
  dictionary.num_blocks_ = static_cast<uint32_t>(num_blocks);
  return dictionary;
}

absl::StatusOr<uint64_t> TermDictionary::Prefix(uint32_t block) const {
  const uint64_t offset = prefixes_begin_ + kPrefixBytes * uint64_t{block};
  if (index_->Verify(offset, kPrefixBytes)) {
    return DecodeFixed64(index_->data() + offset);
  }
  return index_->Damage(offset, kPrefixBytes, "bad prefix");
}

absl::StatusOr<bool> TermDictionary::BeginsBy(uint32_t block,
                                              absl::string_view key) const {
  std::string buffer;
  ASSIGN_OR_RETURN(const absl::string_view content, ReadBlock(block, &buffer));
  DictionaryBlock parts;
  std::string first;
  if (!ParseDictionaryBlock(content, &parts) ||
      DecodeFrontCoded(parts.terms, parts.infos, &first) == nullptr) {
    return BlockDamage(block, "bad dictionary block");
  }
  return first <= key;
}

absl::StatusOr<uint32_t> TermDictionary::FindBlock(
    absl::string_view key) const {
  const uint64_t prefix_of_key = PrefixOf(key);
  // The last block that begins by the key.
  uint32_t begin = 0;
  uint32_t end = num_blocks_;
  while (begin < end) {
    const uint32_t middle = begin + (end - begin) / 2;
    const uint64_t offset = prefixes_begin_ + kPrefixBytes * uint64_t{middle};
    if (!index_->Verify(offset, kPrefixBytes)) return Prefix(middle).status();
    const uint64_t prefix = DecodeFixed64(index_->data() + offset);
    bool begins_by_key = prefix < prefix_of_key;
    if (prefix == prefix_of_key) {
      ASSIGN_OR_RETURN(begins_by_key, BeginsBy(middle, key));
    }
    if (begins_by_key) {
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
  const uint64_t size = end_offset + kBlockEndBytes - first;
  if (index_->Verify(first, size)) {
    Block result;
    result.begin = block == 0 ? 0 : DecodeFixed64(index_->data() + first);
    result.end = DecodeFixed64(index_->data() + end_offset);
    if (result.begin < result.end &&
        result.end - result.begin <= kMaxContentBytes) {
      return result;
    }
  }
  return index_->Damage(first, size, "bad block bounds");
}

absl::Status TermDictionary::BlockDamage(uint32_t block,
                                         absl::string_view what) const {
  ASSIGN_OR_RETURN(const Block bounds, GetBlock(block));
  return blocks_->Damage(bounds.begin, bounds.end - bounds.begin, what);
}

absl::StatusOr<absl::string_view> TermDictionary::ReadBlock(
    uint32_t block, std::string* buffer) const {
  ASSIGN_OR_RETURN(const Block bounds, GetBlock(block));
  const uint64_t size = bounds.end - bounds.begin;
  if (!blocks_->Verify(bounds.begin, size)) {
    return blocks_->Damage(bounds.begin, size, "bad dictionary block");
  }
  const absl::string_view bytes(blocks_->data() + bounds.begin, size);
  const char form = bytes[0];
  if (form == kPlainBlock) return bytes.substr(1);
  const char* const end = bytes.data() + bytes.size();
  uint32_t length = 0;
  const char* const p = DecodeVarint32(bytes.data() + 1, end, &length);
  if (form != kSnappyBlock || p == nullptr || length > kMaxContentBytes) {
    return BlockDamage(block, "bad dictionary block");
  }
  buffer->resize(length);
  if (!Uncompress(absl::string_view(p, end - p), length, &(*buffer)[0])) {
    return BlockDamage(block, "bad Snappy block");
  }
  return absl::string_view(*buffer);
}

absl::StatusOr<bool> TermDictionary::Find(absl::string_view key,
                                          TermEntry* entry) const {
  if (num_blocks_ == 0) return false;
  ASSIGN_OR_RETURN(const uint32_t block, FindBlock(key));
  std::string buffer;
  ASSIGN_OR_RETURN(const absl::string_view content, ReadBlock(block, &buffer));
  switch (FindInBlock(content, key, num_docs_, &entry->info, &entry->form)) {
    case FindResult::kFound:
      break;
    case FindResult::kAbsent:
      return false;
    case FindResult::kDamage:
      return BlockDamage(block, "bad dictionary block");
  }
  entry->term.assign(key.data(), key.size());
  return true;
}

absl::Status TermDictionary::Iterator::LoadBlock(uint32_t block) {
  valid_ = false;
  block_ = block;
  num_left_ = 0;
  ASSIGN_OR_RETURN(const absl::string_view content,
                   dictionary_->ReadBlock(block, &buffer_));
  DictionaryBlock parts;
  if (!ParseDictionaryBlock(content, &parts)) {
    return dictionary_->BlockDamage(block, "bad dictionary block");
  }
  next_offsets_ = parts.offsets;
  num_left_ = parts.num_terms;
  term_ = parts.terms;
  terms_end_ = parts.infos;
  info_ = parts.infos;
  end_ = parts.end;
  entry_.term.clear();
  return ReadEntry();
}

absl::Status TermDictionary::Iterator::ReadEntry() {
  valid_ = false;
  entry_.info = next_offsets_;
  term_ = DecodeFrontCoded(term_, terms_end_, &entry_.term);
  bool spelled = false;
  if (term_ != nullptr) {
    info_ =
        DecodeInfo(info_, end_, dictionary_->num_docs_, &entry_.info, &spelled);
  }
  if (term_ != nullptr && info_ != nullptr) {
    info_ = DecodeForm(info_, end_, entry_.term, spelled, &entry_.form);
  }
  if (term_ == nullptr || info_ == nullptr) {
    num_left_ = 0;
    return dictionary_->BlockDamage(block_, "bad dictionary entry");
  }
  AdvanceOffsets(entry_.info, &next_offsets_);
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
