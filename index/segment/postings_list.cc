#include "index/segment/postings_list.h"

#include <algorithm>
#include <cassert>

#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"
#include "index/segment/bit_unpacking.h"
#include "index/segment/frame_writing.h"

namespace telusur {
namespace {

constexpr uint64_t kLastDocIdBytes = 4;
constexpr uint64_t kPostingsEndBytes = 2;
constexpr uint64_t kMaxImpactBytes = 1;
constexpr uint64_t kBaseBytes = 16;

// The end of a position frame, from its group's base, in the skip data of a
// list whose position frames take `positions_bytes`.
uint64_t PositionsEndBytes(uint64_t positions_bytes) {
  return positions_bytes >> 32 == 0 ? 4 : 8;
}

}  // namespace

uint64_t SkipBytes(const TermInfo& info) {
  const uint64_t num_blocks = info.num_blocks();
  if (num_blocks <= 1) return 0;
  return num_blocks *
             (kLastDocIdBytes + kPostingsEndBytes +
              PositionsEndBytes(info.positions_bytes) + kMaxImpactBytes) +
         (num_blocks - 1) / kFramesPerGroup * kBaseBytes;
}

PostingsListWriter::PostingsListWriter(PostingsCompression compression,
                                       ImpactModel impacts,
                                       const DocLengths* doc_lengths,
                                       std::string* postings,
                                       std::string* positions,
                                       std::string* skips)
    : impacts_(impacts),
      doc_lengths_(doc_lengths),
      postings_(postings),
      positions_(positions),
      skips_(skips),
      frames_(compression),
      position_frames_(compression) {
  impact_counts_.fill(0);
}

void PostingsListWriter::Add(DocId doc_id,
                             absl::Span<const uint32_t> positions) {
  assert(!positions.empty() && doc_id >= next_doc_id_);
  if (info_.df == 0) StartList(doc_id, positions[0]);
  ++info_.df;
  info_.cf += positions.size();
  tfs_minus_one_[n_] = static_cast<uint32_t>(positions.size()) - 1;
  block_doc_ids_[n_] = doc_id;
  next_doc_id_ = doc_id + 1;
  if (position_numbers_.size() < num_position_numbers_ + positions.size()) {
    position_numbers_.resize(2 * (num_position_numbers_ + positions.size()));
  }
  uint32_t* number = position_numbers_.data() + num_position_numbers_;
  num_position_numbers_ += positions.size();
  uint32_t next_position = 0;
  for (const uint32_t position : positions) {
    *number++ = position - next_position;
    next_position = position + 1;
  }
  if (++n_ == kBlockSize) FlushBlock();
}

void PostingsListWriter::StartList(DocId doc_id, uint32_t position) {
  info_.doc_id = doc_id;
  info_.position = position;
}

PostingRoom PostingsListWriter::Room(size_t max_numbers) {
  const size_t needed = num_position_numbers_ + max_numbers;
  if (position_numbers_.size() < needed) position_numbers_.resize(2 * needed);
  return {kBlockSize - n_, block_doc_ids_ + n_, tfs_minus_one_ + n_,
          position_numbers_.data() + num_position_numbers_};
}

void PostingsListWriter::AddWritten(int n, size_t num_numbers) {
  assert(n >= 1 && n <= kBlockSize - n_ && block_doc_ids_[n_] >= next_doc_id_);
  if (info_.df == 0) {
    StartList(block_doc_ids_[n_], position_numbers_[num_position_numbers_]);
  }
  info_.df += n;
  info_.cf += num_numbers;
  n_ += n;
  num_position_numbers_ += num_numbers;
  next_doc_id_ = block_doc_ids_[n_ - 1] + 1;
  if (n_ == kBlockSize) FlushBlock();
}

void PostingsListWriter::FlushBlock() {
  uint32_t gaps[kBlockSize];
  gaps[0] = block_doc_ids_[0] - first_possible_doc_id_;
  for (int i = 1; i < n_; ++i) {
    gaps[i] = block_doc_ids_[i] - block_doc_ids_[i - 1] - 1;
  }
  first_possible_doc_id_ = next_doc_id_;
  uint8_t max_impact = 0;
  // Lists that end below kMinDfForImpacts never look at impacts.
  if (info_.df >= kMinDfForImpacts) {
    uint32_t lengths[kBlockSize];
    doc_lengths_->Gather(block_doc_ids_, n_, lengths);
    uint8_t rounded_down[kBlockSize];
    max_impact = ImpactRoundedUp(FastestFrameWriting().round_impacts(
        impacts_, tfs_minus_one_, lengths, n_, rounded_down));
    for (int i = 0; i < n_; ++i) ++impact_counts_[rounded_down[i]];
  }
  const size_t postings_before = postings_->size();
  const size_t positions_before = positions_->size();
  if (info_.df > 1) frames_.Append(gaps, tfs_minus_one_, n_, postings_);
  if (info_.cf > 1) {
    position_frames_.Append(
        absl::MakeConstSpan(position_numbers_.data(), num_position_numbers_),
        absl::MakeConstSpan(tfs_minus_one_, n_), positions_);
  }
  info_.postings_bytes += postings_->size() - postings_before;
  info_.positions_bytes += positions_->size() - positions_before;
  blocks_.push_back({block_doc_ids_[n_ - 1], info_.postings_bytes,
                     info_.positions_bytes, max_impact});
  n_ = 0;
  num_position_numbers_ = 0;
}

void PostingsListWriter::AppendSkips() {
  for (const Block& block : blocks_) AppendFixed32(block.last_doc_id, skips_);
  const auto group_base = [this](size_t i, uint64_t Block::*end) {
    const size_t group_begin = i / kFramesPerGroup * kFramesPerGroup;
    return group_begin == 0 ? 0 : blocks_[group_begin - 1].*end;
  };
  for (size_t i = 0; i < blocks_.size(); ++i) {
    AppendFixed16(static_cast<uint16_t>(blocks_[i].postings_end -
                                        group_base(i, &Block::postings_end)),
                  skips_);
  }
  const uint64_t end_bytes = PositionsEndBytes(info_.positions_bytes);
  for (size_t i = 0; i < blocks_.size(); ++i) {
    char end[8];
    EncodeFixed64(
        blocks_[i].positions_end - group_base(i, &Block::positions_end), end);
    skips_->append(end, end_bytes);
  }
  for (const Block& block : blocks_) {
    skips_->push_back(static_cast<char>(block.max_impact));
  }
  for (size_t i = kFramesPerGroup; i < blocks_.size(); i += kFramesPerGroup) {
    AppendFixed64(group_base(i, &Block::postings_end), skips_);
    AppendFixed64(group_base(i, &Block::positions_end), skips_);
  }
}

void PostingsListWriter::FillImpacts(TermInfo* info) const {
  for (const Block& block : blocks_) {
    info->max_impact = std::max(info->max_impact, block.max_impact);
  }
  uint64_t num_at_least = 0;
  for (int impact = kImpactScale; impact > 0; --impact) {
    for (size_t i = 0; i < kPrimedK.size(); ++i) {
      const uint64_t k = kPrimedK[i];
      if (num_at_least < k && num_at_least + impact_counts_[impact] >= k) {
        info->kth_impact[i] = static_cast<uint8_t>(impact);
      }
    }
    num_at_least += impact_counts_[impact];
  }
}

TermInfo PostingsListWriter::Finish() {
  assert(info_.df > 0);
  if (n_ > 0) FlushBlock();
  TermInfo info = info_;
  if (blocks_.size() > 1) AppendSkips();
  if (info.df >= kMinDfForImpacts) {
    FillImpacts(&info);
    impact_counts_.fill(0);
  }
  info_ = TermInfo();
  next_doc_id_ = 0;
  first_possible_doc_id_ = 0;
  blocks_.clear();
  return info;
}

absl::Status BlockReader::Open(const PostingsSections& sections,
                               const TermInfo& info, uint32_t num_docs) {
  sections_ = sections;
  info_ = info;
  num_docs_ = num_docs;
  num_blocks_ = info.df == 1 ? 1 : info.num_blocks();
  last_doc_id_ = info.df == 1 ? info.doc_id : num_docs - 1;
  block_ = kNoBlock;
  is_loaded_ = false;
  last_doc_ids_ = nullptr;
  max_impacts_ = nullptr;
  status_ = absl::OkStatus();
  if (num_blocks_ > 1) status_ = OpenSkips();
  return status_;
}

absl::Status BlockReader::OpenSkips() {
  const uint64_t b = num_blocks_;
  positions_end_bytes_ = PositionsEndBytes(info_.positions_bytes);
  const uint64_t skip_bytes = SkipBytes(info_);
  auto skips = sections_.skips->Read(info_.skip_offset, skip_bytes);
  if (!skips.ok()) return skips.status();
  last_doc_ids_ = skips->data();
  postings_ends_ = last_doc_ids_ + kLastDocIdBytes * b;
  positions_ends_ = postings_ends_ + kPostingsEndBytes * b;
  max_impacts_ = positions_ends_ + positions_end_bytes_ * b;
  bases_ = max_impacts_ + kMaxImpactBytes * b;
  last_doc_id_ = DecodeFixed32(last_doc_ids_ + kLastDocIdBytes * (b - 1));
  if (last_doc_id_ >= num_docs_) {
    return sections_.skips->Damage(info_.skip_offset, skip_bytes,
                                   "doc_id out of range");
  }
  return absl::OkStatus();
}

uint64_t BlockReader::GroupBase(uint32_t block, int field) const {
  const uint32_t group = block / kFramesPerGroup;
  if (group == 0) return 0;
  return DecodeFixed64(bases_ + kBaseBytes * (group - 1) + 8 * field);
}

uint64_t BlockReader::PostingsEnd(uint32_t block) const {
  return GroupBase(block, 0) +
         DecodeFixed16(postings_ends_ + kPostingsEndBytes * block);
}

uint64_t BlockReader::PositionsEnd(uint32_t block) const {
  const char* const end = positions_ends_ + positions_end_bytes_ * block;
  return GroupBase(block, 1) +
         (positions_end_bytes_ == 4 ? DecodeFixed32(end) : DecodeFixed64(end));
}

uint32_t BlockReader::FindBlock(uint32_t from, DocId target) const {
  // Gallops: a seek rarely goes far.
  uint32_t begin = from;
  uint32_t step = 1;
  while (begin < num_blocks_) {
    const uint32_t probe = std::min(begin + step - 1, num_blocks_ - 1);
    if (last_doc_id(probe) >= target) {
      uint32_t end = probe;
      while (begin < end) {
        const uint32_t middle = begin + (end - begin) / 2;
        if (last_doc_id(middle) < target) {
          begin = middle + 1;
        } else {
          end = middle;
        }
      }
      return begin;
    }
    begin = probe + 1;
    step *= 2;
  }
  return num_blocks_;
}

BlockReader::FrameBounds BlockReader::PostingsFrame(uint32_t block) const {
  const uint64_t begin = block == 0 ? 0 : PostingsEnd(block - 1);
  const uint64_t end =
      num_blocks_ == 1 ? info_.postings_bytes : PostingsEnd(block);
  const bool is_sound = begin < end && end <= info_.postings_bytes;
  return {info_.postings_offset + begin, is_sound ? end - begin : 0};
}

BlockReader::FrameBounds BlockReader::PositionsFrame(uint32_t block) const {
  const uint64_t begin = block == 0 ? 0 : PositionsEnd(block - 1);
  const uint64_t end =
      num_blocks_ == 1 ? info_.positions_bytes : PositionsEnd(block);
  const bool is_sound = begin < end && end <= info_.positions_bytes;
  return {info_.positions_offset + begin, is_sound ? end - begin : 0};
}

bool BlockReader::Fail(const Section& section, FrameBounds bounds,
                       absl::string_view what) {
  if (status_.ok()) status_ = section.Damage(bounds.offset, bounds.size, what);
  block_ = kNoBlock;
  n_ = 0;
  return false;
}

// The verified frame of a block.
bool BlockReader::GetFrame(uint32_t block, absl::string_view* frame) {
  const FrameBounds bounds = PostingsFrame(block);
  if (bounds.size == 0 ||
      !sections_.postings->Verify(bounds.offset, bounds.size)) {
    return Fail(*sections_.postings, bounds, "bad frame bounds");
  }
  *frame = absl::string_view(sections_.postings->data() + bounds.offset,
                             bounds.size);
  return true;
}

// The smallest doc_id that a block's first can have.
DocId BlockReader::FirstDocId(uint32_t block) const {
  return block == 0 ? 0 : last_doc_id(block - 1) + 1;
}

bool BlockReader::Enter(uint32_t block) {
  assert(block < num_blocks_);
  if (block_ == block) return true;
  if (!status_.ok()) return false;
  absl::string_view frame;
  // The last frame may be a short one, which cannot be searched.
  if (block + 1 == num_blocks_) return LoadDocIds(block);
  if (!GetFrame(block, &frame)) return false;
  if (!frame_.OpenForSearch(frame, kBlockSize, FirstDocId(block))) {
    return LoadDocIds(block);
  }
  block_ = block;
  n_ = kBlockSize;
  is_loaded_ = false;
  tfs_loaded_ = false;
  positions_loaded_ = false;
  return true;
}

bool BlockReader::LoadDocIds(uint32_t block) {
  assert(block < num_blocks_);
  if (!status_.ok()) return false;
  const bool is_entered = block_ == block;
  if (!is_entered) {
    tfs_loaded_ = false;
    positions_loaded_ = false;
  }
  is_loaded_ = true;
  if (info_.df == 1) {
    block_ = block;
    n_ = 1;
    doc_ids_[0] = info_.doc_id;
    tfs_[0] = static_cast<uint32_t>(info_.cf);
    tfs_loaded_ = true;
    return true;
  }
  absl::string_view frame;
  if (!GetFrame(block, &frame)) return false;
  const bool is_last = block + 1 == num_blocks_;
  const int n =
      is_last ? static_cast<int>(info_.df - block * kBlockSize) : kBlockSize;
  if (!frame_.DecodeDocIds(frame, n, FirstDocId(block), num_docs_, doc_ids_) ||
      (num_blocks_ > 1 && doc_ids_[n - 1] != last_doc_id(block))) {
    return Fail(*sections_.postings, PostingsFrame(block),
                "bad postings frame");
  }
  block_ = block;
  n_ = n;
  return true;
}

bool BlockReader::LoadTfs() {
  if (n_ == 0) return false;
  if (!frame_.DecodeTfs(tfs_)) {
    return Fail(*sections_.postings, PostingsFrame(block_), "bad tfs");
  }
  tfs_loaded_ = true;
  return true;
}

bool BlockReader::ReadTfs(const uint8_t* places, int n, uint32_t* tfs) {
  if (!tfs_loaded_ && n <= FastestBitUnpacking().read_tfs && n_ > 0 &&
      frame_.ReadTfs(places, n, tfs)) {
    return true;
  }
  const uint32_t* const all = this->tfs();
  if (all == nullptr) return false;
  for (int i = 0; i < n; ++i) tfs[i] = all[places[i]];
  return true;
}

bool BlockReader::LoadPositionsFrame() {
  if (n_ == 0) return false;
  if (info_.df == 1) {
    numbers_before_[0] = 0;
    numbers_before_[1] = info_.cf;
  } else if (!frame_.DecodeTfSums(numbers_before_)) {
    return Fail(*sections_.postings, PostingsFrame(block_), "bad tfs");
  }
  const uint64_t num_numbers = numbers_before_[n_];
  const FrameBounds bounds = PositionsFrame(block_);
  if (bounds.size == 0 || num_numbers > info_.cf ||
      !sections_.positions->Verify(bounds.offset, bounds.size) ||
      !position_frame_.Open(
          absl::string_view(sections_.positions->data() + bounds.offset,
                            bounds.size),
          n_, num_numbers)) {
    return Fail(*sections_.positions, bounds, "bad positions frame");
  }
  positions_loaded_ = true;
  return true;
}

bool BlockReader::ReadPositions(int index, std::vector<uint32_t>* positions) {
  if (!status_.ok()) return false;
  assert(index < n_);
  if (info_.cf == 1) {
    positions->assign(1, info_.position);
    return true;
  }
  if (!positions_loaded_ && !LoadPositionsFrame()) return false;
  // num_numbers <= cf and a frame holds at least a bit a number, so a damaged
  // tf cannot ask for more memory than the frame's bytes justify.
  const uint64_t before = numbers_before_[index];
  const auto tf = static_cast<uint32_t>(numbers_before_[index + 1] - before);
  positions->resize(tf);
  if (!position_frame_.Decode(index, before, tf, positions->data())) {
    return Fail(*sections_.positions, PositionsFrame(block_), "bad positions");
  }
  return true;
}

}  // namespace telusur
