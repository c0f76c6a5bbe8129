#include "index/segment/term_dictionary.h"

#include <algorithm>
#include <cassert>

#include "index/io/coding.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

// Sorts a form's key directly behind its term's; no analyzed term holds it.
constexpr char kFormSeparator = '\x1f';

constexpr uint64_t kNumTermsBytes = 8;
constexpr uint64_t kPrefixBytes = 8;
constexpr uint64_t kGroupBeginBytes = 8;
constexpr uint64_t kBlockEndBytes = 4;
constexpr uint64_t kGroupBytes =
    kGroupBeginBytes + kBlocksPerGroup * (kPrefixBytes + kBlockEndBytes);

constexpr uint64_t kCacheLineBytes = 64;

constexpr char kPlainBlock = 0;
constexpr char kSnappyBlock = 1;

// A block of the largest keys and infos stays below this.
constexpr uint32_t kMaxContentBytes = 64 * 1024;

// Blocks that a dictionary may have: their groups are whole in 32 bits.
constexpr uint64_t kMaxBlocks = ~uint32_t{0} - kBlocksPerGroup;

// Which way a step of a search goes nobody can foresee: it is no branch. Adds
// `half` to `*below` if `is_below`.
inline void Step(bool is_below, uint32_t half, uint32_t* below) {
  *below += half & (0 - static_cast<uint32_t>(is_below));
}

}  // namespace

uint64_t PrefixOf(absl::string_view term) {
  if (term.size() >= kPrefixBytes) {
    return __builtin_bswap64(DecodeFixed64(term.data()));
  }
  uint64_t prefix = 0;
  for (const char byte : term) {
    prefix = prefix << 8 | static_cast<uint8_t>(byte);
  }
  return term.empty() ? 0 : prefix << 8 * (kPrefixBytes - term.size());
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
  if (block_.num_terms() == 0) prefix_ = PrefixOf(term);
  block_.Add(term, info, single_form);
  last_term_.assign(term.data(), term.size());
  ++num_terms_;
  if (block_.num_terms() == kTermsPerBlock) FlushBlock();
}

void TermDictionaryWriter::FlushBlock() {
  std::string content;
  block_.Finish(&content);
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
  AppendFixed64(prefix_, &prefixes_);
  AppendFixed32(static_cast<uint32_t>(total_bytes_ - group_begin_),
                &block_ends_);
  if (++num_blocks_in_group_ == kBlocksPerGroup) FlushGroup();
  ++statistics_.num_frames;
  statistics_.num_snappy_frames += keep;
  statistics_.bytes_without_snappy += content.size();
  statistics_.bytes += kept.size();
}

void TermDictionaryWriter::FlushGroup() {
  group_prefixes_.append(prefixes_, 0, kPrefixBytes);
  AppendFixed64(group_begin_, &groups_);
  groups_ += prefixes_;
  groups_ += block_ends_;
  prefixes_.clear();
  block_ends_.clear();
  group_begin_ = total_bytes_;
  num_blocks_in_group_ = 0;
}

void TermDictionaryWriter::Finish(std::string* index) {
  if (block_.num_terms() > 0) FlushBlock();
  if (num_blocks_in_group_ > 0) FlushGroup();
  AppendFixed64(num_terms_, index);
  index->append(group_prefixes_);
  index->append(groups_);
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
  dictionary.num_blocks_ = static_cast<uint32_t>(num_blocks);
  const uint64_t num_groups = dictionary.num_groups();
  dictionary.groups_begin_ = kNumTermsBytes + num_groups * kPrefixBytes;
  if (num_blocks > kMaxBlocks ||
      dictionary.groups_begin_ + num_groups * kGroupBeginBytes +
              num_blocks * (kPrefixBytes + kBlockEndBytes) !=
          index->size()) {
    return index->Damage(0, kNumTermsBytes,
                         "the number of terms is not that of the blocks");
  }
  return dictionary;
}

absl::StatusOr<TermDictionary::Group> TermDictionary::ReadGroup(
    uint32_t group) const {
  const uint64_t begin = groups_begin_ + kGroupBytes * group;
  Group result;
  result.num_blocks =
      std::min(kBlocksPerGroup, num_blocks_ - kBlocksPerGroup * group);
  const uint64_t size =
      kGroupBeginBytes + result.num_blocks * (kPrefixBytes + kBlockEndBytes);
  if (!index_->Verify(begin, size)) {
    return index_->Damage(begin, size, "bad group");
  }
  result.bytes = index_->data() + begin;
  result.first_block = kBlocksPerGroup * group;
  return result;
}

absl::StatusOr<TermDictionary::Place> TermDictionary::PlaceOf(
    uint32_t block) const {
  ASSIGN_OR_RETURN(const Group group, ReadGroup(block / kBlocksPerGroup));
  return Place{group, block % kBlocksPerGroup};
}

uint64_t TermDictionary::Group::Prefix(uint32_t place) const {
  return DecodeFixed64(bytes + kGroupBeginBytes + kPrefixBytes * place);
}

TermDictionary::Block TermDictionary::Group::Bounds(uint32_t place) const {
  const uint64_t begin = DecodeFixed64(bytes);
  const char* const end = bytes + kGroupBeginBytes + kPrefixBytes * num_blocks +
                          kBlockEndBytes * place;
  return {begin + (place == 0 ? 0 : DecodeFixed32(end - kBlockEndBytes)),
          begin + DecodeFixed32(end)};
}

absl::StatusOr<uint64_t> TermDictionary::Prefix(uint32_t block) const {
  ASSIGN_OR_RETURN(const Place place, PlaceOf(block));
  return place.group.Prefix(place.in_group);
}

absl::StatusOr<uint64_t> TermDictionary::GroupPrefix(uint32_t group) const {
  const uint64_t offset = kNumTermsBytes + kPrefixBytes * group;
  if (index_->Verify(offset, kPrefixBytes)) {
    return DecodeFixed64(index_->data() + offset);
  }
  return index_->Damage(offset, kPrefixBytes, "bad prefix");
}

absl::StatusOr<bool> TermDictionary::BeginsBy(uint32_t block,
                                              absl::string_view key) const {
  ASSIGN_OR_RETURN(const Block bounds, GetBlock(block));
  std::string buffer;
  ASSIGN_OR_RETURN(const absl::string_view content, ReadBlock(bounds, &buffer));
  DictionaryBlockReader reader;
  TermEntry first;
  if (!reader.Open(content) || !reader.Next(num_docs_, &first)) {
    return BlockDamage(bounds, "bad dictionary block");
  }
  return first.term <= key;
}

absl::StatusOr<uint32_t> TermDictionary::LastThatBeginsBy(
    uint32_t begin, absl::string_view key) const {
  const uint64_t prefix_of_key = PrefixOf(key);
  uint32_t end = num_blocks_;
  while (begin < end) {
    const uint32_t middle = begin + (end - begin) / 2;
    ASSIGN_OR_RETURN(const uint64_t prefix, Prefix(middle));
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

absl::StatusOr<uint32_t> TermDictionary::CountGroupsBelow(
    uint64_t prefix) const {
  uint32_t below = 0;
  for (uint32_t n = num_groups(); n > 0; n /= 2) {
    const uint32_t half = n - n / 2;
    const uint64_t offset =
        kNumTermsBytes + kPrefixBytes * uint64_t{below + half - 1};
    if (!index_->Verify(offset, kPrefixBytes)) {
      return GroupPrefix(below + half - 1).status();
    }
    Step(DecodeFixed64(index_->data() + offset) < prefix, half, &below);
  }
  return below;
}

uint32_t TermDictionary::Group::CountBelow(uint64_t prefix) const {
  uint32_t below = 0;
  for (uint32_t n = num_blocks; n > 0; n /= 2) {
    const uint32_t half = n - n / 2;
    Step(Prefix(below + half - 1) < prefix, half, &below);
  }
  return below;
}

absl::StatusOr<TermDictionary::Place> TermDictionary::FindPlace(
    absl::string_view key) const {
  const uint64_t prefix = PrefixOf(key);
  ASSIGN_OR_RETURN(const uint32_t groups_below, CountGroupsBelow(prefix));
  uint32_t below = 0;  // blocks with a smaller prefix
  if (groups_below > 0) {
    ASSIGN_OR_RETURN(const Group group, ReadGroup(groups_below - 1));
    const uint32_t in_group = group.CountBelow(prefix);
    below = group.first_block + in_group;
    if (in_group > 0 && in_group < group.num_blocks &&
        group.Prefix(in_group) != prefix) {
      return Place{group, in_group - 1};
    }
  }
  if (below < num_blocks_) {
    ASSIGN_OR_RETURN(const uint64_t next, Prefix(below));
    if (next == prefix) {
      ASSIGN_OR_RETURN(const uint32_t block, LastThatBeginsBy(below, key));
      return PlaceOf(block);
    }
  }
  return PlaceOf(below == 0 ? 0 : below - 1);
}

absl::StatusOr<TermDictionary::Block> TermDictionary::BoundsOf(
    const Place& place) const {
  const Block bounds = place.group.Bounds(place.in_group);
  if (bounds.begin < bounds.end &&
      bounds.end - bounds.begin <= kMaxContentBytes) {
    return bounds;
  }
  return index_->Damage(place.group.bytes - index_->data(), kGroupBeginBytes,
                        "bad block bounds");
}

absl::StatusOr<TermDictionary::Block> TermDictionary::GetBlock(
    uint32_t block) const {
  ASSIGN_OR_RETURN(const Place place, PlaceOf(block));
  return BoundsOf(place);
}

absl::Status TermDictionary::BlockDamage(const Block& block,
                                         absl::string_view what) const {
  return blocks_->Damage(block.begin, block.end - block.begin, what);
}

absl::StatusOr<absl::string_view> TermDictionary::ReadBlock(
    const Block& block, std::string* buffer) const {
  const uint64_t size = block.end - block.begin;
  if (!blocks_->Verify(block.begin, size)) {
    return BlockDamage(block, "bad dictionary block");
  }
  const absl::string_view bytes(blocks_->data() + block.begin, size);
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

absl::StatusOr<TermDictionary::Block> TermDictionary::Locate(
    absl::string_view key) const {
  ASSIGN_OR_RETURN(const Place place, FindPlace(key));
  ASSIGN_OR_RETURN(const Block block, BoundsOf(place));
  // All of it, since what is read next depends on what is read first.
  if (block.end <= blocks_->size()) {
    for (uint64_t at = block.begin; at < block.end; at += kCacheLineBytes) {
      __builtin_prefetch(blocks_->data() + at);
    }
  }
  return block;
}

absl::StatusOr<bool> TermDictionary::FindInBlock(const Block& block,
                                                 absl::string_view key,
                                                 TermInfo* info,
                                                 std::string* form) const {
  std::string buffer;
  ASSIGN_OR_RETURN(const absl::string_view content, ReadBlock(block, &buffer));
  DictionaryBlockReader reader;
  using FindResult = DictionaryBlockReader::FindResult;
  switch (reader.Open(content) ? reader.Find(key, num_docs_, info, form)
                               : FindResult::kDamage) {
    case FindResult::kFound:
      return true;
    case FindResult::kAbsent:
      return false;
    case FindResult::kDamage:
      break;
  }
  return BlockDamage(block, "bad dictionary block");
}

absl::StatusOr<bool> TermDictionary::Find(absl::string_view key,
                                          TermEntry* entry) const {
  if (num_keys_ == 0) return false;
  ASSIGN_OR_RETURN(const Block block, Locate(key));
  entry->term.assign(key.data(), key.size());
  return FindInBlock(block, key, &entry->info, &entry->form);
}

absl::Status TermDictionary::Iterator::LoadBlock(uint32_t block) {
  valid_ = false;
  block_ = block;
  ASSIGN_OR_RETURN(bounds_, dictionary_->GetBlock(block));
  ASSIGN_OR_RETURN(const absl::string_view content,
                   dictionary_->ReadBlock(bounds_, &buffer_));
  if (!reader_.Open(content)) {
    return dictionary_->BlockDamage(bounds_, "bad dictionary block");
  }
  return ReadEntry();
}

absl::Status TermDictionary::Iterator::ReadEntry() {
  valid_ = reader_.Next(dictionary_->num_docs_, &entry_);
  return valid_ ? absl::OkStatus()
                : dictionary_->BlockDamage(bounds_, "bad dictionary entry");
}

absl::Status TermDictionary::Iterator::Seek(absl::string_view key) {
  valid_ = false;
  if (dictionary_->num_blocks_ == 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Place place, dictionary_->FindPlace(key));
  RETURN_IF_ERROR(LoadBlock(place.block()));
  while (valid_ && absl::string_view(entry_.term) < key) {
    RETURN_IF_ERROR(Next());
  }
  return absl::OkStatus();
}

absl::Status TermDictionary::Iterator::Next() {
  if (reader_.num_left() > 0) return ReadEntry();
  valid_ = false;
  if (block_ + 1 >= dictionary_->num_blocks_) return absl::OkStatus();
  return LoadBlock(block_ + 1);
}

}  // namespace telusur
